import { Change, namesOf, Start } from './change';
import { ChangeRule, ofChanges, PlanRule } from './rule';
import { Verdict } from './verdict';
import { hasHighAvailability, hasJob, isStreaming, isSuspended, OPTION, upgradeMode } from '../facts';

const ON_DELETION = 'kubernetes.operator.job.savepoint-on-deletion';

/** The fields and options that decide what the operator does. */
function deciding(change: Change): string[] {
  const isOfState = change.start === 'suspend' || change.start === 'resume';
  return namesOf(change.differences.filter(({ steps, type }) => isOfState ? steps.slice(-2).join('.') === 'job.state' : type === change.type), change);
}

const on = (start: Start, more: (change: Change) => boolean = () => true) => (change: Change) => (
  change.start === start && more(change) && deciding(change)
);
const keepsState = (change: Change) => upgradeMode(change.after) !== 'stateless';

/** What the operator does about a change of an object that stands in both: one of them applies, or none where the job runs on. */
const OF_CHANGES: readonly ChangeRule[] = [
  {
    id: 'rescaled',
    title: 'The parallelism changes while the job runs',
    verdict: 'in-place-rescale',
    causes: on('in-place'),
    message: 'changes the parallelism without a restart by the operator',
    advice: 'Nothing to do',
  },
  {
    id: 'restarted-from-savepoint',
    title: 'A restart with upgrade mode savepoint, or with another Flink version',
    verdict: 'restart-from-savepoint',
    causes: on('savepoint'),
    message: ({ before, after }) => `restarts the job from a savepoint${upgradeMode(after) === 'last-state' ? `: the operator takes one for Flink ${after.flinkVersion} in place of the last state of ${before.flinkVersion}` : ''}`,
    advice: 'Expect one to two minutes without output; the savepoint must complete first',
  },
  {
    id: 'restarted-from-last-state',
    title: 'A restart with upgrade mode last-state',
    verdict: 'restart-from-last-state',
    causes: on('last-state'),
    message: 'restarts the job from its last checkpoint',
    advice: 'Expect what was processed since that checkpoint to be processed again',
  },
  {
    id: 'stateless-upgrade',
    title: 'A restart with upgrade mode stateless',
    verdict: 'restart-without-state',
    causes: (change) => (change.start === 'stateless' || (change.start === 'transition' && !keepsState(change))) && deciding(change),
    message: 'restarts the job, and upgrade mode stateless drops its state and its position in the sources',
    advice: 'Set job.upgradeMode to savepoint, in the same change or before it',
  },
  {
    id: 'redeployed',
    title: 'A changed job.savepointRedeployNonce',
    verdict: 'redeploy-from-savepoint',
    causes: on('redeploy'),
    message: ({ after }) => `replaces the job by one that starts from ${String(after.field('job.initialSavepointPath') ?? 'no savepoint')}; no savepoint of the running job is taken`,
    advice: 'Check that the savepoint is the one you want: what the job did since then is processed again',
  },
  {
    id: 'transition',
    title: 'A change of the template of a FlinkBlueGreenDeployment',
    verdict: 'blue-green-transition',
    causes: on('transition', keepsState),
    message: 'starts the other colour from a savepoint; both write to the sinks until the old one is deleted',
    advice: 'Expect duplicates in sinks that are neither transactional nor idempotent; delete a SUSPENDED child of a failed transition before you apply this',
  },
  {
    id: 'suspended',
    title: 'job.state becomes suspended',
    verdict: 'suspended',
    causes: on('suspend', keepsState),
    message: ({ after }) => `stops the job and keeps its state (${upgradeMode(after)})`,
    advice: 'Set job.state to running to resume it',
  },
  {
    id: 'stateless-suspend',
    title: 'job.state becomes suspended with upgrade mode stateless',
    verdict: 'loss-of-state',
    causes: (change) => change.start === 'suspend' && !keepsState(change) && ['job.state', 'job.upgradeMode'],
    message: 'stops the job, and upgrade mode stateless keeps none of its state',
    advice: 'Set job.upgradeMode to savepoint before you suspend it',
  },
  {
    id: 'resumed',
    title: 'job.state becomes running again',
    verdict: 'resumed',
    causes: on('resume', (change) => change.restores !== undefined),
    message: ({ before }) => `starts the job from the state that was kept (${upgradeMode(before)})`,
    advice: 'Nothing to do',
  },
  {
    id: 'stateless-resume',
    title: 'job.state becomes running again with upgrade mode stateless',
    verdict: 'restart-without-state',
    causes: (change) => change.start === 'resume' && change.restores === undefined && ['job.state', 'job.upgradeMode'],
    message: 'starts the suspended job with empty state, because of upgrade mode stateless',
    advice: 'Start it with job.upgradeMode savepoint; if it was suspended stateless, set job.initialSavepointPath and job.savepointRedeployNonce',
  },
  {
    id: 'session-cluster-restarted',
    title: 'A change of a session cluster',
    verdict: 'cluster-restart',
    causes: (change) => !hasJob(change.after) && !hasJob(change.before) && change.start === 'cluster' && deciding(change),
    message: 'restarts the session cluster with all jobs in it',
    advice: 'Look at the verdict of each session job in it',
  },
];

/** What happens to the state of an object that only one side has. */
const OF_HALVES: readonly PlanRule[] = [
  {
    id: 'new-job',
    title: 'An object that the old manifests do not have',
    verdict: 'new-deployment',
    causes: ({ added, renamedFrom }) => added && renamedFrom === undefined ? [''] : [],
    message: ({ added }) => added!.field('job.initialSavepointPath') === undefined ? 'starts for the first time, without state'
      : `starts for the first time, from ${String(added!.field('job.initialSavepointPath'))}`,
    advice: 'If a job of another name is to hand over its state, set job.initialSavepointPath to its last savepoint',
  },
  {
    id: 'renamed',
    title: 'A job under another name or in another namespace',
    verdict: 'loss-of-state',
    causes: ({ renamedFrom, added }) => renamedFrom === undefined ? [] : [added!.name === renamedFrom.split('/').at(-1) ? 'metadata.namespace' : 'metadata.name'],
    message: ({ renamedFrom }) => `runs the job of ${renamedFrom}, which is deleted: the operator sees a new job and starts it with empty state`,
    advice: ({ added }) => `Suspend the old job with a savepoint first and set job.initialSavepointPath to it, or keep the name${added!.manifest.metadata?.namespace === undefined
      ? '; if only the namespace is missing here, name it with --namespace' : ''}`,
  },
  {
    id: 'deleted-without-savepoint',
    title: 'A job that the new manifests do not have, and that leaves no savepoint',
    verdict: 'loss-of-state',
    causes: ({ removed }) => removed && isStreaming(removed) && removed._holds.job && !isTrue(removed.effectiveOption(ON_DELETION)) && !isSuspended(removed) ? [''] : [],
    message: 'is not in the new manifests: deleting it cancels the job without a savepoint and removes its high-availability data',
    advice: `Set ${ON_DELETION} to "true" and apply that first, or suspend the job with a savepoint`,
  },
  {
    id: 'deleted',
    title: 'An object that the new manifests do not have',
    verdict: 'deleted',
    causes: ({ removed }) => removed ? [''] : [],
    message: 'is not in the new manifests; GitOps tools delete it where they prune',
    advice: 'Nothing to do if that is intended; checkpoints and savepoints stay in storage',
  },
];

/** What becomes of a session job whose cluster restarts. */
const OF_SESSION_JOBS: readonly ChangeRule[] = [
  {
    id: 'recovered-in-session-cluster',
    title: 'A session job whose cluster restarts with high availability',
    verdict: 'restart-from-last-state',
    causes: ({ before, cluster }) => cluster?.start === 'cluster' && hasHighAvailability(cluster.before) && hasHighAvailability(cluster.after) && isStreaming(before) && 'deploymentName',
    message: 'restarts with its session cluster and recovers from its last checkpoint through high availability',
    advice: 'Expect what was processed since that checkpoint to be processed again',
  },
  {
    id: 'lost-with-session-cluster',
    title: 'A session job whose cluster restarts without high availability',
    verdict: 'loss-of-state',
    causes: ({ before, cluster }) => cluster?.start === 'cluster' && !(hasHighAvailability(cluster.before) && hasHighAvailability(cluster.after)) && isStreaming(before) && 'deploymentName',
    message: 'ends with its session cluster, which restarts without high availability and forgets its jobs',
    advice: `Suspend the session job with a savepoint before the cluster changes, or set ${OPTION.HIGH_AVAILABILITY} to "kubernetes" first`,
  },
];

function isTrue(text: string): boolean {
  return text.trim().toLowerCase() === 'true';
}

export const OUTCOMES: readonly PlanRule[] = [...ofChanges([...OF_CHANGES, ...OF_SESSION_JOBS]), ...OF_HALVES];

/** Verdicts that the exit code reports unless they are acknowledged. */
export const FAILING: readonly Verdict[] = ['refused', 'loss-of-state', 'stuck', 'restart-without-state'];
