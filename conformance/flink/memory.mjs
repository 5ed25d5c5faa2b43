import { bytes } from './values.mjs';

// How Flink divides a process: a fraction is a 32-bit number there, and is cut down to whole bytes.

const MIB = 1024 ** 2;
const OVERHEAD = { fraction: 0.1, min: 192 * MIB, max: 1024 * MIB };
const FRAMEWORK_HEAP = 128 * MIB;
const FRAMEWORK_OFF_HEAP = 128 * MIB;
const JOB_MANAGER_METASPACE = 256 * MIB;
const JOB_MANAGER_OFF_HEAP = 128 * MIB;
const NETWORK_MIN = 64 * MIB;

const share = (fraction, of) => Math.floor(Math.fround(Number(fraction)) * of);
const overhead = (total) => Math.min(Math.max(share(OVERHEAD.fraction, total), OVERHEAD.min), OVERHEAD.max);

/** The components of a TaskManager by the names that its REST API has for them. */
export function taskManagerMemory(written) {
  const totalProcessMemory = bytes(written['taskmanager.memory.process.size']);
  const jvmMetaspace = bytes(written['taskmanager.memory.jvm-metaspace.size']);
  const jvmOverhead = overhead(totalProcessMemory);
  const totalFlinkMemory = totalProcessMemory - jvmMetaspace - jvmOverhead;
  const managedMemory = share(written['taskmanager.memory.managed.fraction'], totalFlinkMemory);
  const networkMemory = Math.max(share(written['taskmanager.memory.network.fraction'], totalFlinkMemory), NETWORK_MIN);
  return {
    frameworkHeap: FRAMEWORK_HEAP,
    taskHeap: totalFlinkMemory - managedMemory - networkMemory - FRAMEWORK_HEAP - FRAMEWORK_OFF_HEAP,
    frameworkOffHeap: FRAMEWORK_OFF_HEAP,
    taskOffHeap: 0,
    networkMemory,
    managedMemory,
    jvmMetaspace,
    jvmOverhead,
    totalFlinkMemory,
    totalProcessMemory,
  };
}

/** The heap of a JobManager. */
export function jobManagerHeap(written) {
  const total = bytes(written['jobmanager.memory.process.size']);
  return total - overhead(total) - JOB_MANAGER_METASPACE - JOB_MANAGER_OFF_HEAP;
}
