import { JobSettings } from './job-settings';

/** The values of `spec.mode`. */
export const NATIVE = 'native';
export const STANDALONE = 'standalone';

/** Whether it runs no job of its own, and waits for others to bring theirs. */
export function isSession(settings: JobSettings): boolean {
  return ![...settings._fields.keys()].some((path) => path.startsWith('job.'));
}

/** Whether the operator creates the TaskManagers, as many as somebody says, and not Flink. */
export function isStandalone(settings: JobSettings): boolean {
  return settings.field('mode') === STANDALONE;
}
