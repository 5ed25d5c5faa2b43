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
import { DURABLE_FIX, whyNotDurable } from '../durable';
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
    title: 'Upgrade with a savepoint',
    why: 'The new job starts exactly where the old one stopped. The operator\'s own default throws the state away.',
    sources: ['upgrades', 'savepoints'],
    defaults: { fields: { 'job.upgradeMode': (s: JobSettings) => takesCheckpoints(s) ? 'savepoint' : 'stateless', 'job.state': 'running' } },
    props: ['upgradeMode'],
    rules: [{
      broken: (w) => hasJob(w) && isBatch(w) && ['savepoint', 'last-state'].includes(upgradeMode(w)) && 'job.upgradeMode',
      message: 'must be stateless: a batch job has neither savepoints nor checkpoints to start from',
      fix: 'Leave it out, or write stateless: the job begins anew',
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
    why: 'The operator refuses savepoint upgrades without a directory for them.',
    severity: Severity.ERROR,
    sources: ['savepoints', 'upgrades'],
    defaults: directoryDefault(SAVEPOINTS),
    props: ['storage'],
    rules: [
      {
        broken: (w) => needsSavepoints(w) !== undefined && isBlank(w, SAVEPOINTS) && w._isKnown(SAVEPOINTS) && SAVEPOINTS,
        message: (w) => `must be set: ${needsSavepoints(w)} needs it`,
        fix: 'Set it to a directory in durable storage, such as s3://<bucket>/<job>; the property storage does',
      },
      {
        broken: (w) => whyNotDurable(w, textOf(w.field(FROM))) !== undefined && FROM,
        message: (w) => `${whyNotDurable(w, textOf(w.field(FROM)))!}: the job does not find the state that it is to begin with`,
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
    title: 'Upgrade from the last state where a savepoint takes too long',
    why: 'The last checkpoint is there already, also of a job that is not healthy. It needs high availability to be found.',
    sources: ['upgrades'],
    props: ['upgradeMode'],
    rules: [{
      // high availability is set on the cluster: it is unknown for a session job without its cluster
      broken: (w) => isStreaming(w) && upgradeMode(w) === 'last-state' && (w._holds.cluster || w._cluster !== undefined) && !hasHighAvailability(w) && 'job.upgradeMode',
      message: 'without high availability a job that is not running at that moment cannot be upgraded, and its last checkpoint has to be found by hand',
      fix: `Set ${OPTION.HIGH_AVAILABILITY} to "kubernetes", and high-availability.storageDir`,
    }],
  },
  {
    id: 'UPG-04',
    title: 'Throw state away only on purpose',
    why: 'A stateless upgrade begins anew at every change, a new image or label included.',
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
    title: 'Use savepoints for what you plan, checkpoints for what happens',
    why: 'A savepoint is yours to keep and move; a checkpoint is Flink\'s to recover from, and to delete.',
    sources: ['savepoints'],
    emits: 'two directories',
    checklist: 'No procedure restores from a savepoint after a failure',
    rules: [{
      broken: (w) => flag(w, RESTART_FAILED) && isStreaming(w) && upgradeMode(w) === 'savepoint' && RESTART_FAILED,
      message: 'restarts a failed job from what its upgrade mode says: with savepoint that is the last savepoint, which may be days old, and not the last checkpoint (FLINK-35857)',
      fix: 'Write last-state as the upgrade mode, or leave this out',
      severity: Severity.WARNING,
    }],
  },
  {
    id: 'UPG-06',
    title: 'Stop and take the savepoint in one step',
    why: 'What is processed between a savepoint and a later cancel is processed again by the next job.',
    sources: ['savepoints', 'upgrades'],
    emits: 'a FlinkDeployment: the operator stops jobs with a savepoint',
    props: ['savepoints'],
    checklist: 'No script takes a savepoint first and cancels the job afterwards. With savepoints.onDeletion a deleted job leaves a FlinkStateSnapshot and a ConfigMap of its high availability: remove them once they are not needed',
  },
  {
    id: 'UPG-07',
    title: 'Take savepoints by hand through the operator',
    why: 'It then knows of them, counts them and can start from them.',
    sources: ['snapshots', 'upgrades'],
    snapshots: snapshotFindings,
    judgedBy: ['UPG-02'],
    constructs: ['FlinkStateSnapshot'],
  },
  {
    id: 'UPG-08',
    title: 'Keep a history of savepoints',
    why: 'The operator forgets its own savepoints after a day by default; a mistake may show later. It deletes their FlinkStateSnapshots, and leaves their files.',
    sources: ['upgrades'],
    defaults: {
      options: {
        'kubernetes.operator.savepoint.history.max.age': () => Duration.days(7),
        'kubernetes.operator.savepoint.history.max.count': 10,
      },
    },
    props: ['savepoints'],
    checklist: 'A rule of the bucket removes old savepoints: without savepoints.disposeOnDelete nothing else does, and the bucket grows. Never such a rule over checkpoints or high-availability data',
  },
  {
    id: 'UPG-09',
    title: 'Choose the format of savepoints by what you do with them',
    why: 'The canonical one can be read by any state backend, the native one is quicker for large state.',
    sources: ['savepoints'],
    props: ['savepoints'],
  },
  {
    id: 'UPG-10',
    title: 'Upgrade a stateless job like any other',
    why: 'Its position in the sources is state, too.',
    sources: ['upgrades'],
    props: ['upgradeMode'],
    judgedBy: ['UPG-04'],
  },
  {
    id: 'UPG-11',
    title: 'Use blue/green where not even a minute may be lost',
    why: 'Both versions run side by side, for twice the resources, and both write: sinks must bear that.',
    sources: ['upgrades'],
    constructs: ['FlinkBlueGreenDeployment'],
    props: ['blueGreen'],
    alerts: ['FlinkBlueGreenAborted'],
    rules: [{
      broken: (w) => w.kind === 'FlinkDeployment' && blueGreenOf(w) !== undefined && isSuspended(w) && 'job.state',
      message: 'a suspended FlinkDeployment of a FlinkBlueGreenDeployment: unless that one is suspended, too, a transition was aborted, and the next one starts from the savepoint of that attempt',
      fix: (w) => `Delete it before the next change: kubectl -n ${w.namespace} delete flinkdeployment ${w.name}`,
    }],
    check: sharedByVersions,
    checklist: 'After a transition that was given up, the suspended FlinkDeployment is deleted before the next change: the operator would start from the savepoint of the one that failed',
  },
  {
    id: 'UPG-12',
    title: 'Refuse to start without a part of the state',
    why: 'State that no operator claims is lost for good once the job runs.',
    sources: ['savepoints', 'stateEvolution'],
    defaults: { fields: { 'job.allowNonRestoredState': false } },
    props: ['allowNonRestoredState'],
    rules: [{
      broken: (w) => [
        ...w.field('job.allowNonRestoredState') === true ? ['job.allowNonRestoredState'] : [],
        ...flag(w, IGNORES_UNCLAIMED) ? [IGNORES_UNCLAIMED] : [],
      ],
      message: 'the state of an operator that was renamed or removed is dropped silently',
      fix: 'Set it for the one upgrade that removes an operator, and take it out again',
    }],
    checklist: 'Operators keep their uid, state its schema, windows their type',
  },
  {
    id: 'UPG-13',
    title: 'Try each upgrade with state like the real one',
    why: 'Whether state of yesterday fits into the job of today shows when it is read.',
    sources: ['stateEvolution', 'savepoints'],
    checklist: 'Each release was started from a savepoint of production, elsewhere',
  },
  {
    id: 'UPG-14',
    title: 'Align checkpoints of jobs that are upgraded often',
    why: 'Savepoints always are. Under backpressure they then take as long as checkpoints no longer do, which is easily overlooked.',
    severity: Severity.ADVICE,
    sources: ['backpressuredCheckpoints'],
    props: ['checkpointing.unaligned'],
    rules: [{
      broken: (w) => upgradeMode(w) === 'savepoint' && flag(w, UNALIGNED) && !((millis(w, 'execution.checkpointing.aligned-checkpoint-timeout') ?? 0) > 0) && UNALIGNED,
      message: 'checkpoints are unaligned from the start, and savepoints stay aligned: under backpressure an upgrade waits long for its savepoint',
      fix: 'Set execution.checkpointing.aligned-checkpoint-timeout, or leave it out',
    }],
  },
  {
    id: 'UPG-15',
    title: 'Be able to go back',
    why: 'The operator can return to the last specification that ran, if high availability kept its state.',
    severity: Severity.ERROR,
    sources: ['upgrades'],
    props: ['rollback'],
    rules: [{
      broken: (w) => !hasHighAvailability(w) && flag(w, ROLLBACK) && ROLLBACK,
      message: 'a rollback needs high availability',
      fix: 'Use HighAvailability.kubernetes(), or leave rollback out',
    }],
    alerts: ['FlinkDeploymentStuck'],
  },
  {
    id: 'UPG-16',
    title: 'Start a second version from a savepoint of the first',
    why: 'Two versions can then be compared on the same state, without the one disturbing the other.',
    sources: ['savepoints'],
    props: ['initialSavepointPath'],
  },
  {
    id: 'UPG-17',
    title: 'Change the parallelism in the manifest',
    why: 'The operator rescales in place where the scheduler can, and through the upgrade mode where it cannot.',
    sources: ['upgrades', 'elasticScaling'],
    emits: 'a FlinkDeployment: the operator rescales',
    props: ['parallelism'],
  },
], 'job');
