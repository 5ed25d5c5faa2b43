import { jobManagerMemory } from './job-manager-memory';
import { readResourceMemory } from './kubernetes-memory';
import { FlinkProcess } from './memory-options';
import { MemoryResult, processSizeKey } from './process-memory';
import { taskManagerMemory } from './task-manager-memory';

/** The memory components of a process that the operator starts, and their options. */
export interface DeploymentMemory {
  /** The effective options: the operator overwrites the process size with the resource of the FlinkDeployment. */
  readonly options: ReadonlyMap<string, string>;
  readonly result: MemoryResult<string>;
}

/**
 * The memory of one process of a FlinkDeployment.
 *
 * @param resourceMemory `spec.jobManager.resource.memory` or that of the TaskManager
 */
export function deploymentMemory(
  process: FlinkProcess, flinkConfiguration: { readonly [key: string]: string }, resourceMemory: string | undefined, flinkVersion: string,
): DeploymentMemory {
  const options = new Map(Object.entries(flinkConfiguration));
  const key = processSizeKey(process);
  if (resourceMemory !== undefined) {
    const size = readResourceMemory(resourceMemory);
    if (!size.ok) return { options, result: { ok: false, reason: size.reason, keys: [key] } };
    options.set(key, `${size.bytes}b`);
  }
  return { options, result: (process === 'taskmanager' ? taskManagerMemory : jobManagerMemory)(options, flinkVersion) };
}
