import { keysOf, sumOf } from './fraction-range';
import { jobManagerJvmArguments } from './jvm-arguments';
import { MemoryAmount, named } from './memory-amount';
import { LegacyHeapReading, MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { FlinkMemory, flinkSizeKey, MemoryComponents, MemoryModel, MemoryResult, ProcessComponent, processMemory, processSizeKey } from './process-memory';
import { describeMemorySize } from '../configuration/options/memory-size';

type JobManagerFlinkComponent = 'jvmHeap' | 'offHeap';

export type JobManagerComponent = ProcessComponent | JobManagerFlinkComponent;

const HEAP = 'jobmanager.memory.heap.size';
const OFF_HEAP = 'jobmanager.memory.off-heap.size';
const LIMIT_DIRECT_MEMORY = 'jobmanager.memory.enable-jvm-direct-memory-limit';

/** Flink's memory components of a JobManager, or why it would not start. */
export function jobManagerMemory(
  options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading = 'process',
): MemoryResult<JobManagerComponent> {
  return processMemory(JOB_MANAGER_MODEL, options, flinkVersion, legacyHeap);
}

export const JOB_MANAGER_MODEL: MemoryModel<JobManagerFlinkComponent> = {
  process: 'jobmanager',
  name: 'JobManager',
  fineGrained: [HEAP],
  legacyHeapTarget: (reading) => ({
    process: processSizeKey('jobmanager'), flink: flinkSizeKey('jobmanager'), heap: HEAP, unread: undefined,
  }[reading]),
  fromParts,
  fromTotal,
  jvmArguments: (options, components) => jobManagerJvmArguments(components, options.boolean(LIMIT_DIRECT_MEMORY)),
};

/** The heap is set: off-heap memory is the remainder of a given total, otherwise its own option. */
function fromParts(options: MemoryOptions): FlinkMemory<JobManagerFlinkComponent> {
  const jvmHeap = options.size(HEAP);
  const flinkSize = flinkSizeKey('jobmanager');
  if (options.has(flinkSize)) {
    const total = options.size(flinkSize);
    return { total, parts: { jvmHeap, offHeap: remainingOffHeap(options, total, jvmHeap) } };
  }
  const offHeap = options.size(OFF_HEAP);
  return { total: sumOf(jvmHeap, offHeap), parts: { jvmHeap, offHeap } };
}

/** The heap is the remainder after off-heap memory. */
function fromTotal(options: MemoryOptions, total: MemoryAmount): MemoryComponents<JobManagerFlinkComponent> {
  const offHeap = options.size(OFF_HEAP);
  const bytes = total.bytes - offHeap.bytes;
  // Unlike a TaskManager's task heap, it must not be empty.
  if (bytes <= 0n) {
    throw new MemoryRejection(
      `The JobManager's total Flink memory is ${named(total)} and leaves no heap: it must be more than the off-heap memory, ${named(offHeap)}`,
      keysOf([total, offHeap]), { need: 'more', bytes: 1n - bytes });
  }
  return { jvmHeap: { bytes, source: 'remainder' }, offHeap };
}

function remainingOffHeap(options: MemoryOptions, total: MemoryAmount, jvmHeap: MemoryAmount): MemoryAmount {
  const bytes = total.bytes - jvmHeap.bytes;
  if (bytes < 0n) {
    throw new MemoryRejection(
      `${jvmHeap.key} is ${describeMemorySize(jvmHeap.bytes)}, more than all of Flink's memory: ${total.key} is `
      + `${describeMemorySize(total.bytes)}. Raise it or leave one of the two out`,
      keysOf([jvmHeap, total]));
  }
  const given = options.has(OFF_HEAP) ? options.size(OFF_HEAP) : undefined;
  if (given && given.bytes !== bytes) {
    throw new MemoryRejection(
      `${total.key} is ${describeMemorySize(total.bytes)} but must be ${jvmHeap.key} = ${describeMemorySize(jvmHeap.bytes)} plus `
      + `${given.key} = ${describeMemorySize(given.bytes)}: make them match or leave one of the three out`,
      keysOf([total, jvmHeap, given]));
  }
  return given ?? { bytes, source: 'remainder' };
}
