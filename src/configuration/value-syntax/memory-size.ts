import { accepted, ParsedValue, refused, ValueSyntax } from './parsed-value';
import { decimalFraction, largestUnit, quantity, Unit, unitOf } from './units';

const MAX_BYTES = 2n ** 63n - 1n;

/** From large to small. Flink prints the second label, people write the first. */
const UNITS: readonly Unit[] = [
  { size: 2n ** 40n, labels: ['t', 'tb', 'tebibytes'] },
  { size: 2n ** 30n, labels: ['g', 'gb', 'gibibytes'] },
  { size: 2n ** 20n, labels: ['m', 'mb', 'mebibytes'] },
  { size: 2n ** 10n, labels: ['k', 'kb', 'kibibytes'] },
  { size: 1n, labels: ['b', 'bytes'] },
];
const [TEBIBYTES, GIBIBYTES, MEBIBYTES, KIBIBYTES, BYTES] = UNITS;

/** Kubernetes' and everyday names. Flink has powers of two only, so a decimal megabyte is taken for what Flink calls one. */
const OTHER_UNITS: readonly Unit[] = [
  { size: TEBIBYTES.size, labels: ['ti', 'tib', 'tebibyte', 'terabyte', 'terabytes', 'tbyte', 'tbytes'] },
  { size: GIBIBYTES.size, labels: ['gi', 'gib', 'gibibyte', 'gigabyte', 'gigabytes', 'gbyte', 'gbytes', 'gig', 'gigs'] },
  { size: MEBIBYTES.size, labels: ['mi', 'mib', 'mebibyte', 'megabyte', 'megabytes', 'mbyte', 'mbytes', 'meg', 'megs'] },
  { size: KIBIBYTES.size, labels: ['ki', 'kib', 'kibibyte', 'kilobyte', 'kilobytes', 'kbyte', 'kbytes'] },
  { size: BYTES.size, labels: ['byte'] },
];

/** A whole number and a unit; a number alone counts bytes. */
export const MEMORY_SIZE: ValueSyntax<number> = { read: readMemorySize, repairs };

export function readMemorySize(text: string): ParsedValue<number> {
  const { number, label } = quantity(text);
  const unit = label === '' ? BYTES : unitOf(label, UNITS);
  if (number === '' || !unit) return refused("a whole number and a unit (b, k, m, g or t), such as '1536m'");
  const bytes = BigInt(number) * unit.size;
  if (bytes > MAX_BYTES) return refused(`at most ${MAX_BYTES} bytes`);
  return accepted(Number(bytes), formatMemorySize(bytes), label === '' && bytes !== 0n ? bareNumberRemark(number) : undefined);
}

/** `1536 mb`: as Flink itself prints a size below a terabyte, in the largest unit of which it is a whole number. */
export function formatMemorySize(bytes: number | bigint): string {
  if (bytes < 0 || (typeof bytes === 'number' && !Number.isInteger(bytes))) {
    throw new Error(`A memory size must be a whole number of bytes, 0 or more: ${bytes}`);
  }
  const amount = BigInt(bytes);
  const unit = amount === 0n ? BYTES : largestUnit(amount, UNITS);
  return `${amount / unit.size} ${unit.labels[1]}`;
}

function bareNumberRemark(number: string): string {
  return `${number} has no unit, so Flink reads it as bytes; write '${formatMemorySize(BigInt(number))}', or '${number}m' for mebibytes`;
}

/** `1600Mi` is 1600m; `1.5g` is 1536m, since Flink knows no fractions. */
function repairs(text: string): string[] {
  const match = /^([\d.,]+)\s*([a-z]*)$/.exec(text.trim().toLowerCase().replace(/_/g, ''));
  const fraction = match && decimalFraction(match[1]);
  const written = match && unitOf(match[2], [...UNITS, ...OTHER_UNITS]);
  if (!fraction || !written) return [];
  const scaled = fraction.digits * written.size;
  const bytes = scaled / fraction.divisor;
  if (bytes === 0n && scaled !== 0n) return [];
  // in the unit that was written or the next smaller one that divides evenly; where none does, cut to mebibytes
  const even = UNITS.find(({ size }) => size <= written.size && scaled % (fraction.divisor * size) === 0n);
  const unit = even ?? (bytes < MEBIBYTES.size ? BYTES : MEBIBYTES);
  return [`${bytes / unit.size}${unit.labels[0]}`];
}
