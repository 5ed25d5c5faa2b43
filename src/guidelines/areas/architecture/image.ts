import { isMain } from './template-problem';
import { Finding, FlinkVersion, Severity } from '../../../configuration';
import { describe, refusal } from '../../../configuration/finding';
import { OLDEST_EMITTED } from '../../../configuration/options/flink-version';
import { isStandalone } from '../../../facts';
import { flinkReleaseOf, isOfficialImage, parseImage, whyNotAnImage } from '../../../kubernetes/image-name';
import { schemaOf, schemaVersions } from '../../../kubernetes/schema';
import { textOf } from '../../../kubernetes/text-of';
import { componentTemplates, containersOf } from '../../../workload/templates';
import { Workload } from '../../../workload/workload';
import { errorInProduction } from '../../table';

/** The image: pinned, and of the version that the manifest declares. */
export function image(w: Workload): Finding[] {
  const given = w.field('image');
  const where = w.where('image');
  // Without an image, the operator uses its default image, if one is configured.
  if (given === undefined || (!w._isFromProgram && textOf(given).trim() === '' && typeof given === 'string')) {
    const written = imageOfTemplates(w);
    if (written !== undefined) {
      return [{
        guideline: 'ARC-08',
        severity: errorInProduction(w),
        path: where,
        message: `must be set: ${written} in the pod template is used only while the operator's own configuration has no image`,
        fix: `Write image: ${written} in the spec, and remove it from the template`,
      }];
    }
    return [{
      guideline: 'ARC-08',
      severity: errorInProduction(w),
      path: where,
      message: 'must be set: without it the job runs the default image of the operator',
      fix: 'Name the image with a tag or digest',
    }];
  }
  const text = textOf(given);
  const parsed = parseImage(text);
  if (!parsed) return [refusal('ARC-08', where, given, `${whyNotAnImage(text)!}: Kubernetes does not start the pods`, imageFix(text))];
  const { repository, tag, digest } = parsed;
  if (!digest && (tag === undefined || tag === 'latest')) {
    return [{
      guideline: 'ARC-08',
      severity: errorInProduction(w),
      path: where,
      value: describe(text),
      message: `${tag ? 'the tag "latest"' : 'no tag'} means that every restart may run another image`,
      fix: `Write a version: "${repository}:${isOfficialImage(text) && w.flinkVersion.minor !== '' ? w.flinkVersion : '1.0.0'}"`,
    }];
  }
  if (/(^|\/)flink-kubernetes-operator$/.test(repository)) {
    return [refusal('ARC-08', where, text, 'must be an image of Flink: this one is the operator itself', `Write an image of Flink, such as "flink:${w.flinkVersion}"`)];
  }
  const release = flinkReleaseOf(text);
  if (release && w.flinkVersion.minor !== '' && release.minor !== w.flinkVersion.minor) {
    return [refusal('ARC-08', where, text, `must be an image of Flink ${w.flinkVersion}, as in flinkVersion: this one has Flink ${release.minor}, and the operator configures the other version`,
      `Use an image of Flink ${w.flinkVersion}, or set flinkVersion to ${w._isFromProgram ? release.minor : FlinkVersion._of(release.minor).manifestValue}`)];
  }
  return [];
}

/** The image that templates set for both main containers, which Flink uses if none is set elsewhere. */
function imageOfTemplates(w: Workload): string | undefined {
  if (isStandalone(w)) return undefined;
  const written = componentTemplates(w).map((template) => containersOf(template).find(isMain)?.container.image);
  return written.every((each) => typeof each === 'string' && each !== '' && each === written[0]) ? written[0] : undefined;
}

/** The image name that was probably meant, if it can be derived. */
export function imageFix(text: string): string {
  const guesses = [text.trim(), text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''), text.trim().toLowerCase()];
  const meant = guesses.find((guess) => guess !== text && parseImage(guess) !== undefined);
  return `Write it as "${meant ?? 'registry.example.com/my-job:1.0.0'}"`;
}

/** The oldest version that the operator's webhook accepts; versions before 1.19 are deprecated. */
const OLDEST_ACCEPTED = FlinkVersion._of('1.15');

/** The Flink version: in the spelling of the CRD, and supported by the operator. */
export function flinkVersion(w: Workload): Finding[] {
  const { flinkVersion: version, operatorVersion: operator } = w;
  const where = w.where('flinkVersion');
  const written = w.field('flinkVersion');
  // with --flink-version, the given version applies
  const value = FlinkVersion._of(String(written)).minor === version.minor ? written : version.minor === '' ? written : version.manifestValue;
  const known = knownVersions(operator.minor);
  // a program contains 1.20, its manifest v1_20
  const spelled = (each: FlinkVersion) => w._isFromProgram && value === version.manifestValue ? each.minor : each.manifestValue;
  const said = value === version.manifestValue ? spelled(version) : value;
  const versions = operator.flinkVersions.map((minor) => spelled(FlinkVersion._of(minor)));
  const newest = versions.length > 0 ? `Write one of ${versions.join(', ')}` : 'Write a version such as v1_20';
  if (value === undefined) return [refusal('ARC-08', where, undefined, 'must be set: the operator cannot tell which Flink version to configure', newest)];
  if (typeof value !== 'string' || !(known?.includes(value) ?? /^v\d+_\d+$/.test(value))) {
    const meant = meantVersion(value, known);
    const read = typeof value === 'number' ? 'the value must be a string, and ' : '';
    const allowed = known && !meant ? `; the newest versions that it supports are ${newestOfLines(known).map((each) => spelled(FlinkVersion._of(each))).join(' and ')}` : '';
    return [refusal('ARC-08', where, typeof said === 'object' ? undefined : said,
      `${read}the custom resource definition of operator ${operator} does not allow it${allowed}: the API server refuses the manifest`, meant ? `Write ${meant}` : newest)];
  }
  if (w._isCatalogued && version.isAtLeast(OLDEST_EMITTED)) return [];
  if (!version.isAtLeast(OLDEST_ACCEPTED)) return [refusal('ARC-08', where, said, `must be ${OLDEST_ACCEPTED.manifestValue} or newer: the operator refuses older versions`, newest)];
  if (w._isProduction) return [refusal('ARC-08', where, said, 'must be a version that this library supports', newest)];
  return [{
    guideline: 'ARC-08',
    severity: Severity.WARNING,
    path: where,
    value: describe(said),
    message: version.isAtLeast(OLDEST_EMITTED) ? 'the options of this version are not known here: they are not checked'
      : `deprecated: operator ${operator} still runs this version, a later one will not`,
    fix: newest,
  }];
}

/** The versions that the CRD of an operator version allows; undefined if unknown. */
function knownVersions(operator: string): readonly string[] | undefined {
  if (!schemaVersions().includes(operator)) return undefined;
  const type = schemaOf('FlinkDeployment', operator)!.typeAt(['spec', 'flinkVersion']);
  return type?.is === 'enum' ? type.values : undefined;
}

/** The operator's spelling of a version: 1.20, "1.20.3" and v1.20 are v1_20, as is the number 1.2, which is how YAML reads 1.20. */
function meantVersion(value: unknown, known: readonly string[] | undefined): string | undefined {
  const [, major, minor] = /^[vV]?(\d+)[._-](\d+)(?:[._-].*)?$/.exec(typeof value === 'object' ? '' : String(value).trim()) ?? [];
  if (major === undefined) return undefined;
  const candidates = [`v${major}_${minor}`, ...typeof value === 'number' ? [`v${major}_${minor}0`] : []];
  return candidates.find((each) => known?.includes(each) ?? true);
}

function newestOfLines(versions: readonly string[]): string[] {
  return [...new Map(versions.map((version) => [version.split('_')[0], version])).values()];
}
