import { closest } from 'fastest-levenshtein';
import { Finding, Severity } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { ANNOTATIONS } from '../../../workload/annotations';
import { Workload } from '../../../workload/workload';

const OURS: readonly string[] = Object.values(ANNOTATIONS);
const PREFIX = 'cdk8s-flink.dev/';

/** Prefixes of own options that are also Flink's: nothing below them is taken for the image's own. */
export function tooWideOwnOptions(w: Workload): Finding[] {
  const path = w._isFromProgram ? 'ownOptions' : `metadata.annotations['${ANNOTATIONS.ownOptions}']`;
  return w._configuration.names.tooWide.map((prefix) => refusal('ARC-12', path, prefix,
    'has options of Flink or the operator below it, in which a slip would go unseen: it is not taken for your own', `Name the options themselves, or a longer prefix such as ${prefix}example.`));
}

/** Annotations under this library's prefix that it does not know: whoever wrote one believes that it does something. */
export function ourAnnotations(manifest: any, where: (path: string) => string): Finding[] {
  const annotations = manifest.metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) return [];
  return Object.keys(annotations).filter((key) => key.startsWith(PREFIX) && !OURS.includes(key)).map((key) => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path: `${where('metadata.annotations')}['${key}']`,
    message: 'is an annotation that nobody reads',
    fix: `Did you mean ${closest(key, [...OURS])}? Otherwise leave it out`,
  }));
}
