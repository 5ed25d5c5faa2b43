import { Size } from 'cdk8s';
import { Finding, Severity } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { formatMemorySize } from '../../configuration/options/memory-size';
import { isStandalone, keepsStateOnDisk, resourcesOf, unlessRequired } from '../../facts';
import { smallestProcessSize, withoutDecimals } from '../../memory';
import { allocatorEnvironment } from '../../pods/allocator';
import { memory, taskManagerBytes } from '../../workload/memory';
import { Workload } from '../../workload/workload';
import { STATE_ON_DISK } from '../conditions';
import { Limit } from '../limit';
import { optionFindings } from '../option-findings';
import { table } from '../table';

const METASPACE = 'taskmanager.memory.jvm-metaspace.size';
const TASK_MANAGER = 'taskManager.resource.memory';
const JOB_MANAGER_CPU = 'jobManager.resource.cpu';
const TASK_MANAGER_CPU = 'taskManager.resource.cpu';

const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;
const LEAST_TASK_HEAP = 128 * MEBIBYTE;
const LARGE_HEAP = 64 * GIBIBYTE;

/** Sizes of which at least one must be set, otherwise Flink cannot compute the memory components. */
const SIZES: { readonly [process: string]: readonly string[] } = {
  jobmanager: ['jobmanager.memory.process.size', 'jobmanager.memory.flink.size', 'jobmanager.memory.heap.size', 'jobmanager.heap.size'],
  taskmanager: ['taskmanager.memory.process.size', 'taskmanager.memory.flink.size', 'taskmanager.memory.task.heap.size', 'taskmanager.heap.size'],
};

/** Memory configurations that Flink rejects. The operator detects them only when it deploys. */
function divisible(w: Workload): Finding[] {
  return ([['jobManager', 'jobmanager'], ['taskManager', 'taskmanager']] as const).flatMap(([component, process]) => {
    const result = memory(w, process);
    if (result.ok) return [];
    const { memory: given, memoryField: field } = resourcesOf(w, component);
    if (given === undefined && SIZES[process].every((key) => w.option(key) === undefined)) {
      return [refusal('MEM-01', w.where(field), undefined, 'must be set: the operator refuses a FlinkDeployment without it', 'Write the memory of the whole process, such as "4096m"')];
    }
    const { advice, bytes: smallest, keys = [] } = smallestProcessSize(process, new Map(Object.entries(w._configuration.toMap())), w._modelVersion);
    const meant = typeof given === 'string' ? withoutDecimals(given) : undefined;
    if (meant !== undefined && smallest !== undefined && meant >= smallest) {
      return [refusal('MEM-01', w.where(field), given, result.reason, `Write "${formatMemorySize(meant)}"`)];
    }
    const cause = keys.find((key) => w.option(key) !== undefined);
    if (cause !== undefined) return [refusal('MEM-01', w.where(cause), w.option(cause), result.reason, advice)];
    const inItsWords = (text: string) => text.replaceAll(`${process}.memory.process.size`, w.where(field));
    return [refusal('MEM-01', w.where(field), typeof given === 'object' ? JSON.stringify(given) : given, inItsWords(result.reason), inItsWords(advice))];
  });
}

function noProcessor(field: string): Limit {
  return { at: field, isField: true, above: 0, unit: 'ratio' };
}

function heap(w: Workload): number {
  return (taskManagerBytes(w, 'taskHeap') ?? 0) + (taskManagerBytes(w, 'frameworkHeap') ?? 0);
}

/** MEM: memory of the processes. */
export const MEMORY = table([
  {
    id: 'MEM-01',
    title: 'Set the total process memory, and let Flink derive the components',
    why: 'The container\'s limit applies to the process. If the sizes of its components do not add up, the process does not start.',
    severity: Severity.ERROR,
    sources: ['memory', 'taskManagerMemory'],
    emits: 'the process sizes of MEM-11',
    props: ['jobManager.memory', 'taskManager.memory'],
    check: (w) => [...divisible(w), ...optionFindings(w, 'MEM-01')],
  },
  {
    id: 'MEM-02',
    applies: [STATE_ON_DISK],
    title: 'Give RocksDB two fifths of Flink\'s memory as managed memory',
    why: 'RocksDB allocates its caches and write buffers from managed memory; with less of it more reads go to disk.',
    sources: ['taskManagerMemory', 'stateBackends'],
    defaults: {
      options: { 'taskmanager.memory.managed.fraction': '0.4' },
      when: keepsStateOnDisk,
    },
    props: ['flinkConfiguration'],
  },
  {
    id: 'MEM-03',
    title: 'Leave enough task heap for the job\'s own objects',
    why: 'The task heap is what remains after framework, network and managed memory; the objects of the job have to fit into it.',
    sources: ['taskManagerMemory'],
    props: ['taskManager.memory'],
    rules: [{
      broken: (w) => (taskManagerBytes(w, 'taskHeap') ?? Infinity) < LEAST_TASK_HEAP && TASK_MANAGER,
      message: (w) => `${Math.floor(taskManagerBytes(w, 'taskHeap')! / MEBIBYTE)} MiB of heap are left for the job's own objects, less than ${LEAST_TASK_HEAP / MEBIBYTE} MiB`,
      fix: 'Give the TaskManager more memory; `cdk8s-flink memory` shows the size of each component',
    }],
  },
  {
    id: 'MEM-04',
    title: 'Give the network one tenth of Flink\'s memory',
    why: 'This is enough for most jobs; a job with too few network buffers fails at its start with a clear error.',
    sources: ['networkMemory'],
    defaults: { options: { 'taskmanager.memory.network.fraction': '0.1' } },
    props: ['flinkConfiguration'],
    judgedBy: ['NET-05'],
  },
  {
    id: 'MEM-05',
    title: 'Limit the metaspace',
    why: 'One application per process needs no more. Without a limit leaked classes fill the container\'s memory.',
    severity: Severity.ADVICE,
    sources: ['taskManagerMemory', 'memoryTrouble'],
    defaults: { options: { [METASPACE]: () => Size.mebibytes(256) } },
    props: ['flinkConfiguration'],
    rules: [{
      limit: { at: METASPACE, least: 128 * MEBIBYTE, most: GIBIBYTE, unit: 'bytes' },
      message: 'jobs need 128 MiB to 1 GiB: below, classes do not fit; above, a leak goes unnoticed',
      fix: 'Leave it out, or write "256m" to "1g"',
    }],
  },
  {
    id: 'MEM-06',
    title: 'Know the components of Flink\'s process memory',
    why: 'Each of the eight components is exhausted in a different way, and has its own option.',
    sources: ['memory', 'taskManagerMemory'],
    checklist: '`cdk8s-flink memory <manifest>` shows the size of all components in bytes, and which setting determines each',
  },
  {
    id: 'MEM-07',
    title: 'Increase the heap or move state off it when the heap is full',
    why: 'With a heap state backend the state fills the heap; otherwise the objects that the job\'s functions keep.',
    sources: ['memoryTrouble'],
    alerts: ['FlinkHeapHigh'],
  },
  {
    id: 'MEM-08',
    title: 'Treat long garbage collections as a sign of too small a heap',
    why: 'A collector that finds little to free runs continuously.',
    sources: ['memoryTrouble'],
    alerts: ['FlinkGarbageCollection'],
  },
  {
    id: 'MEM-09',
    title: 'Increase task off-heap memory when direct memory runs out',
    why: 'Connectors and the framework allocate direct memory; network buffers are allocated when the process starts, and fail with a different message.',
    sources: ['memoryTrouble'],
    checklist: '"Direct buffer memory" requires a larger taskmanager.memory.task.off-heap.size, "Insufficient number of network buffers" more network memory',
  },
  {
    id: 'MEM-11',
    title: 'Start with a process size that leaves memory for the job',
    why: 'In smaller processes Flink\'s own components leave almost nothing for the job.',
    sources: ['memory'],
    defaults: {
      fields: {
        [JOB_MANAGER_CPU]: unlessRequired('jobManager', () => 1),
        'jobManager.resource.memory': unlessRequired('jobManager', () => '2048m'),
        [TASK_MANAGER_CPU]: unlessRequired('taskManager', () => 2),
        'taskManager.resource.memory': unlessRequired('taskManager', () => '4096m'),
      },
    },
    props: ['jobManager', 'taskManager'],
    rules: [
      {
        limit: noProcessor(JOB_MANAGER_CPU),
        message: (w) => `must be above 0: ${w.field(JOB_MANAGER_CPU) < 0 ? 'Kubernetes refuses the pods' : 'no CPU is reserved for the JobManager'}`,
        fix: 'Write 1',
        severity: (w) => w.field(JOB_MANAGER_CPU) < 0 ? Severity.ERROR : Severity.WARNING,
      },
      {
        limit: noProcessor(TASK_MANAGER_CPU),
        message: (w) => `must be above 0: ${isStandalone(w) ? 'in standalone mode the operator creates no TaskManagers' : 'Flink requests one CPU for each slot instead'}`,
        fix: 'Write the number of slots',
        severity: (w) => isStandalone(w) ? Severity.ERROR : Severity.WARNING,
      },
    ],
    judgedBy: ['MEM-01', 'MEM-03'],
  },
  // After MEM-11, because it is derived from the number of processors there.
  {
    id: 'MEM-10',
    title: 'Increase memory or JVM overhead after an OOM kill',
    why: 'Memory of the JVM and native libraries outside of Flink\'s components has to fit into the JVM overhead. Memory allocators that scale with the node\'s CPUs use more.',
    sources: ['memoryTrouble'],
    defaults: { pods: allocatorEnvironment },
    props: ['jobManager.podTemplate', 'taskManager.podTemplate'],
    checklist: 'OOMKilled requires a larger taskManager.memory or taskmanager.memory.jvm-overhead.fraction, never a smaller process size',
    alerts: ['FlinkContainerOomKilled', 'FlinkContainerMemoryHigh'],
  },
  {
    id: 'MEM-12',
    title: 'Monitor the heap',
    why: 'Managed memory shows nothing: RocksDB reserves all of it at once.',
    sources: ['metrics'],
    alerts: ['FlinkHeapHigh', 'FlinkMetaspaceHigh'],
    dashboards: ['resources'],
  },
  {
    id: 'MEM-13',
    title: 'Prefer more TaskManagers to very large ones',
    why: 'Garbage collections of a very large heap take long, and the failure of one process affects a large part of the job.',
    severity: Severity.ADVICE,
    sources: ['taskManagerMemory'],
    props: ['taskManager.memory'],
    rules: [{
      broken: (w) => heap(w) > LARGE_HEAP && TASK_MANAGER,
      message: (w) => `the heap has ${Math.ceil(heap(w) / GIBIBYTE)} GiB, more than ${LARGE_HEAP / GIBIBYTE} GiB: garbage collections take long`,
      fix: 'Use more and smaller TaskManagers, or keep state in RocksDB',
    }],
  },
]);
