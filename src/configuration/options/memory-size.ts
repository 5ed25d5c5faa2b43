import { largestUnit, quantity, Unit, unitOf } from './value-syntax/units';

/** The largest size that Flink can hold: a Java `long` of bytes. */
export const MAX_MEMORY_SIZE = 2n ** 63n - 1n;

export const MEBIBYTE = 2n ** 20n;

/**
 * From large to small; every unit is a power of 1024, in all spellings. The first label is the one that this library writes, the second the one that
 * Flink prints.
 */
export const MEMORY_UNITS: readonly (Unit & { readonly human: string })[] = [
  { size: 2n ** 40n, labels: ['t', 'tb', 'tebibytes'], human: 'TiB' },
  { size: 2n ** 30n, labels: ['g', 'gb', 'gibibytes'], human: 'GiB' },
  { size: MEBIBYTE, labels: ['m', 'mb', 'mebibytes'], human: 'MiB' },
  { size: 2n ** 10n, labels: ['k', 'kb', 'kibibytes'], human: 'KiB' },
  { size: 1n, labels: ['b', 'bytes'], human: 'bytes' },
];
const BYTES = MEMORY_UNITS[MEMORY_UNITS.length - 1];

/** The bytes of a size in Flink's syntax: digits and an optional unit; undefined if Flink rejects the text. */
export function readMemorySize(text: string): bigint | undefined {
  const { number, label } = quantity(text);
  const unit = label === '' ? BYTES : unitOf(label, MEMORY_UNITS);
  if (number === '' || !unit) return undefined;
  const bytes = BigInt(number) * unit.size;
  return bytes > MAX_MEMORY_SIZE ? undefined : bytes;
}

/** The shortest exact spelling that Flink accepts: `4g`, `1536m`, `603979777b`. */
export function formatMemorySize(bytes: bigint): string {
  const unit = exactUnit(bytes);
  return `${bytes / unit.size}${unit.labels[0]}`;
}

/** The size as Flink itself prints it, for instance if the operator rewrites a value: `4 gb`, `1536 mb`, `1 bytes`. */
export function printMemorySize(bytes: bigint): string {
  const unit = exactUnit(bytes);
  return `${bytes / unit.size} ${unit.labels[1]}`;
}

/** The size as text for a message: `3.35 GiB (3597035104 bytes)`. */
export function describeMemorySize(bytes: bigint): string {
  const unit = MEMORY_UNITS.find(({ size }) => bytes >= size) ?? BYTES;
  if (unit === BYTES) return `${bytes} bytes`;
  const hundredths = (bytes * 100n + unit.size / 2n) / unit.size;
  return `${Number(hundredths) / 100} ${unit.human} (${bytes} bytes)`;
}

function exactUnit(bytes: bigint): Unit {
  return bytes === 0n ? BYTES : largestUnit(bytes, MEMORY_UNITS);
}
