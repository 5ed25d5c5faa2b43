import { JobSettings } from './job-settings';

/**
 * How many TaskManagers a job has: in native mode Flink asks for as many as its parallelism needs slots.
 *
 * @returns undefined where parallelism or slots are not known, or not numbers
 */
export function taskManagerCount(settings: JobSettings): number | undefined {
  const replicas = settings.field('taskManager.replicas');
  if (replicas !== undefined) return replicas;
  const slots = Number(settings.option('taskmanager.numberOfTaskSlots') ?? 1);
  const parallelism = Number(settings.field('job.parallelism'));
  const count = Math.ceil(parallelism / slots);
  return Number.isFinite(count) && count > 0 ? count : undefined;
}
