import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { formatMemorySize } from './memory-size';
import { formatDuration, parseValue } from './value-syntax';

/**
 * The text of a value in the form that Flink reads for an option of this type: one canonical spelling each, so that the same setting always results
 * in the same manifest.
 *
 * @param value a string (kept as it is), number, boolean, cdk8s Duration or Size
 * @param type the option's Java type, which determines how a duration is written if Flink expects milliseconds without a unit
 */
export function renderOptionValue(value: any, type?: string): string {
  if (isDuration(value)) return type === 'Long' || type === 'Integer' ? `${value.toMilliseconds()}` : formatDuration(value.toMilliseconds());
  if (isSize(value)) return formatMemorySize(BigInt(value.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024));
  return String(value);
}

/** The milliseconds of a duration in a job's settings; undefined if it is missing or not a duration. */
export function parseDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // The versions differ only in duration spellings that this library does not write.
  const parsed = parseValue('Duration', undefined, text, '1.20');
  return parsed.ok ? parsed.value as number : undefined;
}

// By shape, not by class: a program may contain a second copy of cdk8s.
function isDuration(value: any): value is Duration {
  return typeof value?.toMilliseconds === 'function';
}

function isSize(value: any): value is Size {
  return typeof value?.toKibibytes === 'function';
}
