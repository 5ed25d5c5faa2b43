import { parseIsoDuration } from './iso-duration';
import { accepted, AcceptedValue, ParsedValue, refused, ValueContext, ValueSyntax, withoutUnit } from './parsed-value';
import { decimalFraction, largestUnit, quantity, Unit, unitOf } from './units';

const NANOS_PER_MILLI = 1_000_000n;
const NANOS_PER_SECOND = 1_000_000_000n;
const MAX_LONG = 2n ** 63n - 1n;

/** From large to small, in nanoseconds. The first label is the one that Flink prints. */
const UNITS: readonly Unit[] = [
  { size: 86_400n * NANOS_PER_SECOND, labels: ['d', 'day', 'days'] },
  { size: 3_600n * NANOS_PER_SECOND, labels: ['h', 'hour', 'hours'] },
  { size: 60n * NANOS_PER_SECOND, labels: ['min', 'm', 'minute', 'minutes'] },
  { size: NANOS_PER_SECOND, labels: ['s', 'sec', 'secs', 'second', 'seconds'] },
  { size: NANOS_PER_MILLI, labels: ['ms', 'milli', 'millis', 'millisecond', 'milliseconds'] },
  { size: 1_000n, labels: ['µs', 'micro', 'micros', 'microsecond', 'microseconds'] },
  { size: 1n, labels: ['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'] },
];
const [DAYS, HOURS, MINUTES, , MILLIS, MICROS] = UNITS;

/** Additional spellings that Flink does not accept. */
const ALL_UNITS: readonly Unit[] = [
  ...UNITS,
  { size: 7n * DAYS.size, labels: ['w', 'wk', 'week', 'weeks'] },
  { size: HOURS.size, labels: ['hr', 'hrs'] },
  { size: MINUTES.size, labels: ['mins'] },
  { size: MILLIS.size, labels: ['msec', 'msecs'] },
  { size: MICROS.size, labels: ['us', 'μs', 'usec', 'usecs'] },
];

/** A whole number and a unit; a number without a unit is in milliseconds. */
export const DURATION: ValueSyntax<number> = { read, repairs };

function read(text: string, { dialect }: ValueContext): ParsedValue<number> {
  const { number, label } = quantity(text);
  const unit = label === '' ? MILLIS : unitOf(label, UNITS);
  if (number === '' || !unit) {
    const iso = dialect.isoDurations ? parseIsoDuration(text) : undefined;
    return iso === undefined ? refused("a whole number and a unit (ms, s, min, h or d), such as '60 s'") : duration(iso);
  }
  const nanos = BigInt(number) * unit.size;
  const tooLong = nanos / NANOS_PER_SECOND > MAX_LONG || (!dialect.wideDurations && BigInt(number) > MAX_LONG);
  if (tooLong) return refused('a shorter time');
  return label === '' && nanos !== 0n ? withoutUnit(duration(nanos), 'milliseconds', nanos >= NANOS_PER_SECOND, `${number} ms`, `${number} s`) : duration(nanos);
}

/** `60 s`: the form in which Flink prints a duration, in the largest unit of which it is a whole number. */
export function formatDuration(millis: number): string {
  if (!Number.isFinite(millis) || millis < 0) throw new Error(`A duration must be a number of milliseconds, 0 or more: ${millis}`);
  const whole = Math.trunc(millis);
  return formatNanos(BigInt(whole) * NANOS_PER_MILLI + BigInt(Math.round((millis - whole) * 1e6)));
}

function formatNanos(nanos: bigint): string {
  const unit = nanos === 0n ? MILLIS : largestUnit(nanos, UNITS);
  return `${nanos / unit.size} ${unit.labels[0]}`;
}

function duration(nanos: bigint): AcceptedValue<number> {
  return accepted(Number(nanos / NANOS_PER_MILLI) + Number(nanos % NANOS_PER_MILLI) / 1e6, formatNanos(nanos));
}

/** `1.5 h`, `1h 30m`, `2 weeks`, and ISO-8601 for versions that do not read it. */
function repairs(text: string): (string | undefined)[] {
  const nanos = parseIsoDuration(text) ?? sumOfParts(text.trim().toLowerCase());
  return [nanos === undefined ? undefined : formatNanos(nanos)];
}

function sumOfParts(text: string): bigint | undefined {
  if (!/^(?:[\d.,_]+\s*\p{L}+\s*)+$/u.test(text)) return undefined;
  let nanos = 0n;
  for (const [, number, label] of text.matchAll(/([\d.,_]+)\s*(\p{L}+)/gu)) {
    const fraction = decimalFraction(number.replace(/_/g, ''));
    const unit = unitOf(label, ALL_UNITS);
    if (!fraction || !unit || fraction.digits * unit.size % fraction.divisor !== 0n) return undefined;
    nanos += fraction.digits * unit.size / fraction.divisor;
  }
  return nanos;
}
