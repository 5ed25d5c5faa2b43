import { snapshotName } from './architecture/names';
import { fieldFindings } from './architecture/spec-fields';
import { fileSystemOf, isOthers } from './file-systems/schemes';
import { Finding, Severity } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { hasJob, isBatch, isSuspended } from '../../facts';
import { textOf } from '../../kubernetes/text-of';
import { Snapshot } from '../../workload/snapshot';
import { Workload } from '../../workload/workload';
import { DURABLE_FIX, whyNotDurable } from '../durable';
import { misspelt } from '../references';

const ID = 'UPG-07';
const SAVEPOINTS = 'execution.checkpointing.savepoint-dir';

/** Problems because of which the operator rejects a FlinkStateSnapshot, or waits indefinitely. */
export function snapshotFindings(snapshot: Snapshot): Finding[] {
  const { manifest, kind, operatorVersion } = snapshot;
  const fields = fieldFindings({ kind, operator: operatorVersion.minor, object: manifest, where: (path) => path });
  return [...snapshotName(snapshot), ...fields, ...sort(snapshot), ...reference(snapshot), ...directory(snapshot), ...location(snapshot)];
}

function sort(snapshot: Snapshot): Finding[] {
  const given = ['savepoint', 'checkpoint'].filter((each) => snapshot.field(each) !== undefined);
  if (given.length === 1) return [];
  const [message, fix] = given.length === 0
    ? ['must have savepoint or checkpoint: the operator refuses the snapshot', 'Write savepoint: {}']
    : ['must not have both savepoint and checkpoint: the operator refuses the snapshot', 'Remove one of the two'];
  return [refusal(ID, 'spec', undefined, message, fix)];
}

function reference(snapshot: Snapshot): Finding[] {
  // an existing snapshot is only registered
  if (snapshot.field('savepoint.alreadyExists') === true) return [];
  const name = snapshot.field('jobReference.name');
  if (name === undefined || name === '') {
    return [refusal(ID, 'spec.jobReference', undefined, 'must name a job: the snapshot stays in TRIGGER_PENDING', 'Write jobReference with kind (FlinkDeployment or FlinkSessionJob) and name')];
  }
  if (!snapshot.job) return unknownJob(snapshot, textOf(name));
  if (!hasJob(snapshot.job)) {
    return [refusal(ID, 'spec.jobReference.name', name, 'must be a job: a session cluster has no state of its own', 'Name one of its FlinkSessionJobs, with kind: FlinkSessionJob')];
  }
  if (isBatch(snapshot.job)) {
    return [refusal(ID, 'spec.jobReference.name', name, 'must be a streaming job: a batch job takes neither savepoints nor checkpoints', 'Remove the snapshot')];
  }
  if (isSuspended(snapshot.job)) {
    return [refusal(ID, 'spec.jobReference.name', name, 'the job is suspended: the operator abandons the snapshot, and does not retry', 'Apply it while the job runs')];
  }
  return [];
}

/** The kinds whose objects have state, each with the other kind. */
const OTHER_KIND = { FlinkDeployment: 'FlinkSessionJob', FlinkSessionJob: 'FlinkDeployment' };

/** A job that is not among the manifests: it is of the other kind, misspelt, or in another repository. */
function unknownJob(snapshot: Snapshot, name: string): Finding[] {
  const { namespace, set } = snapshot;
  const kind = textOf(snapshot.field('jobReference.kind') ?? 'FlinkDeployment') as keyof typeof OTHER_KIND;
  const other = OTHER_KIND[kind];
  const warning = (path: string, message: string, fix: string): Finding[] => [{ guideline: ID, severity: Severity.WARNING, path, message, fix }];
  if (other !== undefined && set.named(other, namespace, name)) {
    return warning('spec.jobReference.kind', `${name} is a ${other} in these manifests: the operator looks for a ${kind}, and the snapshot stays in TRIGGER_PENDING`, `Write ${other}`);
  }
  const meant = misspelt(set, namespace, kind, name);
  if (meant === undefined) return [];
  return warning('spec.jobReference.name', `no ${kind} of these manifests has this name in namespace ${namespace}: the snapshot stays in TRIGGER_PENDING`, `Write ${meant}`);
}

/** A savepoint is written to the job's savepoint directory, unless it sets a path. */
function directory(snapshot: Snapshot): Finding[] {
  const { job } = snapshot;
  const savepoint = snapshot.field('savepoint');
  if (savepoint === undefined || savepoint.alreadyExists === true || !job || !hasJob(job)) return [];
  if (savepoint.path) return unsafe(job, String(savepoint.path));
  if (job.option(SAVEPOINTS)) return [];
  // a session job may inherit it from a cluster that is not among the manifests
  if (job.kind === 'FlinkSessionJob' && !job._cluster) return [];
  return [refusal(ID, 'spec.savepoint.path', undefined, `must be set, since the job has no ${SAVEPOINTS}: the savepoint fails`, `Set ${SAVEPOINTS} for the job, or write the path`)];
}

/** A savepoint in a directory that is not durable, or not writable. */
function unsafe(job: Workload, path: string): Finding[] {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(path)?.[1];
  const why = scheme !== undefined && !fileSystemOf(scheme) && !isOthers(scheme.toLowerCase()) ? `no file system of Flink serves ${scheme}://: the savepoint fails` : whyNotDurable(job, path);
  return why === undefined ? [] : [refusal(ID, 'spec.savepoint.path', path, why, DURABLE_FIX)];
}

/** An existing savepoint is registered, and not taken. */
function location(snapshot: Snapshot): Finding[] {
  const path = snapshot.field('savepoint.path');
  if (snapshot.field('savepoint.alreadyExists') !== true || (path !== undefined && String(path).trim() !== '')) return [];
  return [{
    guideline: ID,
    severity: Severity.WARNING,
    path: 'spec.savepoint.path',
    message: 'must be set with alreadyExists: the operator registers a savepoint without a location, from which no job can start',
    fix: 'Write the path of the savepoint',
  }];
}
