import { keysOf, readFractionRange, shareOf, sumOf } from './fraction-range';
import { taskManagerJvmArguments } from './jvm-arguments';
import { MemoryAmount, named } from './memory-amount';
import { LegacyHeapReading, MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { networkOf, networkOnTopOf, requireAllowedNetwork } from './network-memory';
import { FlinkMemory, flinkSizeKey, MemoryComponents, MemoryModel, MemoryResult, ProcessComponent, processMemory, processSizeKey } from './process-memory';
import { describeMemorySize } from '../configuration/options/memory-size';

type TaskManagerFlinkComponent = 'frameworkHeap' | 'taskHeap' | 'frameworkOffHeap' | 'taskOffHeap' | 'network' | 'managed';

export type TaskManagerComponent = ProcessComponent | TaskManagerFlinkComponent;

type Parts = MemoryComponents<TaskManagerFlinkComponent>;

const TASK_HEAP = 'taskmanager.memory.task.heap.size';
const MANAGED = 'taskmanager.memory.managed.size';
const MANAGED_FRACTION = { fraction: 'taskmanager.memory.managed.fraction' };

const NAMES: Record<TaskManagerFlinkComponent, string> = {
  frameworkHeap: 'framework heap',
  taskHeap: 'task heap',
  frameworkOffHeap: 'framework off-heap',
  taskOffHeap: 'task off-heap',
  network: 'network',
  managed: 'managed',
};

/** Flink's memory components of a TaskManager, or why it would not start. */
export function taskManagerMemory(
  options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading = 'process',
): MemoryResult<TaskManagerComponent> {
  return processMemory(TASK_MANAGER_MODEL, options, flinkVersion, legacyHeap);
}

export const TASK_MANAGER_MODEL: MemoryModel<TaskManagerFlinkComponent> = {
  process: 'taskmanager',
  name: 'TaskManager',
  fineGrained: [TASK_HEAP, MANAGED],
  legacyHeapTarget: (reading) => ({
    process: processSizeKey('taskmanager'), flink: flinkSizeKey('taskmanager'), heap: undefined, unread: undefined,
  }[reading]),
  fromParts,
  fromTotal,
  jvmArguments: (_, components) => taskManagerJvmArguments(components),
};

/** Task heap and managed memory are set: the network memory is added, or is the remainder of a configured total. */
function fromParts(options: MemoryOptions): FlinkMemory<TaskManagerFlinkComponent> {
  const parts = { ...fixedParts(options), taskHeap: options.size(TASK_HEAP), managed: options.size(MANAGED) };
  const flinkSize = flinkSizeKey('taskmanager');
  if (options.has(flinkSize)) {
    const given = options.size(flinkSize);
    return { total: given, parts: inOrder({ ...parts, network: remainingNetwork(options, given, parts) }) };
  }
  const rest = sumOf(...Object.values(parts));
  const network = networkOnTopOf(options, rest.bytes);
  return { total: sumOf(rest, network), parts: inOrder({ ...parts, network }) };
}

/** The task heap is the remainder, unless it is set: then the network memory is the remainder. */
function fromTotal(options: MemoryOptions, total: MemoryAmount): Parts {
  const fixed = fixedParts(options);
  if (options.has(TASK_HEAP)) {
    const parts = { ...fixed, taskHeap: options.size(TASK_HEAP), managed: managedOf(options, total) };
    return inOrder({ ...parts, network: remainingNetwork(options, total, parts) });
  }
  const parts = { ...fixed, managed: managedOf(options, total), network: networkOf(options, total.bytes) };
  return inOrder({ ...parts, taskHeap: remainder('taskHeap', total, parts) });
}

function fixedParts(options: MemoryOptions): Pick<Parts, 'frameworkHeap' | 'frameworkOffHeap' | 'taskOffHeap'> {
  return {
    frameworkHeap: options.size('taskmanager.memory.framework.heap.size'),
    frameworkOffHeap: options.size('taskmanager.memory.framework.off-heap.size'),
    taskOffHeap: options.size('taskmanager.memory.task.off-heap.size'),
  };
}

function managedOf(options: MemoryOptions, total: MemoryAmount): MemoryAmount {
  return options.has(MANAGED) ? options.size(MANAGED) : shareOf(total.bytes, readFractionRange(options, MANAGED_FRACTION));
}

function remainingNetwork(options: MemoryOptions, total: MemoryAmount, others: Partial<Parts>): MemoryAmount {
  const network = remainder('network', total, others);
  requireAllowedNetwork(options, network, [total, ...Object.values(others)]);
  return network;
}

/** The remainder of the total after `parts`, for `component`. */
function remainder(component: TaskManagerFlinkComponent, total: MemoryAmount, parts: Partial<Parts>): MemoryAmount {
  const used = Object.entries(parts).filter(([, { bytes }]) => bytes > 0n);
  const bytes = used.reduce((rest, [, amount]) => rest - amount.bytes, total.bytes);
  if (bytes >= 0n) return { bytes, source: 'remainder' };
  const list = used.map(([name, amount]) => `${NAMES[name as TaskManagerFlinkComponent]} ${named(amount)}`);
  throw new MemoryRejection(
    `The TaskManager's total Flink memory is ${named(total)}, ${describeMemorySize(-bytes)} less than its parts: ${list.join(', ')}. `
    + `They must fit, and what they leave is the ${NAMES[component]}`,
    keysOf([total, ...used.map(([, amount]) => amount)]), { need: 'more', bytes: -bytes });
}

/** The order in which Flink and all reports list them. */
function inOrder(parts: Parts): Parts {
  const { frameworkHeap, taskHeap, frameworkOffHeap, taskOffHeap, network, managed } = parts;
  return { frameworkHeap, taskHeap, frameworkOffHeap, taskOffHeap, network, managed };
}
