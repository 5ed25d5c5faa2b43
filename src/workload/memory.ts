import { Workload } from './workload';
import { OPERATORS_FLINK } from '../configuration/options/operator-version';
import { resourcesOf } from '../facts';
import { ComponentField } from '../kubernetes/component';
import { DeploymentMemory, deploymentMemory, MemoryResult } from '../memory';
import { FlinkProcess } from '../memory/memory-options';

/** The component of a process in the spec. */
function fieldOf(process: FlinkProcess): ComponentField {
  return process === 'taskmanager' ? 'taskManager' : 'jobManager';
}

/** Flink's memory components of a process, from the resources in the spec, otherwise from the options only. */
export function memoryOf(w: Workload, process: FlinkProcess): DeploymentMemory {
  return w._remember(`memory ${process}`, () => {
    const { memory: given } = resourcesOf(w, fieldOf(process));
    const text = typeof given === 'object' ? JSON.stringify(given) : given?.toString();
    // The operator creates the JobManager's pod, and computes its memory, with the Flink version that it was built with.
    return deploymentMemory(process, w._configuration.toMap(), text, process === 'jobmanager' ? OPERATORS_FLINK.minor : w._modelVersion);
  });
}

/** The memory components only, or why there are none. */
export function memory(w: Workload, process: FlinkProcess): MemoryResult<string> {
  return memoryOf(w, process).result;
}

/** Bytes of one memory component of a TaskManager; undefined if the configuration is rejected. */
export function taskManagerBytes(w: Workload, component: string): number | undefined {
  const result = memory(w, 'taskmanager');
  return result.ok ? Number(result.components[component]?.bytes) : undefined;
}
