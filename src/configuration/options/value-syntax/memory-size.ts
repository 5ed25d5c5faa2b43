import { accepted, ParsedValue, refused, ValueSyntax, withoutUnit } from './parsed-value';
import { decimalFraction, quantity, Unit, unitOf } from './units';
import { formatMemorySize, MAX_MEMORY_SIZE, MEMORY_UNITS, readMemorySize } from '../memory-size';

const [TEBIBYTES, GIBIBYTES, MEBIBYTES, KIBIBYTES, BYTES] = MEMORY_UNITS;

/** Units of Kubernetes and everyday use. Flink only has powers of two, so a decimal megabyte is read as Flink's megabyte. */
const OTHER_UNITS: readonly Unit[] = [
  { size: TEBIBYTES.size, labels: ['ti', 'tib', 'tebibyte', 'terabyte', 'terabytes', 'tbyte', 'tbytes'] },
  { size: GIBIBYTES.size, labels: ['gi', 'gib', 'gibibyte', 'gigabyte', 'gigabytes', 'gbyte', 'gbytes', 'gig', 'gigs'] },
  { size: MEBIBYTES.size, labels: ['mi', 'mib', 'mebibyte', 'megabyte', 'megabytes', 'mbyte', 'mbytes', 'meg', 'megs'] },
  { size: KIBIBYTES.size, labels: ['ki', 'kib', 'kibibyte', 'kilobyte', 'kilobytes', 'kbyte', 'kbytes'] },
  { size: BYTES.size, labels: ['byte'] },
];

/** A whole number and a unit; a number without a unit is in bytes. */
export const MEMORY_SIZE: ValueSyntax<number> = { read, repairs };

function read(text: string): ParsedValue<number> {
  const { number, label } = quantity(text);
  const bytes = readMemorySize(text);
  if (bytes !== undefined) {
    const size = accepted(Number(bytes), formatMemorySize(bytes));
    return label === '' && bytes !== 0n ? withoutUnit(size, 'bytes', bytes >= MEBIBYTES.size, `${number}b`, `${number}m`) : size;
  }
  const spelledRight = number !== '' && (label === '' || unitOf(label, MEMORY_UNITS) !== undefined);
  return refused(spelledRight ? `at most ${MAX_MEMORY_SIZE} bytes` : "a whole number and a unit (b, k, m, g or t), such as '1536m'");
}

/** `1600Mi` becomes 1600m; `1.5g` becomes 1536m, since Flink does not support fractions. */
function repairs(text: string): string[] {
  const match = /^([\d.,]+)\s*([a-z]*)$/.exec(text.trim().toLowerCase().replace(/_/g, ''));
  const fraction = match && decimalFraction(match[1]);
  const written = match && unitOf(match[2], [...MEMORY_UNITS, ...OTHER_UNITS]);
  if (!fraction || !written) return [];
  const scaled = fraction.digits * written.size;
  const bytes = scaled / fraction.divisor;
  if (bytes === 0n && scaled !== 0n) return [];
  // in the given unit, or the next smaller unit that divides the value evenly; otherwise rounded down to mebibytes
  const even = MEMORY_UNITS.find(({ size }) => size <= written.size && scaled % (fraction.divisor * size) === 0n);
  const unit = even ?? (bytes < MEBIBYTES.size ? BYTES : MEBIBYTES);
  return [`${bytes / unit.size}${unit.labels[0]}`];
}
