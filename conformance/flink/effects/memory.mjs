import { taskManagerMemory } from '../memory.mjs';

const component = (name, keys) => keys.map((key) => ({
  ...key === undefined ? { what: `${name} of the TaskManager` } : { key },
  phase: 'running',
  asked: `GET /taskmanagers, ${name}`,
  expect: (_, written) => taskManagerMemory(written)[name],
  said: async (q) => (await q.taskManager()).memoryConfiguration[name],
}));

/** How a TaskManager divides its memory, and among how many slots. */
export const MEMORY = [
  ...component('totalProcessMemory', [undefined]),
  ...component('totalFlinkMemory', [undefined]),
  ...component('jvmMetaspace', ['taskmanager.memory.jvm-metaspace.size']),
  ...component('jvmOverhead', [undefined]),
  ...component('managedMemory', ['taskmanager.memory.managed.fraction']),
  ...component('networkMemory', ['taskmanager.memory.network.fraction']),
  ...component('taskHeap', [undefined]),
  {
    key: 'taskmanager.numberOfTaskSlots',
    phase: 'running',
    asked: 'GET /taskmanagers, slotsNumber',
    expect: Number,
    said: async (q) => (await q.taskManager()).slotsNumber,
  },
];
