import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { nearestSpellings } from '../../../configuration/options/spelling';
import { FlinkConfiguration } from '../../../configuration/said/flink-configuration';
import { checkOptions } from '../../../configuration/said/option-check';
import { Origin } from '../../../configuration/said/origin';
import { isMap } from '../../../kubernetes/is-map';
import { textOf } from '../../../kubernetes/text-of';
import { Workload } from '../../../workload/workload';

const PREFIX = 'kubernetes.operator.bluegreen.';
const PATH = 'spec.configuration';

/** The problems of the options of blue/green transitions. The operator reads them only outside of the template. */
export function blueGreenOptions(w: Workload): Finding[] {
  if (w.kind !== 'FlinkBlueGreenDeployment') return [];
  const { names } = w._configuration;
  const known = (names.operator?.keys() ?? []).filter((key) => key.startsWith(PREFIX));
  if (known.length === 0) return [];
  const given: unknown = w.manifest.spec?.configuration;
  const written = Object.entries(isMap(given) ? given : {}).filter(([, value]) => value !== null && value !== undefined && typeof value !== 'object');
  const finding = (key: string, value: unknown, severity: Severity, message: string, fix: string): Finding => (
    { guideline: 'ARC-12', severity, path: `${PATH}['${key}']`, value: describe(textOf(value)), message, fix }
  );
  const wrongNames = written.flatMap(([key, value]): Finding[] => {
    const { reader } = names.resolve(key);
    if (reader === 'unknown' || (key.startsWith(PREFIX) && !known.includes(key))) {
      const near = nearestSpellings(key, known);
      return [finding(key, value, Severity.ERROR, `unknown option: operator ${w.operatorVersion} ignores it silently`,
        near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Remove it; the options that are read here are ${known.join(', ')}`)];
    }
    return reader !== 'flink' ? [] : [finding(key, value, Severity.WARNING, `ignored: the operator does not read options of Flink here, only ${PREFIX}* from ${PATH}`,
      'Move it to spec.template.spec.flinkConfiguration')];
  });
  return [...wrongNames, ...wrongValues(w, written.filter(([key]) => known.includes(key))), ...misplaced(w, known)];
}

function wrongValues({ operatorVersion, _configuration }: Workload, written: readonly [string, unknown][]): Finding[] {
  return written.flatMap(([key, value]) => {
    const alone = new FlinkConfiguration(_configuration.flinkVersion, operatorVersion, []);
    alone.set(key, textOf(value), Origin.manifest(key));
    return checkOptions(alone).map((finding) => ({ ...finding, path: `${PATH}['${key}']` }));
  });
}

/** Options of the transition inside the template: they are passed to the FlinkDeployments, which ignore them. */
function misplaced(w: Workload, known: readonly string[]): Finding[] {
  return w._keys.filter((key) => known.includes(key)).map((key) => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path: w.where(key),
    value: describe(w.option(key)),
    message: `ignored in the template: the operator reads ${PREFIX}* only from ${PATH}`,
    fix: `Move it to ${PATH}`,
  }));
}
