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
    message: 'the parallelism changes without a restart by the operator',
    advice: 'Nothing to do',
  },
  {
    id: 'restarted-from-savepoint',
    title: 'A restart with upgrade mode savepoint, or with another Flink version',
    verdict: 'restart-from-savepoint',
    causes: on('savepoint'),
    message: ({ before, after }) => `the operator restarts the job from a savepoint${upgradeMode(after) === 'last-state' ? `, which it takes instead of the last state because flinkVersion changes from ${before.flinkVersion} to ${after.flinkVersion}` : ''}`,
    advice: 'Expect one to two minutes without output; the savepoint must complete first',
  },
  {
    id: 'restarted-from-last-state',
    title: 'A restart with upgrade mode last-state',
    verdict: 'restart-from-last-state',
    causes: on('last-state'),
    message: 'the operator restarts the job from its last checkpoint',
    advice: 'Expect what was processed since that checkpoint to be processed again',
  },
  {
    id: 'stateless-upgrade',
    title: 'A restart with upgrade mode stateless',
    verdict: 'restart-without-state',
    causes: (change) => (change.start === 'stateless' || (change.start === 'transition' && !keepsState(change))) && deciding(change),
    message: 'the operator restarts the job, and upgrade mode stateless drops its state and its position in the sources',
    advice: 'Set job.upgradeMode to savepoint, in the same change or before it',
  },
  {
    id: 'redeployed',
    title: 'A changed job.savepointRedeployNonce',
    verdict: 'redeploy-from-savepoint',
    causes: on('redeploy'),
    message: ({ after }) => `the operator replaces the job by one that starts ${after.field('job.initialSavepointPath') === undefined ? 'without a savepoint' : `from ${String(after.field('job.initialSavepointPath'))}`}; no savepoint of the running job is taken`,
    advice: 'Check that the savepoint is the one you want: what the job did since then is processed again',
  },
  {
    id: 'transition',
    title: 'A change of the template of a FlinkBlueGreenDeployment',
    verdict: 'blue-green-transition',
    causes: on('transition', keepsState),
    message: 'the operator starts the other colour from a savepoint; both write to the sinks until the old one is deleted',
    advice: 'Expect duplicates in sinks that are neither transactional nor idempotent; delete a SUSPENDED child of a failed transition before you apply this',
  },
  {
    id: 'suspended',
    title: 'job.state becomes suspended',
    verdict: 'suspended',
    causes: on('suspend', keepsState),
    message: ({ after }) => `the operator stops the job and keeps its state (${upgradeMode(after)})`,
    advice: 'Set job.state to running to resume it',
  },
  {
    id: 'stateless-suspend',
    title: 'job.state becomes suspended with upgrade mode stateless',
    verdict: 'loss-of-state',
    causes: (change) => change.start === 'suspend' && !keepsState(change) && ['job.state', 'job.upgradeMode'],
    message: 'the operator stops the job, and upgrade mode stateless keeps none of its state',
    advice: 'Set job.upgradeMode to savepoint before you suspend it',
  },
  {
    id: 'resumed',
    title: 'job.state becomes running again',
    verdict: 'resumed',
    causes: on('resume', (change) => change.restores !== undefined),
    message: ({ before }) => `the operator starts the job from the state that was kept (${upgradeMode(before)})`,
    advice: 'Nothing to do',
  },
  {
    id: 'stateless-resume',
    title: 'job.state becomes running again with upgrade mode stateless',
    verdict: 'restart-without-state',
    causes: (change) => change.start === 'resume' && change.restores === undefined && ['job.state', 'job.upgradeMode'],
    message: 'the operator starts the suspended job with empty state, because of upgrade mode stateless',
    advice: 'Start it with job.upgradeMode savepoint; if it was suspended stateless, set job.initialSavepointPath and job.savepointRedeployNonce',
  },
  {
    id: 'session-cluster-restarted',
    title: 'A change of a session cluster',
    verdict: 'cluster-restart',
    causes: (change) => !hasJob(change.after) && !hasJob(change.before) && change.start === 'cluster' && deciding(change),
    message: 'the operator restarts the session cluster with all its jobs',
    advice: 'Look at the verdict of each session job in it',
  },
];

/** What happens to the state of an object that only one side has. */
const OF_HALVES: readonly PlanRule[] = [
  {
    id: 'new-job',
    title: 'An object that is not in the old manifests',
    verdict: 'new-deployment',
    causes: ({ added, renamedFrom }) => added && renamedFrom === undefined ? [''] : [],
    message: ({ added }) => {
      if (!hasJob(added!)) return 'the session cluster starts for the first time';
      const path = added!.field('job.initialSavepointPath');
      return `the job starts for the first time, ${path === undefined ? 'without state' : `from ${String(path)}`}`;
    },
    advice: 'If a job of another name is to hand over its state, set job.initialSavepointPath to its last savepoint',
  },
  {
    id: 'renamed',
    title: 'A job under another name or in another namespace',
    verdict: 'loss-of-state',
    causes: ({ renamedFrom, added }) => renamedFrom === undefined ? [] : [added!.name === renamedFrom.split('/').at(-1) ? 'metadata.namespace' : 'metadata.name'],
    message: ({ renamedFrom }) => `this is the job of ${renamedFrom}, which is deleted: for the operator it is a new job, which starts with empty state`,
    advice: ({ added }) => `Suspend the old job with a savepoint first and set job.initialSavepointPath to it, or keep the name${added!.manifest.metadata?.namespace === undefined
      ? '; if only the namespace is missing here, set it with --namespace' : ''}`,
  },
  {
    id: 'deleted-without-savepoint',
    title: 'A job that is not in the new manifests, and for which no savepoint is taken',
    verdict: 'loss-of-state',
    causes: ({ removed }) => removed && isStreaming(removed) && removed._holds.job && !isTrue(removed.effectiveOption(ON_DELETION)) && !isSuspended(removed) ? [''] : [],
    message: 'the new manifests do not contain the job: its deletion cancels it without a savepoint and removes its high-availability data',
    advice: `Set ${ON_DELETION} to "true" and apply that first, or suspend the job with a savepoint`,
  },
  {
    id: 'deleted',
    title: 'An object that is not in the new manifests',
    verdict: 'deleted',
    causes: ({ removed }) => removed ? [''] : [],
    message: 'the new manifests do not contain the object; GitOps tools delete it if they prune',
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
    message: 'the job restarts with its session cluster and recovers from its last checkpoint through high availability',
    advice: 'Expect what was processed since that checkpoint to be processed again',
  },
  {
    id: 'lost-with-session-cluster',
    title: 'A session job whose cluster restarts without high availability',
    verdict: 'loss-of-state',
    causes: ({ before, cluster }) => cluster?.start === 'cluster' && !(hasHighAvailability(cluster.before) && hasHighAvailability(cluster.after)) && isStreaming(before) && 'deploymentName',
    message: 'the job ends with its session cluster, which restarts without high availability and does not recover its jobs',
    advice: `Suspend the session job with a savepoint before the cluster changes, or set ${OPTION.HIGH_AVAILABILITY} to "kubernetes" first`,
  },
];

function isTrue(text: string): boolean {
  return text.trim().toLowerCase() === 'true';
}

export const OUTCOMES: readonly PlanRule[] = [...ofChanges([...OF_CHANGES, ...OF_SESSION_JOBS]), ...OF_HALVES];

/** Verdicts that the exit code reports unless they are acknowledged. */
export const FAILING: readonly Verdict[] = ['refused', 'loss-of-state', 'stuck', 'restart-without-state'];
