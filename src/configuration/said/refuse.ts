import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { JobSettings } from './job-settings';

/** Rejects a number that is not whole, or below the minimum. */
export function refuseUnlessCount(settings: JobSettings, guideline: string, path: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
    settings.refuse(guideline, path, value, `must be a whole number of at least ${least}`, `Write a number such as ${least + 1}`);
  }
}

/** Rejects a duration of zero. */
export function refuseUnlessPositive(settings: JobSettings, guideline: string, path: string, value: Duration | undefined, fix: string): void {
  if (value !== undefined && !(value.toMilliseconds() > 0)) settings.refuse(guideline, path, value, 'must be longer than 0', fix);
}

/**
 * Rejects a size that is not a whole number of MiB (which both Flink and Kubernetes can read) or is out of bounds.
 *
 * @returns whether the size is valid
 */
export function refuseUnlessSize(
  settings: JobSettings, guideline: string, path: string, value: Size | undefined, leastMebibytes: number, mostMebibytes: number): boolean {
  if (value === undefined) return true;
  const kibibytes = value.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  const mebibytes = kibibytes / 1024;
  if (Number.isInteger(mebibytes) && mebibytes >= leastMebibytes && mebibytes <= mostMebibytes) return true;
  settings.refuse(guideline, path, value,
    `must be a whole number of MiB from ${leastMebibytes} MiB to ${mostMebibytes / 1024} GiB`,
    `Write it as Size.mebibytes(${Math.min(Math.max(Math.ceil(mebibytes) || 0, leastMebibytes), mostMebibytes)})`);
  return false;
}
