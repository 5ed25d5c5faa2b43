import { dirname } from 'path';
import { Option } from 'commander';
import { findingLine } from './formats/compact';
import { describeUnreadable, ExitCode, UsageError } from './outcome';
import { checkObjects, flinkObjects, FlinkObjects } from '../guidelines/check-manifests';
import { GUIDELINES } from '../guidelines/registry';
import { isKustomization, SetAside, withoutKustomized } from '../workload/kustomize';
import { Manifest, readManifests } from '../workload/manifests';
import { WorkloadOptions } from '../workload/workload';

/** What a command that reads manifests got. */
export interface Input {
  readonly manifests: readonly Manifest[];
  readonly objects: FlinkObjects;
  /** What the command ends with where it finds nothing wrong. */
  readonly code: ExitCode;
}

/** For those who check a folder that may be empty, such as that of one environment. */
export const ALLOW_EMPTY = new Option('--allow-empty', 'exit with 0 where a path has no Kubernetes object').default(false);

/**
 * Reads manifests, and reports on standard error what cannot be read.
 *
 * A path without any Kubernetes object is a mistake in the path more often than not: it is reported, too.
 *
 * @throws UsageError where no path has one
 */
export function readInput(paths: readonly string[], options: WorkloadOptions, allowEmpty: boolean): Input {
  const { manifests, unreadable, found } = readManifests(paths);
  for (const input of unreadable) console.error(describeUnreadable(input));
  const { manifests: standing, aside } = withoutKustomized(manifests);
  const objects = flinkObjects(standing.filter(isKubernetesObject), options);
  const changing = aside.filter(({ files }) => files.length > 0);
  // what builds on other folders alone is of interest where there is nothing else
  const kustomized = standing.every((manifest) => isKustomization(manifest) || !isKubernetesObject(manifest)) ? aside : changing;
  for (const each of kustomized) console.error(describeKustomized(each));
  const isNothingLeft = kustomized.length > 0 && objects.workloads.length + objects.snapshots.length === 0;
  // where something could not be read, that was the reason
  const isEmpty = (read: readonly Manifest[]) => !read.some((manifest) => isKubernetesObject(manifest) || isKustomization(manifest));
  const empty = unreadable.length > 0 || allowEmpty ? [] : paths.filter((_, i) => isEmpty(found[i]));
  if (empty.length > 0 && empty.length === paths.length) throw new UsageError(empty.map(describeEmpty).join('\n'));
  for (const path of empty) console.error(`error: ${describeEmpty(path)}`);
  return { manifests: standing, objects, code: unreadable.length + empty.length > 0 || isNothingLeft ? ExitCode.USAGE : ExitCode.FINE };
}

/** Reports on standard error what no operator serves, for commands that show nothing of it, and returns what they then end with. */
export function tellNotJudged(objects: FlinkObjects): ExitCode {
  const findings = checkObjects({ ...objects, workloads: [], snapshots: [] }, GUIDELINES);
  for (const finding of findings) console.error(findingLine(finding));
  return findings.length > 0 ? ExitCode.FOUND : ExitCode.FINE;
}

function isKubernetesObject({ object }: Manifest): boolean {
  return typeof object.apiVersion === 'string' && typeof object.kind === 'string';
}

function describeKustomized({ kustomization, files }: SetAside): string {
  const what = files.length === 0 ? 'Kustomize builds manifests that are not among these files. '
    : `Kustomize builds other manifests from ${files.length === 1 ? files[0] : `${files.length} of these files`}, which are not judged as they are. `;
  return `${kustomization}: ${what}`
    + `Run: kustomize build ${dirname(kustomization)} | cdk8s-flink check -`;
}

function describeEmpty(path: string): string {
  const where = path === '-' ? 'standard input has' : `${path} has`;
  return `${where} no Kubernetes object (apiVersion and kind): pass manifests, or --allow-empty if that is fine`;
}
