import { firstFew } from './in-words';
import { Finding, Severity } from '../configuration';
import { describe } from '../configuration/finding';
import { isWithin } from '../workload/volumes';
import { Workload } from '../workload/workload';

/** Violations that result from another job. */

/**
 * Two FlinkDeployments with the same name are one job with conflicting specs. Manifests of two clusters may be in one directory, so that it is only a
 * warning for files.
 */
export function namesakes(w: Workload): Finding[] {
  const others = w._set?.sharing('identity', w, identities) ?? [];
  // A manifest that is in the input twice counts once: in files, it is checked once.
  const different = others.filter((other) => w._isFromProgram || JSON.stringify(other._spec) !== JSON.stringify(w._spec));
  if (different.length === 0) return [];
  const where = different.map((other) => other._whereabouts).filter((text) => text !== undefined).sort().join(' and ');
  return [{
    guideline: 'HA-06',
    severity: w._isFromProgram ? Severity.ERROR : Severity.WARNING,
    path: w.where('metadata.name'),
    value: describe(identity(w)),
    message: `${where === '' ? `another ${w.kind}` : `the ${w.kind} at ${where}`} has the same namespace and name: both would write the same state`,
    fix: 'Give each job a name of its own',
  }];
}

/** An object with the kind, namespace, name and spec of an earlier one. */
export function writtenTwice({ kind, metadata }: any, first: string): Finding[] {
  return [{
    guideline: 'HA-06',
    severity: Severity.WARNING,
    path: 'metadata.name',
    value: describe(metadata.name),
    message: `this ${kind} is written twice, first at ${first}: it is judged there, and a change of one of the two is undone by the other`,
    fix: 'Remove one of the two',
  }];
}

function identity(w: Workload): string {
  return `${w.namespace}/${w.name}`;
}

/** The identities that must be unique: each resulting FlinkDeployment, or the session job. */
function identities(w: Workload): string[] {
  return w._holds.cluster ? w._deployments.map(({ namespace, name }) => `${namespace}/${name}`) : [`${w.kind} ${identity(w)}`];
}

/** Another job with checkpoints in the same directory. */
export function checkpointSharers(w: Workload): Workload[] {
  return sharers(w, 'execution.checkpointing.dir');
}

/** Another job with savepoints in the same directory. */
export function savepointSharers(w: Workload): Workload[] {
  return sharers(w, 'execution.checkpointing.savepoint-dir');
}

/** Jobs with different names that share a directory: the same name is already reported. */
function sharers(w: Workload, option: string): Workload[] {
  // a session job inherits the directory of its cluster, in which each job has a subdirectory
  const directory = (each: Workload) => each._holds.cluster ? each.option(option)?.replace(/\/+$/, '') || undefined : undefined;
  const isOfOneJob = (other: Workload) => blueGreenOf(w) !== undefined && blueGreenOf(other) === blueGreenOf(w) && other.namespace === w.namespace;
  return (w._set?.sharing(option, w, directory) ?? []).filter((other) => identity(other) !== identity(w) && !isOfOneJob(other));
}

/** The FlinkBlueGreenDeployment for which the operator created it, as in manifests from a cluster, or which it is itself. */
export function blueGreenOf({ kind, name, manifest: { metadata } }: Workload): string | undefined {
  if (kind === BLUE_GREEN) return name;
  const owners: unknown = metadata?.ownerReferences;
  return Array.isArray(owners) ? owners.find((owner) => owner?.kind === BLUE_GREEN)?.name : undefined;
}

const BLUE_GREEN = 'FlinkBlueGreenDeployment';

export function namesOf(workloads: readonly Workload[]): string {
  const names = [...new Set(workloads.map(identity))].sort();
  return names.length > 3 ? firstFew(names) : names.join(' and ');
}

/** Whether one directory is inside of another. */
export function liesIn(inner: string | undefined, outer: string | undefined): boolean {
  return Boolean(inner && outer) && inner !== outer && isWithin(inner!, outer!);
}

