import { declarations } from './declarations';
import { Workload } from './workload';
import { slotsOfGroups } from '../configuration/capacity';
import { STANDALONE } from '../configuration/deployment-mode';
import { deploymentMemory, MemoryResult } from '../memory';
import { FlinkProcess } from '../memory/memory-options';

/**
 * What holds for a workload once Flink and the operator have filled what nobody said. Guidelines ask here, so that each fact is worked out once
 * and in one way.
 */

/** Whether it runs a job of its own: one that does not is a session cluster. */
export function hasJob(w: Workload): boolean {
  return w.field('job') !== undefined;
}

/** Whether its job ends by itself, and keeps no state between runs. */
export function isBatch(w: Workload): boolean {
  return w._is('execution.runtime-mode', 'BATCH');
}

/** Whether it runs a job that goes on for good, and so has state to lose. */
export function isStreaming(w: Workload): boolean {
  return hasJob(w) && !isBatch(w);
}

export function isStandalone(w: Workload): boolean {
  return w.field('mode') === STANDALONE;
}

/** What the operator does on a change: its own default throws the state away. */
export function upgradeMode(w: Workload): string {
  return w.field('job.upgradeMode') ?? 'stateless';
}

/** `none`, `kubernetes`, `zookeeper`, or the name of a class. */
export function highAvailability(w: Workload): string {
  return (w.option('high-availability.type') || 'none').toLowerCase();
}

export function hasHighAvailability(w: Workload): boolean {
  return highAvailability(w) !== 'none';
}

/** `hashmap`, `rocksdb`, `forst`, or the name of a class. */
export function stateBackend(w: Workload): string {
  return (w.effectiveOption('state.backend.type') || 'hashmap').toLowerCase();
}

/** Milliseconds between checkpoints; undefined where the manifest switches none on. */
export function checkpointInterval(w: Workload): number | undefined {
  const set = w._millis('execution.checkpointing.interval');
  // So the operator, whose last-state upgrades could not do without.
  return set ?? (upgradeMode(w) === 'last-state' ? 5 * 60_000 : undefined);
}

export function slots(w: Workload): number {
  return Number(w.effectiveOption('taskmanager.numberOfTaskSlots') || 1);
}

export function parallelism(w: Workload): number | undefined {
  const given = w.field('job.parallelism');
  return Number.isInteger(given) && given >= 1 ? given : undefined;
}

/** How many TaskManagers there are; undefined where that is not known. */
export function taskManagers(w: Workload): number | undefined {
  const replicas = w.field('taskManager.replicas');
  if (isStandalone(w) && replicas !== undefined) return Number(replicas);
  const needed = slotsNeeded(w);
  return needed === undefined || !(slots(w) >= 1) ? undefined : Math.ceil(needed / slots(w));
}

/** How many slots the job takes; undefined where its parallelism is not known. */
export function slotsNeeded(w: Workload): number | undefined {
  const replicas = w.field('taskManager.replicas');
  // Who counts TaskManagers in standalone mode gets the job's parallelism from the operator: all slots there are.
  const p = isStandalone(w) && replicas !== undefined ? replicas * slots(w) : parallelism(w);
  return p === undefined ? undefined : slotsOfGroups(p, declarations(w).slotSharingGroups);
}

export function usesAutoscaler(w: Workload): boolean {
  return w._is('job.autoscaler.enabled', 'true');
}

/** Whether the job is written in Python, which needs managed memory. */
export function isPython(w: Workload): boolean {
  const { entryClass = '', args = [], jarURI = '' } = w.field('job') ?? {};
  return /PythonDriver/.test(entryClass) || /flink-python/.test(jarURI) || (Array.isArray(args) && args.some((arg) => /^(-py|--python|-pym|--pyModule)$/.test(String(arg))));
}

/** Flink's division of a process's memory. */
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
