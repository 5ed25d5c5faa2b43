import { Questions } from '../questions.mjs';
import { millis, truth } from '../values.mjs';

/** An option that the job's REST API tells back. */
const toldBack = (key, field, expect) => ({
  key, phase: 'started', asked: `GET /jobs/:id/checkpoints/config, ${field}`, expect, said: async (q) => (await q.job('/checkpoints/config'))[field],
});

const newest = async (q) => (await q.job('/checkpoints')).latest.completed;

/** When and how checkpoints are taken, where they go and how long they stay. */
export const CHECKPOINTING = [
  toldBack('execution.checkpointing.mode', 'mode', (v) => v.toLowerCase()),
  toldBack('execution.checkpointing.interval', 'interval', millis),
  toldBack('execution.checkpointing.timeout', 'timeout', millis),
  toldBack('execution.checkpointing.min-pause', 'min_pause', millis),
  toldBack('execution.checkpointing.max-concurrent-checkpoints', 'max_concurrent', Number),
  toldBack('execution.checkpointing.tolerable-failed-checkpoints', 'tolerable_failed_checkpoints', Number),
  toldBack('execution.checkpointing.unaligned.enabled', 'unaligned_checkpoints', truth),
  toldBack('execution.checkpointing.externalized-checkpoint-retention', 'externalization',
    (v) => ({ enabled: v !== 'NO_EXTERNALIZED_CHECKPOINTS', delete_on_cancellation: v === 'DELETE_ON_CANCELLATION' })),
  {
    key: 'execution.checkpointing.dir',
    phase: 'checkpointed',
    asked: 'GET /jobs/:id/checkpoints, the folder of the last one',
    expect: (v) => v,
    said: async (q) => Questions.parent((await newest(q)).external_path, 2),
  },
  {
    key: 'execution.checkpointing.incremental',
    phase: 'checkpointed',
    // not each: RocksDB may have merged its files in between, and then all of them are new
    asked: 'GET /jobs/:id/checkpoints, whether one of them wrote less than it holds',
    expect: truth,
    said: async (q) => (await q.job('/checkpoints')).history.some(({ status, is_savepoint, checkpointed_size, state_size }) => status === 'COMPLETED' && !is_savepoint && checkpointed_size < state_size),
  },
  {
    key: 'execution.checkpointing.num-retained',
    phase: 'checkpointed',
    asked: 'how many are left in the folder, when one more was taken',
    expect: Number,
    said: (q, written) => q.checkpointFolders(written['execution.checkpointing.dir']).length,
  },
  {
    key: 'execution.checkpointing.savepoint-dir',
    phase: 'checkpointed',
    asked: 'POST /jobs/:id/savepoints without a folder, where it went',
    expect: (v) => v,
    said: (q) => Questions.parent(q.story.savepoint),
  },
  {
    key: 'execution.checkpointing.interval',
    what: 'a checkpoint that nobody asked for',
    phase: 'unasked',
    asked: 'GET /jobs/:id/checkpoints, ms after it was due',
    expect: () => ({ atMost: 10_000 }),
    said: (q) => q.story.unasked,
    fits: ({ atMost }, late) => late <= atMost,
  },
  {
    key: 'execution.checkpointing.externalized-checkpoint-retention',
    what: 'checkpoints that are left when the job is cancelled',
    phase: 'cancelled',
    asked: 'the folder',
    expect: (v, written) => v === 'RETAIN_ON_CANCELLATION' ? Number(written['execution.checkpointing.num-retained']) : 0,
    said: (q, written) => q.checkpointFolders(written['execution.checkpointing.dir']).length,
  },
];
