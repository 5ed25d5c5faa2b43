import { Duration } from 'cdk8s';
import { checkpointInterval, flag, isBatch, isBlank, isStreaming, millis, OPTION, takesCheckpoints, upgradeMode, word } from '../../facts';
import { lateSinks } from './connectors/guarantees';
import { fileSystems } from './file-systems';
import { FlinkVersion, Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { directoryDefault } from '../../state/directories';
import { Workload } from '../../workload/workload';
import { DURABLE_FIX, onlyNodeWith, whyNotDurable } from '../durable';
import { checkpointSharers, liesIn, namesOf } from '../fleet';
import { errorInProduction, table } from '../table';

const CHECKPOINTS = 'execution.checkpointing';
const INTERVAL = OPTION.CHECKPOINT_INTERVAL;
const TIMEOUT = OPTION.CHECKPOINT_TIMEOUT;
const MIN_PAUSE = `${CHECKPOINTS}.min-pause`;
const MODE = `${CHECKPOINTS}.mode`;
const CONCURRENT = `${CHECKPOINTS}.max-concurrent-checkpoints`;
const DIRECTORY = `${CHECKPOINTS}.dir`;
const STORAGE = `${CHECKPOINTS}.storage`;
const RETENTION = `${CHECKPOINTS}.externalized-checkpoint-retention`;
const UNALIGNED = `${CHECKPOINTS}.unaligned.enabled`;
const ALIGNED_TIMEOUT = `${CHECKPOINTS}.aligned-checkpoint-timeout`;
const FILE_MERGING = `${CHECKPOINTS}.file-merging.enabled`;
const ENTROPY = 's3.entropy.key';
const HA_DIRECTORY = 'high-availability.storageDir';

const LONGEST_PAUSE = 30_000;

/** Half the interval, at most 30 s: at least half of the time remains for processing without checkpoints. */
function minPause(settings: JobSettings): Duration {
  const interval = millis(settings, INTERVAL) ?? 2 * LONGEST_PAUSE;
  return Duration.millis(Math.min(Math.floor(interval / 2), LONGEST_PAUSE));
}

/** The part of the checkpoint directory's path that is the same for all objects that keep the entropy marker. */
function literalPrefix(w: Workload): string {
  const [directory, marker] = [w.option(DIRECTORY)!, w.option(ENTROPY)!];
  const path = directory.replace(/^[a-z0-9+.-]+:\/\/[^/]*\//i, '');
  return `${path.slice(0, path.indexOf(marker) + marker.length)}/`;
}

/** CKP: checkpoints and durable storage. */
export const CHECKPOINTING = table([
  {
    id: 'CKP-01',
    title: 'Turn checkpoints on',
    why: 'Without them a failure means to begin anew, and the operator cannot move the job with its state.',
    sources: ['checkpointing', 'productionReadiness'],
    emits: 'the options of CKP-02 to CKP-10',
    props: ['checkpointing.interval', 'runtimeMode'],
    rules: [{
      broken: (w) => isStreaming(w) && checkpointInterval(w) === (w.option(INTERVAL) === undefined ? undefined : 0) && INTERVAL,
      message: (w) => `${w.option(INTERVAL) === undefined ? 'must be set' : 'must be above zero'}: unless the code of the job enables checkpoints, a failure loses all of its state`,
      fix: 'Write how much may be processed again after a failure, such as "60 s"',
      severity: errorInProduction,
    }, {
      broken: (w) => isBatch(w) && (millis(w, INTERVAL) ?? 0) > 0 && INTERVAL,
      message: 'ignored: Flink takes no checkpoints in batch mode, and there is none to resume from',
      fix: 'Leave it out, or run the job as a stream: execution.runtime-mode: STREAMING (runtimeMode: RuntimeMode.STREAMING)',
      severity: Severity.ADVICE,
    }],
  },
  {
    id: 'CKP-02',
    title: 'Choose the checkpoint interval by how much may be processed again',
    why: 'After a failure everything since the last checkpoint is replayed. Below ten seconds a job does little but checkpoints, and stores limit their requests.',
    sources: ['checkpointing', 'largeState'],
    defaults: { options: { [INTERVAL]: () => Duration.seconds(60) }, when: takesCheckpoints },
    props: ['checkpointing.interval'],
    rules: [{
      limit: { at: INTERVAL, least: 10_000, unit: 'ms', zeroIsOff: true },
      message: 'below 10 s the job is busy with checkpoints, and the store with their files',
      fix: 'Write "10 s" or more',
    }],
    alerts: ['FlinkCheckpointIntervalDiffers'],
  },
  {
    id: 'CKP-03',
    title: 'Leave a pause between checkpoints',
    why: 'Without one, slow checkpoints follow each other without a break and the job does little else.',
    sources: ['largeState', 'checkpointing'],
    defaults: { options: { [MIN_PAUSE]: minPause }, when: takesCheckpoints },
    props: ['checkpointing.minPause'],
    rules: [{
      broken: (w) => (millis(w, MIN_PAUSE) ?? 0) > (millis(w, INTERVAL) ?? Infinity) && MIN_PAUSE,
      message: `longer than ${INTERVAL}, which is then ignored: checkpoints are taken this often`,
      fix: 'Shorten it to half the interval',
      severity: errorInProduction,
    }],
  },
  {
    id: 'CKP-04',
    title: 'Give a checkpoint time to finish',
    why: 'A checkpoint that is aborted for its duration has cost as much as one that completed.',
    sources: ['checkpointing'],
    defaults: { options: { [TIMEOUT]: () => Duration.minutes(10) }, when: takesCheckpoints },
    props: ['checkpointing.timeout'],
    judgedBy: ['CKP-16'],
  },
  {
    id: 'CKP-05',
    title: 'Count each record once',
    why: 'With the weaker mode a restart counts some records twice.',
    sources: ['guarantees', 'checkpointing'],
    defaults: { options: { [MODE]: 'EXACTLY_ONCE' }, when: takesCheckpoints },
    props: ['checkpointing.mode'],
  },
  {
    id: 'CKP-06',
    title: 'Take one checkpoint at a time',
    why: 'Overlapping checkpoints compete for the same disks and network.',
    sources: ['largeState', 'backpressuredCheckpoints'],
    defaults: { options: { [CONCURRENT]: 1 }, when: takesCheckpoints },
    props: ['flinkConfiguration'],
    rules: [{
      limit: { at: CONCURRENT, most: 1, unit: 'count' },
      when: (w) => flag(w, UNALIGNED),
      message: 'must be 1 with unaligned checkpoints',
      fix: 'Write "1"',
      severity: Severity.ERROR,
    }],
  },
  {
    id: 'CKP-07',
    title: 'Keep several checkpoints',
    why: 'When the newest is damaged or holds the state of a bug, an older one is there.',
    sources: ['checkpoints'],
    defaults: { options: { [`${CHECKPOINTS}.num-retained`]: 3 }, when: takesCheckpoints },
    props: ['checkpointing.retained'],
  },
  {
    id: 'CKP-08',
    title: 'Keep checkpoints of a job that is cancelled',
    why: 'The job can be started again from where it was.',
    sources: ['checkpoints'],
    defaults: { options: { [RETENTION]: 'RETAIN_ON_CANCELLATION' }, when: takesCheckpoints },
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => isStreaming(w) && upgradeMode(w) !== 'stateless' && /^(DELETE_ON_CANCELLATION|NO_EXTERNALIZED_CHECKPOINTS)$/i.test(w.option(RETENTION) ?? '') && RETENTION,
      message: 'the checkpoints of a cancelled job are deleted: there is nothing left to start it again from',
      fix: 'Write RETAIN_ON_CANCELLATION, or leave it out: the operator sets it',
    }],
  },
  {
    id: 'CKP-09',
    title: 'Tolerate a few failed checkpoints',
    why: 'By default the first failure restarts the job, for a store that was away for a moment.',
    sources: ['checkpointing'],
    defaults: { options: { [`${CHECKPOINTS}.tolerable-failed-checkpoints`]: 2 }, when: takesCheckpoints },
    props: ['checkpointing.tolerableFailures'],
  },
  {
    id: 'CKP-10',
    title: 'Write checkpoints to durable storage, in a directory of the job\'s own',
    why: 'They must outlive every pod and node, and all nodes must reach them. Two jobs in one directory cannot be told apart by those who clean up.',
    severity: Severity.ERROR,
    sources: ['checkpoints', 'productionReadiness'],
    defaults: directoryDefault(DIRECTORY),
    props: ['storage'],
    rules: [
      {
        broken: (w) => isStreaming(w) && upgradeMode(w) !== 'stateless' && isBlank(w, DIRECTORY) && w._isKnown(DIRECTORY) && DIRECTORY,
        message: (w) => `must be set: upgrade mode ${upgradeMode(w)} needs it`,
        fix: 'Set it to a directory in durable storage, such as s3://<bucket>/<job>; the property storage does',
      },
      {
        broken: (w) => whyNotDurable(w, w.option(DIRECTORY)) !== undefined && DIRECTORY,
        message: (w) => whyNotDurable(w, w.option(DIRECTORY))!,
        fix: DURABLE_FIX,
      },
      {
        broken: (w) => onlyNodeWith(w, w.option(DIRECTORY)) !== undefined && DIRECTORY,
        message: (w) => `the directory is on the disk of the node ${onlyNodeWith(w, w.option(DIRECTORY))}, to which all pods are pinned: checkpoints are lost with the node`,
        fix: DURABLE_FIX,
        severity: Severity.WARNING,
      },
      {
        broken: (w) => checkpointSharers(w).length > 0 && DIRECTORY,
        message: (w) => `${namesOf(checkpointSharers(w))} uses the same directory: it is unclear whose checkpoints may be deleted`,
        fix: 'Give each job a directory of its own, such as <storage>/<namespace>/<name>/checkpoints',
        severity: Severity.WARNING,
      },
      {
        broken: (w) => liesIn(w.option(HA_DIRECTORY), w.option(DIRECTORY)) && HA_DIRECTORY,
        message: 'must not be inside the checkpoint directory: a cleanup of checkpoints deletes the metadata that refers to them',
        fix: 'Put it beside the checkpoint directory',
        severity: Severity.WARNING,
      },
    ],
  },
  {
    id: 'CKP-11',
    title: 'Never keep checkpoints in the JobManager',
    why: 'They are lost with it.',
    severity: Severity.ERROR,
    sources: ['checkpoints'],
    props: ['storage'],
    rules: [{
      broken: (w) => word(w, STORAGE) === 'jobmanager' && STORAGE,
      message: 'checkpoints are kept in the memory of the JobManager, and lost with it',
      fix: `Leave it out, and set ${DIRECTORY} to durable storage`,
    }],
  },
  {
    id: 'CKP-12',
    title: 'Let checkpoints overtake records only where backpressure calls for it',
    why: 'Unaligned checkpoints store what waits in network buffers, and grow by it.',
    severity: Severity.ERROR,
    sources: ['backpressuredCheckpoints'],
    defaults: { options: { [UNALIGNED]: false }, when: takesCheckpoints },
    props: ['checkpointing.unaligned'],
    rules: [
      {
        broken: (w) => (millis(w, ALIGNED_TIMEOUT) ?? 0) > 0 && !flag(w, UNALIGNED) && ALIGNED_TIMEOUT,
        message: `ignored without ${UNALIGNED}: true`,
        fix: `Set ${UNALIGNED} to "true", or leave the timeout out`,
      },
      {
        broken: (w) => flag(w, UNALIGNED) && word(w, MODE) === 'at_least_once' && UNALIGNED,
        message: `with AT_LEAST_ONCE Flink falls back to aligned checkpoints: ${MODE} must be EXACTLY_ONCE`,
        fix: 'Leave one of the two out',
      },
    ],
  },
  {
    id: 'CKP-13',
    title: 'Watch what unaligned checkpoints store of the data in flight',
    why: 'It is a measure of the backpressure that made them necessary, and it is read again at every restart.',
    sources: ['backpressuredCheckpoints'],
    alerts: ['FlinkCheckpointSizeGrowing'],
    dashboards: ['state'],
  },
  {
    id: 'CKP-14',
    title: 'Keep less in flight where checkpoints may overtake it',
    why: 'Buffer debloating keeps the buffers at what one second of work needs, so there is less to store.',
    sources: ['backpressuredCheckpoints', 'networkMemory'],
    defaults: {
      options: { 'taskmanager.network.memory.buffer-debloat.enabled': true },
      when: (s) => flag(s, UNALIGNED),
    },
    props: ['bufferDebloating'],
  },
  {
    id: 'CKP-15',
    title: 'Merge the files of a checkpoint where there are thousands of subtasks',
    why: 'Each subtask writes files of its own, and the store counts requests rather than bytes.',
    severity: Severity.ADVICE,
    sources: ['checkpoints'],
    props: ['checkpointing.fileMerging'],
    rules: [{
      limit: { at: 'job.parallelism', isField: true, below: 1000, unit: 'count' },
      when: (w) => w.flinkVersion.isAtLeast(FlinkVersion.V1_20) && w.option(FILE_MERGING) === undefined,
      path: FILE_MERGING,
      message: 'not set, and from 1000 subtasks on each checkpoint writes thousands of files',
      fix: 'Try "true", and watch the number of requests to the store',
    }],
  },
  {
    id: 'CKP-16',
    title: 'Keep the duration of checkpoints well below their interval',
    why: 'When checkpoints take as long as the time between them, the next one is late, and so is everything that waits for it.',
    sources: ['largeState'],
    props: ['checkpointing.timeout'],
    rules: [{
      limit: { at: TIMEOUT, least: 30_000, unit: 'ms' },
      message: 'below 30 s one slow upload discards a whole checkpoint',
      fix: 'Write "10 min", or at least as long as the slowest checkpoint took',
    }],
    alerts: ['FlinkCheckpointSlow'],
  },
  {
    id: 'CKP-17',
    title: 'Find out why checkpoints grow',
    why: 'State that grows without end belongs to keys that are never removed, or to a join without a bound.',
    sources: ['largeState'],
    alerts: ['FlinkCheckpointSizeGrowing', 'FlinkCheckpointSizeHigh'],
    dashboards: ['state'],
  },
  {
    id: 'CKP-18',
    title: 'Look at every checkpoint that failed',
    why: 'The job goes on, but what it would have to do again after a failure grows.',
    sources: ['checkpointing'],
    alerts: ['FlinkCheckpointsFailing', 'FlinkCheckpointsStale'],
  },
  {
    id: 'CKP-19',
    title: 'Shorten the interval where a transactional sink has to be quick',
    why: 'Such a sink publishes when a checkpoint completes: what is written right after one waits for the next.',
    sources: ['guarantees', 'kafka'],
    props: ['checkpointing.interval', 'connectors'],
    check: lateSinks,
  },
  {
    id: 'CKP-20',
    title: 'Look at backpressure when checkpoints are slow to begin',
    why: 'Barriers travel with the records, and wait where the records wait.',
    sources: ['backpressuredCheckpoints', 'backpressure'],
    alerts: ['FlinkCheckpointBarrierDelayed', 'FlinkBackpressure'],
  },
  {
    id: 'CKP-21',
    title: 'Spread checkpoint files over many prefixes where the store limits requests for each',
    why: 'S3 counts requests by prefix. With entropy in the path no prefix is asked too often.',
    sources: ['s3'],
    props: ['storage'],
    rules: [
      {
        broken: (w) => Boolean(w.option(ENTROPY)) && w.option(DIRECTORY)?.includes(w.option(ENTROPY)!) === false && ENTROPY,
        message: `ignored: ${DIRECTORY} does not contain it`,
        fix: 'Put it into the directory, where the random characters shall stand',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => !w.option(ENTROPY) && /_entropy_/.test(w.option(DIRECTORY) ?? '') && DIRECTORY,
        message: `_entropy_ is not replaced, since ${ENTROPY} is not set`,
        fix: `Set ${ENTROPY} to "_entropy_"`,
      },
      {
        broken: (w) => Boolean(w.option(ENTROPY)) && w.option(DIRECTORY)?.includes(w.option(ENTROPY)!) && ENTROPY,
        message: (w) => `two empty directory objects stay behind for each checkpoint that is no longer retained: Flink creates them below the literal prefix ${literalPrefix(w)} and never deletes them`,
        fix: (w) => `Add a lifecycle rule to the bucket, {"Filter": {"And": {"Prefix": "${literalPrefix(w)}", "ObjectSizeLessThan": 1}}, "Expiration": {"Days": 7}}, and suppress CKP-21 with that as the reason`,
        severity: Severity.ADVICE,
      },
    ],
    checklist: 'With entropy: a lifecycle rule of the bucket removes empty objects below the literal marker (docs/decisions.md)',
  },
  {
    id: 'CKP-22',
    title: 'Keep more than one copy of what checkpoints are stored on',
    why: 'A file system that keeps one copy of each block loses state with a disk.',
    sources: ['checkpoints'],
    checklist: 'The replication of the checkpoint directory (HDFS: at least 3; object stores keep copies themselves)',
  },
  {
    id: 'CKP-23',
    title: 'Know where to see what checkpoints did',
    why: 'The REST API tells size, duration and alignment of each, by task.',
    sources: ['checkpointing'],
    checklist: 'Those on call know `/jobs/<id>/checkpoints` and `/jobs/<id>/checkpoints/config`',
  },
  {
    id: 'CKP-24',
    title: 'Expect expired state to leave checkpoints late',
    why: 'RocksDB removes it when it compacts the files it is in; incremental checkpoints hold on to the files until then.',
    sources: ['largeState', 'state'],
    checklist: 'After a time-to-live was set or shortened, sizes fall only with compactions',
    props: ['flinkConfiguration'],
  },
  {
    id: 'CKP-25',
    title: 'Bring the file system of every directory, to all pods that use it',
    why: 'Flink\'s image has the plugins of object stores, and loads none of them unless it is told to. What a directory needs is found out when it is first used.',
    severity: Severity.ERROR,
    sources: ['fileSystems', 's3'],
    props: ['storage'],
    check: fileSystems,
  },
], 'job');
