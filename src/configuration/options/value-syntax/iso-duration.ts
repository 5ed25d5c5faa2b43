import { javaTrim } from './java-text';

const MAX_LONG = 2n ** 63n - 1n;
const NANOS_PER_SECOND = 1_000_000_000n;

/** Java requires a component after an upper-case `T`, but accepts a lower-case one alone. */
const ISO = /^([-+]?)[Pp](?:([-+]?\d+)[Dd])?(?:(?:T(?=.)|t)(?:([-+]?\d+)[Hh])?(?:([-+]?\d+)[Mm])?(?:([-+]?\d+)(?:[.,](\d{0,9}))?[Ss])?)?$/;
const SECONDS = [86_400n, 3_600n, 60n, 1n];

/**
 * The nanoseconds of an ISO-8601 duration such as `PT1M30S`, as Java's `Duration` reads it: days have 24 hours, each component may have its own sign.
 * Undefined for anything else, for negative durations and for those out of Java's range.
 */
export function parseIsoDuration(text: string): bigint | undefined {
  const match = ISO.exec(javaTrim(text));
  const written = match?.slice(2, 6);
  if (!written?.some((part) => part !== undefined)) return undefined;
  const parts = written.map((part, i) => BigInt((part ?? '0').replace('+', '')) * SECONDS[i]);
  // Java adds the units beginning with the seconds, and fails as soon as a sum exceeds the range of a long
  let seconds = 0n;
  for (const part of parts.reverse()) {
    seconds += part;
    if (!isLong(part) || !isLong(seconds)) return undefined;
  }
  const fraction = BigInt((match![6] ?? '').padEnd(9, '0'));
  const nanos = seconds * NANOS_PER_SECOND + (match![5]?.startsWith('-') ? -fraction : fraction);
  const signed = match![1] === '-' ? -nanos : nanos;
  return signed < 0n || signed / NANOS_PER_SECOND > MAX_LONG ? undefined : signed;
}

function isLong(value: bigint): boolean {
  return value <= MAX_LONG && value >= -MAX_LONG - 1n;
}
