import { Duration } from 'cdk8s';
import { sharedByVersions } from './connectors/two-versions';
import { snapshotFindings } from './snapshots';
import { Severity } from '../../configuration';
import { parseDuration } from '../../configuration/options/option-value';
import { JobSettings } from '../../configuration/said/job-settings';
import { flag, hasHighAvailability, hasJob, isBatch, isBlank, isStreaming, isSuspended, millis, OPTION, takesCheckpoints, upgradeMode } from '../../facts';
import { textOf } from '../../kubernetes/text-of';
import { directoryDefault } from '../../state/directories';
import { Workload } from '../../workload/workload';
import { BLUE_GREEN, HAS_JOB, STREAMING } from '../conditions';
import { DURABLE_FIX, unsetDirectoryFix, whyNotDurable } from '../durable';
import { blueGreenOf } from '../fleet';
import { isQuartzCron } from '../quartz';
import { errorInProduction, table } from '../table';

const CHECKPOINTS = 'execution.checkpointing.dir';
const SAVEPOINTS = 'execution.checkpointing.savepoint-dir';
const FROM = 'job.initialSavepointPath';
const UNALIGNED = 'execution.checkpointing.unaligned.enabled';
const IGNORES_UNCLAIMED = 'execution.state-recovery.ignore-unclaimed-state';
const RESTART_FAILED = 'kubernetes.operator.job.restart.failed';
const ROLLBACK = 'kubernetes.operator.deployment.rollback.enabled';

/** Options that the operator rejects without a savepoint directory. */
const SAVEPOINT_OPTIONS = [
  'kubernetes.operator.periodic.savepoint.interval',
  'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age',
];

/** Periodic snapshots of the operator: with an interval or a cron expression. */
const PERIODIC = ['kubernetes.operator.periodic.savepoint.interval', 'kubernetes.operator.periodic.checkpoint.interval'];

function isPeriod(text: string | undefined): boolean {
  return text === undefined || text.trim() === '' || parseDuration(text) !== undefined || isQuartzCron(text);
}

function needsSavepoints(w: Workload): string | undefined {
  if (w.field('job') === undefined || isBatch(w)) return undefined;
  if (upgradeMode(w) === 'savepoint') return 'upgrade mode savepoint';
  if (w.field('job.savepointTriggerNonce') !== undefined) return 'job.savepointTriggerNonce';
  return SAVEPOINT_OPTIONS.find((key) => w.option(key) !== undefined);
}

/** UPG: upgrades without loss of state. */
export const UPGRADES = table([
  {
    id: 'UPG-01',
    title: 'Use the savepoint upgrade mode',
    why: 'The new job starts exactly where the old one stopped. The operator\'s default, stateless, discards the state.',
    sources: ['upgrades', 'savepoints'],
    defaults: { fields: { 'job.upgradeMode': (s: JobSettings) => takesCheckpoints(s) ? 'savepoint' : 'stateless', 'job.state': 'running' } },
    props: ['upgradeMode'],
    rules: [{
      broken: (w) => hasJob(w) && isBatch(w) && ['savepoint', 'last-state'].includes(upgradeMode(w)) && 'job.upgradeMode',
      message: 'must be stateless: a batch job has neither savepoints nor checkpoints to start from',
      fix: 'Leave it out, or write stateless: the job starts from the beginning',
      severity: Severity.ERROR,
    }, {
      broken: (w) => isStreaming(w) && w.field('job.upgradeMode') === undefined && 'job.upgradeMode',
      message: 'must be set: the default is stateless, with which every change of the manifest discards the state of the job',
      fix: 'Write savepoint, or last-state',
      severity: errorInProduction,
    }],
  },
  {
    id: 'UPG-02',
    title: 'Write savepoints to durable storage',
    why: 'The operator refuses savepoint upgrades without a savepoint directory.',
    severity: Severity.ERROR,
    sources: ['savepoints', 'upgrades'],
    defaults: directoryDefault(SAVEPOINTS),
    props: ['storage'],
    rules: [
      {
        broken: (w) => needsSavepoints(w) !== undefined && isBlank(w, SAVEPOINTS) && w._isKnown(SAVEPOINTS) && SAVEPOINTS,
        message: (w) => `must be set: ${needsSavepoints(w)} needs it`,
        fix: unsetDirectoryFix,
      },
      {
        broken: (w) => whyNotDurable(w, textOf(w.field(FROM))) !== undefined && FROM,
        message: (w) => `${whyNotDurable(w, textOf(w.field(FROM)))!}: the job does not find the state to start from`,
        fix: 'Copy the savepoint to durable storage, and write its address there',
      },
      {
        broken: (w) => PERIODIC.filter((key) => !isPeriod(w.option(key))),
        message: 'must be a duration or a cron expression of Quartz, of six or seven fields: the operator only logs an error, and never triggers one',
        fix: 'Write a duration such as "6 h", or a cron expression such as "0 0 */6 * * ?"',
      },
      {
        broken: (w) => whyNotDurable(w, w.option(SAVEPOINTS)) !== undefined && SAVEPOINTS,
        message: (w) => whyNotDurable(w, w.option(SAVEPOINTS))!,
        fix: DURABLE_FIX,
      },
    ],
  },
  {
    id: 'UPG-03',
    title: 'Use the last-state upgrade mode if savepoints take too long',
    why: 'The last checkpoint already exists, even for an unhealthy job. High availability is needed to find it.',
    sources: ['upgrades'],
    props: ['upgradeMode'],
    rules: [{
      // high availability is set on the cluster: it is unknown for a session job without its cluster
      broken: (w) => isStreaming(w) && upgradeMode(w) === 'last-state' && (w._holds.cluster || w._cluster !== undefined) && !hasHighAvailability(w) && 'job.upgradeMode',
      message: 'without high availability a job that is not running at that moment cannot be upgraded, and its last checkpoint has to be found manually',
      fix: `Set ${OPTION.HIGH_AVAILABILITY} to "kubernetes", and high-availability.storageDir`,
    }],
  },
  {
    id: 'UPG-04',
    title: 'Use stateless upgrades only for jobs without state',
    why: 'With a stateless upgrade the job starts without state at every change, even of an image or a label.',
    sources: ['upgrades'],
    props: ['upgradeMode'],
    rules: [{
      broken: (w) => isStreaming(w) && w.field('job.upgradeMode') === 'stateless' && 'job.upgradeMode',
      message: 'every change of the manifest discards the state of the job, and with it its position in the sources',
      fix: (w) => `${isBlank(w, CHECKPOINTS) || isBlank(w, SAVEPOINTS) ? `Set ${CHECKPOINTS} and ${SAVEPOINTS}, and write` : 'Write'} savepoint or last-state; `
        + 'if the job has no state, suppress this with that as the reason',
      severity: errorInProduction,
    }],
  },
  {
    id: 'UPG-05',
    title: 'Use savepoints for planned operations and checkpoints for recovery',
    why: 'You own savepoints, and can keep and move them; Flink owns checkpoints, recovers from them and deletes them.',
    sources: ['savepoints'],
    emits: 'two directories',
    checklist: 'No procedure restores from a savepoint after a failure',
    rules: [{
      broken: (w) => flag(w, RESTART_FAILED) && isStreaming(w) && upgradeMode(w) === 'savepoint' && RESTART_FAILED,
      message: 'the operator restarts a failed job according to its upgrade mode: with savepoint from the last savepoint, which may be days old, and not from the last checkpoint (FLINK-35857)',
      fix: 'Set the upgrade mode to last-state, or leave this out',
      severity: Severity.WARNING,
    }],
  },
  {
    id: 'UPG-06',
    title: 'Stop a job with a savepoint in one step',
    why: 'Records processed between a savepoint and a later cancel are processed again by the next job.',
    sources: ['savepoints', 'upgrades'],
    emits: 'a FlinkDeployment: the operator stops jobs with a savepoint',
    props: ['savepoints'],
    checklist: 'No script takes a savepoint first and cancels the job afterwards. With savepoints.onDeletion a deleted job leaves a FlinkStateSnapshot and a ConfigMap of its high availability: delete them when they are no longer needed',
  },
  {
    id: 'UPG-07',
    title: 'Take manual savepoints through the operator',
    why: 'The operator then tracks and counts them, and can start the job from them.',
    sources: ['snapshots', 'upgrades'],
    snapshots: snapshotFindings,
    judgedBy: ['UPG-02'],
    constructs: ['FlinkStateSnapshot'],
  },
  {
    id: 'UPG-08',
    title: 'Keep a history of savepoints',
    why: 'By default the operator drops its own savepoints from the history after a day; an error may be noticed later. It deletes their FlinkStateSnapshots, and keeps their files.',
    sources: ['upgrades'],
    defaults: {
      options: {
        'kubernetes.operator.savepoint.history.max.age': () => Duration.days(7),
        'kubernetes.operator.savepoint.history.max.count': 10,
      },
    },
    props: ['savepoints'],
    checklist: 'A lifecycle rule of the bucket removes old savepoints: without savepoints.disposeOnDelete nothing else does, and the bucket grows. Never apply such a rule to checkpoints or high-availability data',
  },
  {
    id: 'UPG-09',
    title: 'Choose the savepoint format by its use',
    why: 'The canonical format can be read by any state backend; the native format is faster for large state.',
    sources: ['savepoints'],
    props: ['savepoints'],
  },
  {
    id: 'UPG-10',
    title: 'Upgrade a stateless job like any other',
    why: 'The positions of its sources are state, too.',
    sources: ['upgrades'],
    props: ['upgradeMode'],
    judgedBy: ['UPG-04'],
  },
  {
    id: 'UPG-11',
    applies: [HAS_JOB, STREAMING, BLUE_GREEN],
    title: 'Use blue/green deployment when downtime is not acceptable',
    why: 'Both versions run in parallel, with twice the resources, and both write: sinks must tolerate this.',
    sources: ['upgrades'],
    constructs: ['FlinkBlueGreenDeployment'],
    props: ['blueGreen'],
    alerts: ['FlinkBlueGreenAborted'],
    rules: [{
      broken: (w) => w.kind === 'FlinkDeployment' && blueGreenOf(w) !== undefined && isSuspended(w) && 'job.state',
      message: 'a suspended FlinkDeployment of a FlinkBlueGreenDeployment: unless the FlinkBlueGreenDeployment is suspended, too, a transition was aborted, and the next one starts from the savepoint of that attempt',
      fix: (w) => `Delete it before the next change: kubectl -n ${w.namespace} delete flinkdeployment ${w.name}`,
    }],
    check: sharedByVersions,
    checklist: 'After an aborted transition, the suspended FlinkDeployment is deleted before the next change: the operator would otherwise start from the savepoint of the aborted transition',
  },
  {
    id: 'UPG-12',
    title: 'Do not allow non-restored state',
    why: 'State of an operator that no longer exists is lost permanently once the job runs.',
    sources: ['savepoints', 'stateEvolution'],
    defaults: { fields: { 'job.allowNonRestoredState': false } },
    props: ['allowNonRestoredState'],
    rules: [{
      broken: (w) => [
        ...w.field('job.allowNonRestoredState') === true ? ['job.allowNonRestoredState'] : [],
        ...flag(w, IGNORES_UNCLAIMED) ? [IGNORES_UNCLAIMED] : [],
      ],
      message: 'the state of an operator that was renamed or removed is dropped silently',
      fix: 'Set it only for the upgrade that removes an operator, and remove it afterwards',
    }],
    checklist: 'Operators keep their uid, state its schema, windows their type',
  },
  {
    id: 'UPG-13',
    title: 'Test each upgrade with realistic state',
    why: 'Incompatible state is detected only when it is restored.',
    sources: ['stateEvolution', 'savepoints'],
    checklist: 'Each release was started from a savepoint of production, in a test environment',
  },
  {
    id: 'UPG-14',
    title: 'Start checkpoints aligned for jobs with frequent savepoint upgrades',
    why: 'Savepoints are always aligned. Under backpressure an upgrade waits long for its savepoint, while unaligned checkpoints complete quickly and hide the problem.',
    severity: Severity.ADVICE,
    sources: ['backpressuredCheckpoints'],
    props: ['checkpointing.unaligned'],
    rules: [{
      broken: (w) => upgradeMode(w) === 'savepoint' && flag(w, UNALIGNED) && !((millis(w, 'execution.checkpointing.aligned-checkpoint-timeout') ?? 0) > 0) && UNALIGNED,
      message: 'checkpoints are unaligned from the start, and savepoints stay aligned: under backpressure an upgrade waits long for its savepoint',
      fix: `Set execution.checkpointing.aligned-checkpoint-timeout to "30 s" (UnalignedCheckpoints.afterTimeout), or leave ${UNALIGNED} out`,
    }],
  },
  {
    id: 'UPG-15',
    title: 'Enable rollback to the last stable specification',
    why: 'The operator can return to the last specification that ran, if high availability kept its state.',
    severity: Severity.ERROR,
    sources: ['upgrades'],
    props: ['rollback'],
    rules: [{
      broken: (w) => !hasHighAvailability(w) && flag(w, ROLLBACK) && ROLLBACK,
      message: 'a rollback needs high availability',
      fix: `Set ${OPTION.HIGH_AVAILABILITY} to "kubernetes" (HighAvailability.kubernetes()), or leave rollback out`,
    }],
    alerts: ['FlinkDeploymentStuck'],
  },
  {
    id: 'UPG-16',
    title: 'Start a second version from a savepoint of the first',
    why: 'The two versions can then be compared on the same state, without affecting each other.',
    sources: ['savepoints'],
    props: ['initialSavepointPath'],
  },
  {
    id: 'UPG-17',
    title: 'Change the parallelism in the manifest',
    why: 'The operator rescales in place if the scheduler supports it, and otherwise through an upgrade.',
    sources: ['upgrades', 'elasticScaling'],
    emits: 'a FlinkDeployment: the operator rescales',
    props: ['parallelism'],
  },
], { judges: 'job', applies: [HAS_JOB, STREAMING] });
