import { dirname } from 'path';
import { Option } from 'commander';
import { findingLine } from './formats/compact';
import { describeUnreadable, ExitCode, UsageError } from './outcome';
import { checkObjects, flinkObjects, FlinkObjects } from '../guidelines/check-manifests';
import { GUIDELINES } from '../guidelines/registry';
import { isKustomization, SetAside, withoutKustomized } from '../workload/kustomize';
import { Manifest, readManifests } from '../workload/manifests';
import { WorkloadOptions } from '../workload/workload';

/** The input of a command that reads manifests. */
export interface Input {
  readonly manifests: readonly Manifest[];
  readonly objects: FlinkObjects;
  /** The exit code if the command finds no problem. */
  readonly code: ExitCode;
}

/** For folders that may be empty, such as the folder of one environment. */
export const ALLOW_EMPTY = new Option('--allow-empty', 'exit with 0 if a path contains no Kubernetes object').default(false);

/**
 * Reads manifests, and reports unreadable input on standard error.
 *
 * A path without any Kubernetes object is usually a mistake, and is reported as well.
 *
 * @throws UsageError if no path contains one
 */
export function readInput(paths: readonly string[], options: WorkloadOptions, allowEmpty: boolean): Input {
  const { manifests, unreadable, found } = readManifests(paths);
  for (const input of unreadable) console.error(describeUnreadable(input));
  const { manifests: standing, aside } = withoutKustomized(manifests);
  const objects = flinkObjects(standing.filter(isKubernetesObject), options);
  const changing = aside.filter(({ files }) => files.length > 0);
  // kustomizations that only refer to other folders are reported only if the input contains nothing else
  const kustomized = standing.every((manifest) => isKustomization(manifest) || !isKubernetesObject(manifest)) ? aside : changing;
  for (const each of kustomized) console.error(describeKustomized(each));
  const isNothingLeft = kustomized.length > 0 && objects.workloads.length + objects.snapshots.length === 0;
  // an unreadable file is reported by itself
  const isEmpty = (read: readonly Manifest[]) => !read.some((manifest) => isKubernetesObject(manifest) || isKustomization(manifest));
  const empty = unreadable.length > 0 || allowEmpty ? [] : paths.filter((_, i) => isEmpty(found[i]));
  if (empty.length > 0 && empty.length === paths.length) throw new UsageError(empty.map(describeEmpty).join('\n'));
  for (const path of empty) console.error(`error: ${describeEmpty(path)}`);
  return { manifests: standing, objects, code: unreadable.length + empty.length > 0 || isNothingLeft ? ExitCode.USAGE : ExitCode.FINE };
}

/** Reports objects that no operator version supports on standard error, for commands that ignore them otherwise; returns the exit code. */
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
    : `Kustomize builds other manifests from ${files.length === 1 ? files[0] : `${files.length} of these files`}, which are therefore not checked. `;
  return `${kustomization}: ${what}`
    + `Run: kustomize build ${dirname(kustomization)} | cdk8s-flink check -`;
}

function describeEmpty(path: string): string {
  const where = path === '-' ? 'standard input contains' : `${path} contains`;
  return `${where} no Kubernetes object (apiVersion and kind): pass manifests, or use --allow-empty if this is intended`;
}
