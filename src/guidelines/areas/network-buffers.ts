import { Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
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
  return `${Math.floor(networkBytes(w) / MEBIBYTE)} MiB of network memory, and one exchange among ${counted(parallelism(w) ?? 0, 'subtask')} needs ${Math.ceil(needed / MEBIBYTE)} MiB `
    + `on a TaskManager with ${counted(slots(w), 'slot')}`;
}

/** NET: network buffers. */
export const NETWORK_BUFFERS = table([
  {
    id: 'NET-01',
    title: 'Keep two buffers per channel',
    why: 'One is filled while the other is being sent.',
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
    title: 'Increase network memory when buffers run out',
    why: 'A job with too few network buffers does not start; the exception contains the option.',
    sources: ['networkMemory'],
    props: ['flinkConfiguration'],
    judgedBy: ['NET-05'],
    alerts: ['FlinkNetworkBuffersLow'],
  },
  {
    id: 'NET-03',
    title: 'Treat backpressure as a symptom, not as a setting',
    why: 'Backpressure depends on the free network buffers. No option enables or disables it.',
    sources: ['backpressure'],
    checklist: 'On-call engineers know how to find the bottleneck: the first task downstream that is busy and not backpressured itself',
  },
  {
    id: 'NET-04',
    title: 'Treat full output buffers as backpressure',
    why: 'Output buffers fill up when the downstream task does not process their records quickly enough.',
    sources: ['networkMemory', 'metrics'],
    alerts: ['FlinkOutputBuffersFull', 'FlinkNetworkBuffersLow'],
  },
  {
    id: 'NET-05',
    title: 'Increase network memory with the parallelism',
    why: 'Each slot needs buffers for every subtask that it exchanges records with.',
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
        fix: 'Raise taskmanager.memory.network.fraction if the job exchanges much data, or give the TaskManager more memory or fewer slots',
        severity: Severity.ADVICE,
      },
    ],
  },
]);
