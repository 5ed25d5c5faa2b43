import { parallelism, slots } from '../../facts';
import { taskManagerBytes } from '../../workload/memory';
import { Workload } from '../../workload/workload';
import { table } from '../table';

const PER_CHANNEL = 'taskmanager.network.memory.buffers-per-channel';

/** Flink's segments, two for each channel that is read, and the floating ones of a gate. */
const SEGMENT = 32 * 1024;
const MEBIBYTE = 1024 ** 2;
const EXCLUSIVE = 2;
const FLOATING = 8;

/** What one exchange of all with all takes: each slot reads from every subtask and writes to every subtask. */
function neededBytes(w: Workload): number {
  const p = parallelism(w) ?? 0;
  return slots(w) * (p * EXCLUSIVE + FLOATING + p + 1) * SEGMENT;
}

/** NET: the buffers between tasks. */
export const NETWORK_BUFFERS = table([
  {
    id: 'NET-01',
    title: 'Leave each channel its two buffers',
    why: 'One is filled while the other is on its way.',
    sources: ['networkMemory'],
    props: ['flinkConfiguration'],
    rules: [{
      limit: { at: PER_CHANNEL, least: 2, unit: 'count' },
      message: 'must be at least 2',
      fix: 'Leave it out',
    }],
  },
  {
    id: 'NET-02',
    title: 'Raise the network\'s share when buffers run out',
    why: 'A job that has too few does not start, and names the option.',
    sources: ['networkMemory'],
    props: ['flinkConfiguration'],
    judgedBy: ['NET-05'],
    alerts: ['FlinkNetworkBuffersLow'],
  },
  {
    id: 'NET-03',
    title: 'Take backpressure for a sign, not for a setting',
    why: 'It follows from the buffers that are free. No option turns it on or off.',
    sources: ['backpressure'],
    checklist: 'Those on call know how to find the task that causes it: the first that is busy and not held back itself',
  },
  {
    id: 'NET-04',
    title: 'Read full output buffers as backpressure',
    why: 'They fill when the next task does not take what is there.',
    sources: ['networkMemory', 'metrics'],
    alerts: ['FlinkOutputBuffersFull', 'FlinkNetworkBuffersLow'],
  },
  {
    id: 'NET-05',
    title: 'Have network memory grow with the parallelism',
    why: 'Each slot keeps buffers for every subtask that it reads from and writes to.',
    sources: ['networkMemory'],
    props: ['flinkConfiguration', 'taskManager.memory'],
    rules: [{
      broken: (w) => neededBytes(w) > (taskManagerBytes(w, 'network') ?? Infinity) && 'taskmanager.memory.network.fraction',
      message: (w) => `gives ${Math.floor(taskManagerBytes(w, 'network')! / MEBIBYTE)} MiB, and one exchange among ${parallelism(w)} subtasks takes ${Math.ceil(neededBytes(w) / MEBIBYTE)} MiB `
        + `on a TaskManager with ${slots(w)} slots: the job does not start`,
      fix: 'Raise taskmanager.memory.network.fraction, or give the TaskManager more memory or fewer slots',
    }],
  },
]);
