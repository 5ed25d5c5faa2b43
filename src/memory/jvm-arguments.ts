import { MemoryAmount } from './memory-amount';

type Sizes<C extends string> = Readonly<Record<C, MemoryAmount>>;

/** The direct memory of a TaskManager is always limited: it contains the network buffers. */
export function taskManagerJvmArguments(
  memory: Sizes<'frameworkHeap' | 'taskHeap' | 'frameworkOffHeap' | 'taskOffHeap' | 'network' | 'jvmMetaspace'>,
): string[] {
  return jvmArguments(
    memory.frameworkHeap.bytes + memory.taskHeap.bytes,
    memory.jvmMetaspace.bytes,
    memory.frameworkOffHeap.bytes + memory.taskOffHeap.bytes + memory.network.bytes);
}

/** The direct memory of a JobManager is limited only with `jobmanager.memory.enable-jvm-direct-memory-limit`. */
export function jobManagerJvmArguments(memory: Sizes<'jvmHeap' | 'offHeap' | 'jvmMetaspace'>, limitDirectMemory: boolean): string[] {
  return jvmArguments(memory.jvmHeap.bytes, memory.jvmMetaspace.bytes, limitDirectMemory ? memory.offHeap.bytes : undefined);
}

function jvmArguments(heap: bigint, metaspace: bigint, direct?: bigint): string[] {
  return [
    `-Xmx${heap}`,
    `-Xms${heap}`,
    ...direct === undefined ? [] : [`-XX:MaxDirectMemorySize=${direct}`],
    `-XX:MaxMetaspaceSize=${metaspace}`,
  ];
}
