import { Severity } from '../../configuration';
import { parallelism, slots } from '../../facts';
import { taskManagerBytes } from '../../workload/memory';
import { Workload } from '../../workload/workload';
import { table } from '../table';

const PER_CHANNEL = 'taskmanager.network.memory.buffers-per-channel';

/** Flink's memory segments: two for each input channel, plus the floating buffers of a gate. */
const SEGMENT = 32 * 1024;
const MEBIBYTE = 1024 ** 2;
const EXCLUSIVE = 2;
const FLOATING = 8;

/**
 * With less, a single all-to-all exchange, evenly spread, does not start: two buffers for each subtask that a slot reads from on another TaskManager,
 * one for each that it writes to, and two more. Flink started with exactly this number, and refused to start with one less.
 */
function leastBytes(w: Workload): number {
  const p = parallelism(w) ?? 0;
  const together = Math.min(slots(w), p);
  return together * (EXCLUSIVE * (p - together) + p + 2) * SEGMENT;
}

/** With this size every channel has all of its buffers, and every gate its floating buffers. */
function fullBytes(w: Workload): number {
  const p = parallelism(w) ?? 0;
  return slots(w) * (p * EXCLUSIVE + FLOATING + p + 1) * SEGMENT;
}

function networkBytes(w: Workload): number {
  return taskManagerBytes(w, 'network') ?? Infinity;
}

const NETWORK = 'taskmanager.memory.network.fraction';

function comparison(w: Workload, needed: number): string {
  return `${Math.floor(networkBytes(w) / MEBIBYTE)} MiB of network memory, and one exchange among ${parallelism(w)} subtasks takes ${Math.ceil(needed / MEBIBYTE)} MiB `
    + `on a TaskManager with ${slots(w)} slots`;
}

/** NET: network buffers. */
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
    rules: [
      {
        broken: (w) => leastBytes(w) > networkBytes(w) && NETWORK,
        message: (w) => `${comparison(w, leastBytes(w))}: the job does not start`,
        fix: 'Raise taskmanager.memory.network.fraction, or give the TaskManager more memory or fewer slots',
      },
      {
        broken: (w) => fullBytes(w) > networkBytes(w) && leastBytes(w) <= networkBytes(w) && NETWORK,
        message: (w) => `${comparison(w, fullBytes(w))} to run at full speed: with less, tasks wait for each other's buffers`,
        fix: 'Raise taskmanager.memory.network.fraction if the job exchanges much, or give the TaskManager more memory or fewer slots',
        severity: Severity.ADVICE,
      },
    ],
  },
]);
