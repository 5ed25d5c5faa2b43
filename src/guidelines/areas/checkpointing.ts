import { Duration } from 'cdk8s';
import { JobSettings } from '../../configuration';
import { parseDuration } from '../../configuration/option-value';
import { defaults } from '../defaults';

const LONGEST_PAUSE = 30_000;

/** Half the interval, at most 30 s: half of the time is left for records alone. */
function minPause(settings: JobSettings): Duration {
  const interval = parseDuration(settings.option('execution.checkpointing.interval')) ?? 2 * LONGEST_PAUSE;
  return Duration.millis(Math.min(Math.floor(interval / 2), LONGEST_PAUSE));
}

/** CKP: how state gets into durable storage. */
export const CHECKPOINTING = [
  defaults('CKP-02', 'Choose the checkpoint interval by how much may be processed again', 'After a failure everything since the last checkpoint is replayed.', {
    options: { 'execution.checkpointing.interval': Duration.seconds(60) },
  }),
  defaults('CKP-03', 'Leave a pause between checkpoints', 'Without one, slow checkpoints follow each other without a break and the job does little else.', {
    options: { 'execution.checkpointing.min-pause': minPause },
  }),
  defaults('CKP-04', 'Give a checkpoint time to finish', 'A checkpoint that is aborted for its duration has cost as much as one that completed.', {
    options: { 'execution.checkpointing.timeout': Duration.minutes(10) },
  }),
  defaults('CKP-05', 'Count each record once', 'With the weaker mode a restart counts some records twice.', {
    options: { 'execution.checkpointing.mode': 'EXACTLY_ONCE' },
  }),
  defaults('CKP-06', 'Take one checkpoint at a time', 'Overlapping checkpoints compete for the same disks and network.', {
    options: { 'execution.checkpointing.max-concurrent-checkpoints': 1 },
  }),
  defaults('CKP-07', 'Keep several checkpoints', 'When the newest is damaged or holds the state of a bug, an older one is there.', {
    options: { 'execution.checkpointing.num-retained': 3 },
  }),
  defaults('CKP-08', 'Keep checkpoints of a job that is cancelled', 'The job can be started again from where it was.', {
    options: { 'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION' },
  }),
  defaults('CKP-09', 'Tolerate a few failed checkpoints', 'By default the first failure restarts the job, for a store that was away for a moment.', {
    options: { 'execution.checkpointing.tolerable-failed-checkpoints': 2 },
  }),
  defaults('CKP-10', 'Write checkpoints to durable storage', 'They must outlive every pod and node, and all nodes must reach them.', {
    options: { 'execution.checkpointing.dir': (s: JobSettings) => s.stateDirectory('checkpoints') },
  }),
  defaults('CKP-12', 'Let checkpoints overtake records only where backpressure calls for it', 'Unaligned checkpoints store what waits in network buffers, and grow by it.', {
    options: { 'execution.checkpointing.unaligned.enabled': false },
  }),
  defaults('CKP-14', 'Keep less in flight where checkpoints may overtake it', 'Buffer debloating keeps the buffers at what one second of work needs, so there is less to store.', {
    options: { 'taskmanager.network.memory.buffer-debloat.enabled': true },
    when: (s) => s.option('execution.checkpointing.unaligned.enabled') === 'true',
  }),
];
