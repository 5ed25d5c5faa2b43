import { Workload } from './workload';
import { deploymentMemory, MemoryResult } from '../memory';
import { FlinkProcess } from '../memory/memory-options';

/** Flink's division of a process's memory; undefined where the spec sets no size. */
export function memory(w: Workload, process: FlinkProcess): MemoryResult<string> | undefined {
  return w._remember(`memory ${process}`, () => {
    const given = w.field(`${process === 'taskmanager' ? 'taskManager' : 'jobManager'}.resource.memory`);
    if (given === undefined) return undefined;
    return deploymentMemory(process, w._configuration.toMap(), typeof given === 'object' ? JSON.stringify(given) : String(given), w._modelVersion).result;
  });
}

/** Bytes of one component of a TaskManager's memory; undefined where Flink cannot divide it. */
export function taskManagerBytes(w: Workload, component: string): number | undefined {
  const result = memory(w, 'taskmanager');
  return result?.ok ? Number(result.components[component]?.bytes) : undefined;
}
