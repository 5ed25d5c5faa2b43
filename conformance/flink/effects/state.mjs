import { taskManagerMemory } from '../memory.mjs';
import { truth } from '../values.mjs';

const BACKENDS = { rocksdb: 'EmbeddedRocksDBStateBackend', hashmap: 'HashMapStateBackend' };

/** Where a running job keeps its state. */
export const STATE = [
  {
    key: 'state.backend.type',
    phase: 'started',
    asked: 'GET /jobs/:id/checkpoints/config, state_backend',
    expect: (v) => BACKENDS[v],
    said: async (q) => (await q.job('/checkpoints/config')).state_backend,
  },
  {
    key: 'state.backend.rocksdb.localdir',
    phase: 'running',
    asked: 'whether the folder has files of the job',
    expect: () => true,
    said: (q, written) => q.filesIn(written['state.backend.rocksdb.localdir']).some((name) => name.startsWith('job_')),
  },
  {
    key: 'state.backend.rocksdb.memory.managed',
    phase: 'running',
    asked: 'the TaskManager\'s log, bytes of the cache that the state of a slot shares: its part of the managed memory',
    expect: (v, written) => truth(v) ? Math.floor(taskManagerMemory(written).managedMemory / Number(written['taskmanager.numberOfTaskSlots'])) : 0,
    said: (q) => Number(q.logged('taskManager', 'Obtained shared RocksDB cache of size (\\d+)')),
  },
];
