import { isStandalone } from './deployment-mode';
import { JobSettings } from './job-settings';

/** Where settings keep the slot sharing groups that the job's code has, each with its parallelism. */
export const SLOT_SHARING_GROUPS = 'slotSharingGroups';

/** Where settings keep the parallelism that a copy for load tests has in production. State is divided by that one. */
export const PRODUCTION_PARALLELISM = 'productionParallelism';

/** How many slots a job takes: those of the default group, which the job's parallelism fills unless it is listed, and those of every other group. */
export function slotsOfGroups(parallelism: number, groups: { readonly [group: string]: number } = {}): number {
  return Object.values({ default: parallelism, ...groups }).reduce((sum, slots) => sum + slots, 0);
}

/** Whether their number changes while the job runs: by the operator's autoscaler, or with the pods that there are. */
export function isScaled(job: { option(key: string): string | undefined }): boolean {
  const is = (key: string, value: string) => job.option(key)?.toLowerCase() === value;
  return is('job.autoscaler.enabled', 'true') || is('scheduler-mode', 'reactive');
}

/**
 * How many TaskManagers a job has: as many as its parallelism needs slots, unless standalone mode says a number.
 *
 * @returns undefined where parallelism or slots are not known, or not numbers
 */
export function taskManagerCount(settings: JobSettings): number | undefined {
  const replicas = settings.field('taskManager.replicas');
  if (isStandalone(settings) && replicas !== undefined) return replicas;
  const slots = Number(settings.option('taskmanager.numberOfTaskSlots') ?? 1);
  const parallelism = Number(settings.field('job.parallelism'));
  const count = Math.ceil(slotsOfGroups(parallelism, settings.field(SLOT_SHARING_GROUPS)) / slots);
  return Number.isFinite(count) && count > 0 ? count : undefined;
}
