import { Duration } from 'cdk8s';
import { checkpointInterval, flag, isBatch, isBlank, isStreaming, millis, OPTION, takesCheckpoints, upgradeMode, word } from '../../facts';
import { lateSinks } from './connectors/guarantees';
import { fileSystems } from './file-systems';
import { FlinkVersion, Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { directoryDefault } from '../../state/directories';
import { Workload } from '../../workload/workload';
import { HAS_JOB, HDFS, STREAMING, PATH_ENTROPY, TAKES_CHECKPOINTS } from '../conditions';
import { DURABLE_FIX, onlyNodeWith, unsetDirectoryFix, whyNotDurable } from '../durable';
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
    applies: [HAS_JOB, STREAMING],
    title: 'Enable checkpoints',
    why: 'Without checkpoints a job that fails starts again without state, and the operator cannot upgrade it with its state.',
    sources: ['checkpointing', 'productionReadiness'],
    emits: 'the options of CKP-02 to CKP-10',
    props: ['checkpointing.interval', 'runtimeMode'],
    rules: [{
      broken: (w) => isStreaming(w) && checkpointInterval(w) === (w.option(INTERVAL) === undefined ? undefined : 0) && INTERVAL,
      message: (w) => `${w.option(INTERVAL) === undefined ? 'must be set' : 'must be above zero'}: unless the code of the job enables checkpoints, a failure loses all of its state`,
      fix: 'Write the time whose records may be processed again after a failure, such as "60 s"',
      severity: errorInProduction,
    }, {
      broken: (w) => isBatch(w) && (millis(w, INTERVAL) ?? 0) > 0 && INTERVAL,
      message: 'ignored: Flink takes no checkpoints in batch mode, so there is none to resume from',
      fix: 'Leave it out, or run the job as a stream: execution.runtime-mode: STREAMING (runtimeMode: RuntimeMode.STREAMING)',
      severity: Severity.ADVICE,
    }],
  },
  {
    id: 'CKP-02',
    title: 'Choose the checkpoint interval by how much data may be reprocessed',
    why: 'After a failure all records since the last checkpoint are processed again. With an interval below ten seconds a job spends most of its time on checkpoints, and object stores throttle its requests.',
    sources: ['checkpointing', 'largeState'],
    defaults: { options: { [INTERVAL]: () => Duration.seconds(60) }, when: takesCheckpoints },
    props: ['checkpointing.interval'],
    rules: [{
      limit: { at: INTERVAL, least: 10_000, unit: 'ms', zeroIsOff: true },
      message: 'below 10 s the job spends most of its time on checkpoints, and the object store throttles its requests',
      fix: 'Write "10 s" or more',
    }],
    alerts: ['FlinkCheckpointIntervalDiffers'],
  },
  {
    id: 'CKP-03',
    title: 'Set a minimum pause between checkpoints',
    why: 'Without a pause, slow checkpoints follow each other immediately, and little time is left for records.',
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
    title: 'Give checkpoints enough time to complete',
    why: 'A checkpoint that exceeds the timeout is aborted, although it has cost as much as one that completed.',
    sources: ['checkpointing'],
    defaults: { options: { [TIMEOUT]: () => Duration.minutes(10) }, when: takesCheckpoints },
    props: ['checkpointing.timeout'],
    judgedBy: ['CKP-16'],
  },
  {
    id: 'CKP-05',
    title: 'Use exactly-once checkpointing',
    why: 'With AT_LEAST_ONCE some records are counted twice after a restart.',
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
    title: 'Retain several checkpoints',
    why: 'If the latest checkpoint is corrupt, or contains state that a bug produced, the job can start from an older one.',
    sources: ['checkpoints'],
    defaults: { options: { [`${CHECKPOINTS}.num-retained`]: 3 }, when: takesCheckpoints },
    props: ['checkpointing.retained'],
  },
  {
    id: 'CKP-08',
    title: 'Retain checkpoints when a job is cancelled',
    why: 'The job can then be started again from its last checkpoint.',
    sources: ['checkpoints'],
    defaults: { options: { [RETENTION]: 'RETAIN_ON_CANCELLATION' }, when: takesCheckpoints },
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => isStreaming(w) && upgradeMode(w) !== 'stateless' && /^(DELETE_ON_CANCELLATION|NO_EXTERNALIZED_CHECKPOINTS)$/i.test(w.option(RETENTION) ?? '') && RETENTION,
      message: 'the checkpoints of a cancelled job are deleted: the job cannot be started again from them',
      fix: 'Write RETAIN_ON_CANCELLATION, or leave it out: the operator sets it',
    }],
  },
  {
    id: 'CKP-09',
    title: 'Tolerate a few failed checkpoints',
    why: 'By default the first failed checkpoint restarts the job, even if the store was unavailable only briefly.',
    sources: ['checkpointing'],
    defaults: { options: { [`${CHECKPOINTS}.tolerable-failed-checkpoints`]: 2 }, when: takesCheckpoints },
    props: ['checkpointing.tolerableFailures'],
  },
  {
    id: 'CKP-10',
    title: 'Write checkpoints to durable storage, in a separate directory for each job',
    why: 'Checkpoints must survive the loss of any pod or node, and be readable from every node. In a directory that two jobs share it is unclear which files may be deleted.',
    severity: Severity.ERROR,
    sources: ['checkpoints', 'productionReadiness'],
    defaults: directoryDefault(DIRECTORY),
    props: ['storage'],
    rules: [
      {
        broken: (w) => isStreaming(w) && upgradeMode(w) !== 'stateless' && isBlank(w, DIRECTORY) && w._isKnown(DIRECTORY) && DIRECTORY,
        message: (w) => `must be set: upgrade mode ${upgradeMode(w)} needs it`,
        fix: unsetDirectoryFix,
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
    title: 'Do not store checkpoints in the JobManager',
    why: 'Checkpoints in the memory of the JobManager are lost with its process.',
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
    title: 'Use unaligned checkpoints only for jobs with backpressure',
    why: 'Unaligned checkpoints also store the records in network buffers, which makes them larger.',
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
        fix: 'Remove one of the two',
      },
    ],
  },
  {
    id: 'CKP-13',
    title: 'Monitor the in-flight data in unaligned checkpoints',
    why: 'It grows with the backpressure, and is read again at every restart.',
    sources: ['backpressuredCheckpoints'],
    alerts: ['FlinkCheckpointSizeGrowing'],
    dashboards: ['state'],
  },
  {
    id: 'CKP-14',
    title: 'Enable buffer debloating with unaligned checkpoints',
    why: 'Buffer debloating limits in-flight data to what a task processes in one second, so checkpoints store less.',
    sources: ['backpressuredCheckpoints', 'networkMemory'],
    defaults: {
      options: { 'taskmanager.network.memory.buffer-debloat.enabled': true },
      when: (s) => flag(s, UNALIGNED),
    },
    props: ['bufferDebloating'],
  },
  {
    id: 'CKP-15',
    title: 'Merge checkpoint files for jobs with thousands of subtasks',
    why: 'Each subtask writes its own files, and object stores limit the number of requests rather than bytes.',
    severity: Severity.ADVICE,
    sources: ['checkpoints'],
    props: ['checkpointing.fileMerging'],
    rules: [{
      limit: { at: 'job.parallelism', isField: true, below: 1000, unit: 'count' },
      when: (w) => w.flinkVersion.isAtLeast(FlinkVersion.V1_20) && w.option(FILE_MERGING) === undefined,
      path: FILE_MERGING,
      message: 'not set: with 1000 subtasks or more each checkpoint writes thousands of files',
      fix: 'Try "true", and watch the number of requests to the store',
    }],
  },
  {
    id: 'CKP-16',
    title: 'Keep the duration of checkpoints well below the interval',
    why: 'When checkpoints take as long as the interval, the next one starts late, and transactional sinks commit late.',
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
    why: 'State that keeps growing usually belongs to keys that are never removed, or to a join without a time limit.',
    sources: ['largeState'],
    alerts: ['FlinkCheckpointSizeGrowing', 'FlinkCheckpointSizeHigh'],
    dashboards: ['state'],
  },
  {
    id: 'CKP-18',
    title: 'Investigate every failed checkpoint',
    why: 'The job continues, but has more records to process again after a failure.',
    sources: ['checkpointing'],
    alerts: ['FlinkCheckpointsFailing', 'FlinkCheckpointsStale'],
  },
  {
    id: 'CKP-19',
    title: 'Shorten the checkpoint interval for transactional sinks with a latency requirement',
    why: 'Such a sink commits when a checkpoint completes: records written after a checkpoint become visible with the next one.',
    sources: ['guarantees', 'kafka'],
    props: ['checkpointing.interval', 'connectors'],
    check: lateSinks,
  },
  {
    id: 'CKP-20',
    title: 'Check for backpressure when checkpoints are slow to start',
    why: 'Checkpoint barriers travel with the records, and are delayed by backpressure like them.',
    sources: ['backpressuredCheckpoints', 'backpressure'],
    alerts: ['FlinkCheckpointBarrierDelayed', 'FlinkBackpressure'],
  },
  {
    id: 'CKP-21',
    applies: [HAS_JOB, STREAMING, TAKES_CHECKPOINTS, PATH_ENTROPY],
    title: 'Distribute checkpoint files over many prefixes if the store limits requests per prefix',
    why: 'S3 limits the requests per prefix. Entropy in the path distributes them over many prefixes.',
    sources: ['s3'],
    props: ['storage'],
    rules: [
      {
        broken: (w) => Boolean(w.option(ENTROPY)) && w.option(DIRECTORY)?.includes(w.option(ENTROPY)!) === false && ENTROPY,
        message: `ignored: ${DIRECTORY} does not contain it`,
        fix: 'Put it into the directory, at the place for the random characters',
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
    applies: [HAS_JOB, STREAMING, TAKES_CHECKPOINTS, HDFS],
    title: 'Replicate the storage of checkpoints',
    why: 'A file system that keeps one copy of each block loses state when a disk fails.',
    sources: ['checkpoints'],
    checklist: 'The replication of the checkpoint directory (HDFS: at least 3; object stores replicate by themselves)',
  },
  {
    id: 'CKP-23',
    title: 'Know where to find checkpoint statistics',
    why: 'The REST API reports size, duration and alignment of each checkpoint, by task.',
    sources: ['checkpointing'],
    checklist: 'On-call engineers know `/jobs/<id>/checkpoints` and `/jobs/<id>/checkpoints/config`',
  },
  {
    id: 'CKP-24',
    title: 'Expect checkpoints to shrink late after state expires',
    why: 'RocksDB removes expired state when it compacts the files that contain it; until then incremental checkpoints refer to these files.',
    sources: ['largeState', 'state'],
    checklist: 'After a state TTL is set or shortened, checkpoint sizes fall only with compactions',
    props: ['flinkConfiguration'],
  },
  {
    id: 'CKP-25',
    title: 'Install the file system plugin for every directory, in all pods that use it',
    why: 'Flink\'s image contains the plugins for object stores, but loads none of them by default. A missing plugin is detected only when the directory is first used.',
    severity: Severity.ERROR,
    sources: ['fileSystems', 's3'],
    props: ['storage'],
    check: fileSystems,
  },
], { judges: 'job', applies: [HAS_JOB, STREAMING, TAKES_CHECKPOINTS] });
