import { Workload } from './workload';
import { DeploymentMemory, deploymentMemory, MemoryResult } from '../memory';
import { FlinkProcess } from '../memory/memory-options';

/** Flink's division of a process's memory, by what the spec says of the process, else by the options alone. */
export function memoryOf(w: Workload, process: FlinkProcess): DeploymentMemory {
  return w._remember(`memory ${process}`, () => {
    const given = w.field(`${process === 'taskmanager' ? 'taskManager' : 'jobManager'}.resource.memory`);
    const text = typeof given === 'object' ? JSON.stringify(given) : given?.toString();
    return deploymentMemory(process, w._configuration.toMap(), text, w._modelVersion);
  });
}

/** Flink's division alone, or why there is none. */
export function memory(w: Workload, process: FlinkProcess): MemoryResult<string> {
  return memoryOf(w, process).result;
}

/** Bytes of one component of a TaskManager's memory; undefined where Flink cannot divide it. */
export function taskManagerBytes(w: Workload, component: string): number | undefined {
  const result = memory(w, 'taskmanager');
  return result.ok ? Number(result.components[component]?.bytes) : undefined;
}
