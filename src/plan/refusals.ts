import { SAVEPOINTS } from './change';
import { ChangeRule, ofChanges, Pair, PlanRule } from './rule';
import { hasHighAvailability, hasJob, isBlank, isStandalone, isSuspended, jobManagers, parallelismInSpec, upgradeMode } from '../facts';
import { Workload } from '../workload/workload';

const CHECKPOINTS = 'execution.checkpointing.dir';
const FORBIDDEN = ['kubernetes.namespace', 'kubernetes.cluster-id', 'high-availability.cluster-id'];
const ROLLBACK = 'kubernetes.operator.deployment.rollback.enabled';

/** With the words of the operator, as in its log, its events and status.error. */
const refusesChange = (words: string) => `the operator refuses the new spec: "${words}". The last accepted spec stays in effect`;
const refusesObject = (words: string) => `the operator refuses the spec: "${words}"`;

/** Rules of the operator's validator about a spec and the one before it. */
const OF_CHANGES: readonly ChangeRule[] = [
  {
    id: 'mode-switched',
    title: 'mode changes between native and standalone; absent is native',
    verdict: 'refused',
    causes: ({ before, after }) => isStandalone(before) !== isStandalone(after) && 'mode',
    message: ({ after }) => refusesChange(isStandalone(after) ? 'Cannot switch from native kubernetes to standalone kubernetes cluster'
      : 'Cannot switch from standalone kubernetes to native kubernetes cluster'),
    advice: 'Create it under another name with job.initialSavepointPath, and delete the old one',
  },
  {
    id: 'cluster-kind-switched',
    title: 'spec.job is added or removed: application cluster and session cluster',
    verdict: 'refused',
    causes: ({ before, after }) => after._holds.cluster && hasJob(before) !== hasJob(after) && 'job',
    message: ({ after }) => refusesChange(hasJob(after) ? 'Cannot switch from session to job cluster' : 'Cannot switch from job to session cluster'),
    advice: 'Create it under another name',
  },
  {
    id: 'session-cluster-switched',
    title: 'deploymentName of a session job changes',
    verdict: 'refused',
    causes: (change) => change.after.kind === 'FlinkSessionJob' && change.changesField('deploymentName') && 'deploymentName',
    message: refusesChange('The deploymentName can\'t be changed'),
    advice: 'Create a session job of another name in the other cluster with job.initialSavepointPath, and delete this one',
  },
  {
    id: 'version-changed-while-suspended',
    title: 'flinkVersion changes while the job is suspended with upgrade mode last-state',
    verdict: 'refused',
    causes: (change) => isSuspended(change.before) && upgradeMode(change.before) === 'last-state' && upgradeMode(change.after) !== 'stateless' && change.isOtherVersion && 'flinkVersion',
    message: refusesChange('Changing flinkVersion after last-state suspend is not allowed. Restore your cluster with the current flinkVersion and perform the version upgrade afterwards.'),
    advice: 'Resume it with the old flinkVersion and change the version after that',
  },
  {
    id: 'redeploy-without-path',
    title: 'job.savepointRedeployNonce changes without job.initialSavepointPath',
    verdict: 'refused',
    causes: ({ after, type }) => type === 'SAVEPOINT_REDEPLOY' && blank(after.field('job.initialSavepointPath')) && 'job.savepointRedeployNonce',
    message: refusesChange('InitialSavepointPath must not be empty for savepoint redeployment'),
    advice: 'Set job.initialSavepointPath to the savepoint to start from',
  },
];

/** Rules about the new spec alone, the most frequent ones; `check` knows all of them. */
const OF_SPECS: readonly (Pick<PlanRule, 'id' | 'title' | 'advice'> & { readonly causes: (w: Workload) => readonly string[] | string | false; readonly words: (w: Workload) => string })[] = [
  {
    id: 'checkpoint-directory-missing',
    title: 'upgrade mode savepoint or last-state without a checkpoint directory',
    causes: (w) => hasJob(w) && upgradeMode(w) !== 'stateless' && w._isKnown(CHECKPOINTS) && isBlank(w, CHECKPOINTS) && CHECKPOINTS,
    words: () => `Checkpoint directory[${CHECKPOINTS}] must be defined for last-state and savepoint upgrade modes`,
    advice: `Set ${CHECKPOINTS}`,
  },
  {
    id: 'savepoint-directory-missing',
    title: 'upgrade mode savepoint without a savepoint directory',
    causes: (w) => hasJob(w) && upgradeMode(w) === 'savepoint' && w._isKnown(SAVEPOINTS) && isBlank(w, SAVEPOINTS) && SAVEPOINTS,
    words: () => `Job could not be upgraded with savepoint while config key[${SAVEPOINTS}] is not set`,
    advice: `Set ${SAVEPOINTS}`,
  },
  {
    id: 'forbidden-option',
    title: 'An option that the operator sets itself',
    causes: (w) => w._holds.cluster ? FORBIDDEN.filter((key) => w._configuration.written.some((written) => written.key === key)) : [],
    words: (w) => `Forbidden Flink config key: ${FORBIDDEN.find((key) => w._configuration.written.some((written) => written.key === key))}`,
    advice: 'Remove it',
  },
  {
    id: 'account-missing',
    title: 'serviceAccount is removed or missing',
    causes: (w) => w._holds.cluster && w.field('serviceAccount') === undefined && 'serviceAccount',
    words: () => 'spec.serviceAccount must be defined. If you use helm, its value should be the same with the name of jobServiceAccount.',
    advice: 'Set serviceAccount',
  },
  {
    id: 'parallelism-missing',
    title: 'A job without a parallelism of at least 1',
    causes: (w) => hasJob(w) && parallelismInSpec(w) === undefined && w.field('taskManager.replicas') === undefined && 'job.parallelism',
    words: () => 'Job parallelism must be larger than 0',
    advice: 'Set job.parallelism',
  },
  {
    id: 'standby-without-high-availability',
    title: 'Two or more JobManagers without high availability',
    causes: (w) => w._holds.cluster && jobManagers(w) > 1 && !hasHighAvailability(w) && 'jobManager.replicas',
    words: () => 'High availability should be enabled when starting standby JobManagers.',
    advice: 'Set jobManager.replicas to 1, or enable high availability',
  },
  {
    id: 'rollback-without-high-availability',
    title: 'Rollback without high availability',
    causes: (w) => w._holds.cluster && w.effectiveOption(ROLLBACK).trim().toLowerCase() === 'true' && !hasHighAvailability(w) && ROLLBACK,
    words: () => 'HA must be enabled for rollback support.',
    advice: 'Enable high availability, or remove the option',
  },
];

export const REFUSALS: readonly PlanRule[] = [
  ...ofChanges(OF_CHANGES),
  ...OF_SPECS.map(({ id, title, advice, causes, words }): PlanRule => ({
    id,
    title,
    verdict: 'refused',
    causes: (pair) => {
      const w = newOf(pair);
      const found = w === undefined ? false : causes(w);
      return typeof found === 'string' ? [found] : found || [];
    },
    message: (pair) => (pair.change ? refusesChange : refusesObject)(words(newOf(pair)!)),
    advice,
  })),
];

function newOf({ change, added }: Pair): Workload | undefined {
  return change?.after ?? added;
}

function blank(value: unknown): boolean {
  return String(value ?? '').trim() === '';
}
