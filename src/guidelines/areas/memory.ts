import { Size } from 'cdk8s';
import { Finding, Severity } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { formatMemorySize } from '../../configuration/options/memory-size';
import { isStandalone, keepsStateOnDisk, resourcesOf, unlessRequired } from '../../facts';
import { smallestProcessSize, withoutDecimals } from '../../memory';
import { allocatorEnvironment } from '../../pods/allocator';
import { memory, taskManagerBytes } from '../../workload/memory';
import { Workload } from '../../workload/workload';
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
    title: 'Size the whole process, and leave the parts to Flink',
    why: 'The process is what the container\'s limit is about. Sizes of parts that do not add up keep it from starting.',
    severity: Severity.ERROR,
    sources: ['memory', 'taskManagerMemory'],
    emits: 'the process sizes of MEM-11',
    props: ['jobManager.memory', 'taskManager.memory'],
    check: (w) => [...divisible(w), ...optionFindings(w, 'MEM-01')],
  },
  {
    id: 'MEM-02',
    title: 'Give RocksDB two fifths of Flink\'s memory',
    why: 'Its caches and write buffers live there; less means more reads from disk.',
    sources: ['taskManagerMemory', 'stateBackends'],
    defaults: {
      options: { 'taskmanager.memory.managed.fraction': '0.4' },
      when: keepsStateOnDisk,
    },
    props: ['flinkConfiguration'],
  },
  {
    id: 'MEM-03',
    title: 'Know what is left for the job\'s own objects',
    why: 'What Flink, the network and RocksDB take comes first; the heap of the tasks is the rest.',
    sources: ['taskManagerMemory'],
    props: ['taskManager.memory'],
    rules: [{
      broken: (w) => (taskManagerBytes(w, 'taskHeap') ?? Infinity) < LEAST_TASK_HEAP && TASK_MANAGER,
      message: (w) => `${Math.floor(taskManagerBytes(w, 'taskHeap')! / MEBIBYTE)} MiB of heap are left for the job's own objects, less than ${LEAST_TASK_HEAP / MEBIBYTE} MiB`,
      fix: 'Give the TaskManager more memory; `cdk8s-flink memory` shows who takes what',
    }],
  },
  {
    id: 'MEM-04',
    title: 'Give the network a tenth of Flink\'s memory',
    why: 'Enough for most jobs; a job that runs out of buffers says so when it starts.',
    sources: ['networkMemory'],
    defaults: { options: { 'taskmanager.memory.network.fraction': '0.1' } },
    props: ['flinkConfiguration'],
    judgedBy: ['NET-05'],
  },
  {
    id: 'MEM-05',
    title: 'Bound the metaspace',
    why: 'One application in a process needs no more. Without a bound leaked classes would fill the container.',
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
    title: 'Know the parts of a process',
    why: 'Each of the eight runs out in a way of its own, and has an option of its own.',
    sources: ['memory', 'taskManagerMemory'],
    checklist: '`cdk8s-flink memory <manifest>` shows all parts in bytes, and what decided each',
  },
  {
    id: 'MEM-07',
    title: 'Give the heap more, or state another place, when the heap runs out',
    why: 'With state on the heap it is the state; otherwise it is what the job\'s functions hold on to.',
    sources: ['memoryTrouble'],
    alerts: ['FlinkHeapHigh'],
  },
  {
    id: 'MEM-08',
    title: 'Take long garbage collections for a heap that is too small',
    why: 'A collector that finds nothing to free works all the time.',
    sources: ['memoryTrouble'],
    alerts: ['FlinkGarbageCollection'],
  },
  {
    id: 'MEM-09',
    title: 'Raise off-heap memory when direct buffers run out',
    why: 'They are what connectors and the framework allocate; network buffers are set aside when the process starts and have another message.',
    sources: ['memoryTrouble'],
    checklist: '"Direct buffer memory" calls for taskmanager.memory.task.off-heap.size, "Insufficient number of network buffers" for network memory',
  },
  {
    id: 'MEM-11',
    title: 'Start from a size that holds Flink itself',
    why: 'Smaller processes leave next to nothing for the job once Flink has taken its own.',
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
        message: (w) => `must be above 0: ${w.field(JOB_MANAGER_CPU) < 0 ? 'Kubernetes refuses the pods' : 'no processor time is reserved for the JobManager'}`,
        fix: 'Write 1',
        severity: (w) => w.field(JOB_MANAGER_CPU) < 0 ? Severity.ERROR : Severity.WARNING,
      },
      {
        limit: noProcessor(TASK_MANAGER_CPU),
        message: (w) => `must be above 0: ${isStandalone(w) ? 'in standalone mode the operator creates no TaskManagers' : 'Flink takes one processor for each slot instead'}`,
        fix: 'Write the number of slots',
        severity: (w) => isStandalone(w) ? Severity.ERROR : Severity.WARNING,
      },
    ],
    judgedBy: ['MEM-01', 'MEM-03'],
  },
  // After MEM-11, because it is derived from the number of processors there.
  {
    id: 'MEM-10',
    title: 'Give a container that was killed more memory, or more overhead',
    why: 'What the JVM and native libraries use beside Flink\'s parts has to fit into the overhead. Allocators that count the node\'s processors take more.',
    sources: ['memoryTrouble'],
    defaults: { pods: allocatorEnvironment },
    props: ['jobManager.podTemplate', 'taskManager.podTemplate'],
    checklist: 'OOMKilled calls for taskManager.memory or taskmanager.memory.jvm-overhead.fraction, never for a smaller process size',
    alerts: ['FlinkContainerOomKilled', 'FlinkContainerMemoryHigh'],
  },
  {
    id: 'MEM-12',
    title: 'Watch the heap',
    why: 'Managed memory tells nothing: RocksDB reserves all of it at once.',
    sources: ['metrics'],
    alerts: ['FlinkHeapHigh', 'FlinkMetaspaceHigh'],
    dashboards: ['resources'],
  },
  {
    id: 'MEM-13',
    title: 'Prefer more TaskManagers to giant ones',
    why: 'Collections of a very large heap are long, and one failure takes much with it.',
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
