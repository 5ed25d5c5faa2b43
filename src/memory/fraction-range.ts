import { multiplyExactly } from './fraction';
import { MemoryAmount } from './memory-amount';
import { MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { describeMemorySize, MAX_MEMORY_SIZE } from '../configuration/options/memory-size';

/** The options of a component whose size is a fraction of another one. */
export interface FractionKeys {
  readonly fraction: string;
  /** Undefined for a fraction without bounds. */
  readonly min?: string;
  readonly max?: string;
}

/** The validated values of these options. */
export interface FractionRange {
  readonly fraction: number;
  readonly key: string;
  readonly min: MemoryAmount;
  readonly max: MemoryAmount;
}

/** Flink validates fraction and bounds together, and only when it needs the component. */
export function readFractionRange(options: MemoryOptions, keys: FractionKeys): FractionRange {
  const min = keys.min ? options.size(keys.min) : unbounded(0n);
  const max = keys.max ? options.size(keys.max) : unbounded(MAX_MEMORY_SIZE);
  const { value: fraction, text, key } = options.float(keys.fraction);
  // NaN fails both comparisons. A fraction of 1 is refused: the upper bound is exclusive.
  if (!(fraction >= 0 && fraction < 1)) {
    throw new MemoryRejection(`${key} is ${text} but must be at least 0 and less than 1`, [key]);
  }
  if (min.bytes > max.bytes) {
    throw new MemoryRejection(
      `${min.key} is ${describeMemorySize(min.bytes)}, more than ${max.key}, which is ${describeMemorySize(max.bytes)}: `
      + 'the minimum must not be above the maximum',
      [min.key!, max.key!]);
  }
  return { fraction, key, min, max };
}

/** A fraction of `total`. */
export function shareOf(total: bigint, range: FractionRange): MemoryAmount {
  return clamp(multiplyExactly(total, range.fraction), range);
}

/** A fraction of the sum of `rest` and itself. */
export function shareOnTopOf(rest: bigint, range: FractionRange): MemoryAmount {
  return clamp(multiplyExactly(rest, range.fraction / (1 - range.fraction)), range);
}

/** The sum of sizes, which must be within the range of a Flink size. */
export function sumOf(...amounts: MemoryAmount[]): MemoryAmount {
  return { bytes: withinLong(amounts.reduce((sum, { bytes }) => sum + bytes, 0n), keysOf(amounts)), source: 'sum' };
}

/** The options that determine the amounts, for a rejection. */
export function keysOf(amounts: MemoryAmount[]): string[] {
  return [...new Set(amounts.flatMap(({ key, of }) => key ?? of?.key ?? []))];
}

function clamp(bytes: bigint, { min, max, key }: FractionRange): MemoryAmount {
  withinLong(bytes, [key]);
  if (bytes > max.bytes) return { bytes: max.bytes, source: 'maximum', key: max.key };
  if (bytes < min.bytes) return { bytes: min.bytes, source: 'minimum', key: min.key };
  return { bytes, source: 'fraction', key };
}

function withinLong(bytes: bigint, keys: string[]): bigint {
  if (bytes <= MAX_MEMORY_SIZE) return bytes;
  throw new MemoryRejection(`${keys.join(', ')} make a size of ${bytes} bytes, more than Flink can hold: at most ${MAX_MEMORY_SIZE} bytes`, keys);
}

function unbounded(bytes: bigint): MemoryAmount {
  return { bytes, source: 'default' };
}
