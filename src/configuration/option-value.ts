import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { formatMemorySize } from './memory-size';

/**
 * Writes a value the way Flink reads it for an option of this type: one canonical spelling each, so that the same
 * setting always gives the same manifest.
 *
 * @param value a string (kept as it is), number, boolean, cdk8s Duration or Size
 * @param type the option's Java type; decides how a duration is written where Flink wants bare milliseconds
 */
export function renderOptionValue(value: any, type?: string): string {
  if (isDuration(value)) return type === 'Long' || type === 'Integer' ? `${value.toMilliseconds()}` : formatDuration(value.toMilliseconds());
  if (isSize(value)) return formatMemorySize(BigInt(value.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024));
  return String(value);
}

const DURATION_UNITS: [string, number][] = [['h', 3_600_000], ['min', 60_000], ['s', 1_000], ['ms', 1]];

/** The largest unit that divides evenly, up to hours: `60 s` is written `1 min`. */
export function formatDuration(millis: number): string {
  const [unit, factor] = DURATION_UNITS.find(([, f]) => millis % f === 0) ?? ['ms', 1];
  return millis === 0 ? '0 ms' : `${millis / factor} ${unit}`;
}

// By shape, not by class: a program may hold a second copy of cdk8s.
function isDuration(value: any): value is Duration {
  return typeof value?.toMilliseconds === 'function';
}

function isSize(value: any): value is Size {
  return typeof value?.toKibibytes === 'function';
}

/** Reads a duration as Flink does; a bare number is milliseconds. */
export function parseDuration(text: string | undefined): number | undefined {
  const match = /^\s*(\d+)\s*([a-z]*)\s*$/.exec(text ?? '');
  const factor = match && { '': 1, 'ms': 1, 's': 1000, 'sec': 1000, 'm': 60_000, 'min': 60_000, 'h': 3_600_000, 'd': 86_400_000 }[match[2]];
  return match && factor ? Number(match[1]) * factor : undefined;
}
