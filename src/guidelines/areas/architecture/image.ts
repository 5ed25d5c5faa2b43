import { Finding, FlinkVersion, Severity } from '../../../configuration';
import { describe, refusal } from '../../../configuration/finding';
import { CATALOGUED_FLINK_VERSIONS } from '../../../configuration/options/flink-version';
import { isOfficialImage, parseImage } from '../../../kubernetes/image-name';
import { Workload } from '../../../workload/workload';
import { errorInProduction } from '../../table';

/** The image: pinned, and of the version that the manifest claims. */
export function image(w: Workload): Finding[] {
  const given = w.field('image');
  const where = w.where('image');
  // Without one the operator takes its own default, if its installation has one.
  if (given === undefined) {
    return [{
      guideline: 'ARC-08',
      severity: errorInProduction(w),
      path: where,
      message: 'is missing: the job runs whatever the operator\'s default is',
      fix: 'Name the image with a tag or digest',
    }];
  }
  const text = String(given);
  const parsed = parseImage(text);
  if (!parsed) return [refusal('ARC-08', where, text, 'is not the name of an image', 'Write it as "registry.example.com/my-job:1.0.0"')];
  const { repository, tag, digest } = parsed;
  if (!digest && (tag === undefined || tag === 'latest')) {
    return [{
      guideline: 'ARC-08',
      severity: errorInProduction(w),
      path: where,
      value: describe(text),
      message: `${tag ? 'has the tag "latest", which' : 'has no tag, which'} means another image at every restart`,
      fix: `Write a version: "${repository}:1.0.0"`,
    }];
  }
  if (isOfficialImage(text) && tag && !isTagOf(tag, w.flinkVersion)) {
    return [refusal('ARC-08', where, text, `is not an image of Flink ${w.flinkVersion}, which flinkVersion says`,
      `Write "${repository}:${w.flinkVersion}", or change flinkVersion`)];
  }
  return [];
}

function isTagOf(tag: string, version: FlinkVersion): boolean {
  return tag === version.minor || tag.startsWith(`${version.minor}.`) || tag.startsWith(`${version.minor}-`) || !/^\d/.test(tag);
}

/** What the operator's webhook takes, though it calls those before 1.19 deprecated. */
const OLDEST_ACCEPTED = FlinkVersion.of('1.15');

/** The Flink version: one that the operator runs, and that we know. */
export function flinkVersion(w: Workload): Finding[] {
  const { flinkVersion: version, operatorVersion } = w;
  const where = w.where('flinkVersion');
  if (operatorVersion.flinkVersions.length === 0 || operatorVersion.accepts(version)) return [];
  const fix = `Write one of ${operatorVersion.flinkVersions.join(', ')}`;
  if (CATALOGUED_FLINK_VERSIONS.includes(version.minor)) {
    return [refusal('ARC-08', where, version.minor, `is refused by the custom resource definition of operator ${operatorVersion}`, fix)];
  }
  const old = /^1\.\d+$/.test(version.minor) && version.isAtLeast(OLDEST_ACCEPTED);
  if (!old || w._isProduction) return [refusal('ARC-08', where, version.minor || undefined, 'is not a version that this library emits for', fix)];
  return [{
    guideline: 'ARC-08',
    severity: Severity.WARNING,
    path: where,
    value: describe(version.minor),
    message: `is deprecated: operator ${operatorVersion} still runs it, a later one will not. Its options are not checked here`,
    fix,
  }];
}
