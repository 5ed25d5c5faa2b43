import { Markup, prose } from './markup';
import { describeMemorySize } from '../../configuration/options/memory-size';
import { explainAmount } from '../../memory';
import { FlinkProcess } from '../../memory/memory-options';
import { memory } from '../../workload/memory';
import { Workload } from '../../workload/workload';

/** The memory components that contain no other components, each with its colour. */
const PARTS: readonly (readonly [component: string, name: string, colour: string])[] = [
  ['frameworkHeap', 'framework heap', 'a'],
  ['taskHeap', 'task heap', 'e'],
  ['jvmHeap', 'heap', 'a'],
  ['frameworkOffHeap', 'framework off-heap', 'f'],
  ['taskOffHeap', 'task off-heap', 'h'],
  ['offHeap', 'off-heap', 'f'],
  ['network', 'network', 'c'],
  ['managed', 'managed', 'b'],
  ['jvmMetaspace', 'metaspace', 'd'],
  ['jvmOverhead', 'JVM overhead', 'g'],
];

export const WIDTH = 900;

/** A part of a process's memory, and its position in the picture. */
export interface MemoryPart {
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly origin: Markup;
  readonly x: string;
  readonly width: string;
}

/** The memory components of one process, exact to the byte, or the reason why they cannot be computed. */
export interface MemoryPicture {
  readonly title: string;
  readonly total?: string;
  readonly parts: readonly MemoryPart[];
  readonly trouble?: Markup;
}

/** Both processes of a cluster. */
export function memoryPictures(workload: Workload): MemoryPicture[] {
  return [picture(workload, 'jobmanager', 'JobManager'), picture(workload, 'taskmanager', 'TaskManager')];
}

function picture(workload: Workload, process: FlinkProcess, title: string): MemoryPicture {
  const result = memory(workload, process);
  if (!result.ok) return { title, parts: [], trouble: prose(`${result.reason}`) };
  const total = Number(result.components.totalProcess.bytes);
  let x = 0;
  const parts = PARTS.flatMap(([component, name, colour]) => {
    const amount = result.components[component];
    if (!amount || amount.bytes <= 0n) return [];
    const width = Number(amount.bytes) / total * WIDTH;
    const from = x;
    x += width;
    const place = { x: from.toFixed(1), width: width.toFixed(1) };
    return [{ name, colour, size: describeMemorySize(amount.bytes), origin: prose(explainAmount(amount)), ...place }];
  });
  return { title, total: describeMemorySize(result.components.totalProcess.bytes), parts };
}
