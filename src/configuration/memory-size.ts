/** The largest size that Flink can hold: a Java `long` of bytes. */
export const MAX_MEMORY_SIZE = 2n ** 63n - 1n;

export const MEBIBYTE = 2n ** 20n;

interface MemoryUnit {
  readonly bytes: bigint;
  /** How we write it in a configuration. */
  readonly suffix: string;
  /** How Flink prints it. */
  readonly printed: string;
  /** How people read it. */
  readonly human: string;
  readonly spellings: string[];
}

/** Largest first. Every unit is a power of 1024, however it is spelled. */
const UNITS: MemoryUnit[] = [
  { bytes: 2n ** 40n, suffix: 't', printed: 'tb', human: 'TiB', spellings: ['t', 'tb', 'tebibytes'] },
  { bytes: 2n ** 30n, suffix: 'g', printed: 'gb', human: 'GiB', spellings: ['g', 'gb', 'gibibytes'] },
  { bytes: MEBIBYTE, suffix: 'm', printed: 'mb', human: 'MiB', spellings: ['m', 'mb', 'mebibytes'] },
  { bytes: 2n ** 10n, suffix: 'k', printed: 'kb', human: 'KiB', spellings: ['k', 'kb', 'kibibytes'] },
  { bytes: 1n, suffix: 'b', printed: 'bytes', human: 'bytes', spellings: ['', 'b', 'bytes'] },
];

// Java trims up to and including U+0020; JavaScript's \s knows more blanks than that.
const SIZE = /^[\0- ]*([0-9]+)[\0- ]*([^\0- ]*)[\0- ]*$/;
const ALMOST_A_SIZE = /^\s*([0-9]+)(?:\.([0-9]{1,3}))?\s*([kmgt])i?b?\s*$/i;

/**
 * The bytes of a size in Flink's syntax: whole digits, then optionally a unit.
 *
 * @throws if Flink would refuse the text; the message ends the sentence "<key> ..."
 */
export function parseMemorySize(text: string): bigint {
  const match = SIZE.exec(text);
  const unit = match && UNITS.find(({ spellings }) => spellings.includes(match[2].toLowerCase()));
  if (!unit) throw new Error(`is '${text}', which is not a size in Flink's syntax${suggestion(text)}`);
  const bytes = BigInt(match[1]) * unit.bytes;
  if (bytes > MAX_MEMORY_SIZE) throw new Error(`is '${text}', which is more than Flink can hold: at most ${MAX_MEMORY_SIZE} bytes`);
  return bytes;
}

/** The shortest exact spelling that `parseMemorySize` reads back: `4g`, `1536m`, `603979777b`. */
export function formatMemorySize(bytes: bigint): string {
  const unit = exactUnit(bytes);
  return `${bytes / unit.bytes}${unit.suffix}`;
}

/** The size as Flink itself prints it, for instance where the operator rewrites a value: `4 gb`, `1536 mb`, `1 bytes`. */
export function printMemorySize(bytes: bigint): string {
  const unit = exactUnit(bytes);
  return `${bytes / unit.bytes} ${unit.printed}`;
}

/** The size for a sentence: `3.35 GiB (3597035104 bytes)`. */
export function describeMemorySize(bytes: bigint): string {
  const unit = UNITS.find((u) => bytes >= u.bytes);
  if (!unit || unit.bytes === 1n) return `${bytes} bytes`;
  const hundredths = (bytes * 100n + unit.bytes / 2n) / unit.bytes;
  return `${Number(hundredths) / 100} ${unit.human} (${bytes} bytes)`;
}

function exactUnit(bytes: bigint): MemoryUnit {
  return UNITS.find((u) => bytes > 0n && bytes % u.bytes === 0n) ?? UNITS[UNITS.length - 1];
}

/** Kubernetes' spelling and decimals are what people write most. */
function suggestion(text: string): string {
  const match = ALMOST_A_SIZE.exec(text);
  if (!match) return ": write whole digits and a unit, such as '4g' or '4096m'";
  const [, whole, decimals = '', letter] = match;
  const unit = UNITS.find(({ suffix }) => suffix === letter.toLowerCase())!;
  const bytes = BigInt(whole + decimals) * unit.bytes / 10n ** BigInt(decimals.length);
  // A decimal that is no whole number of MiB gets the MiB below it.
  const written = decimals && bytes >= MEBIBYTE ? bytes - bytes % MEBIBYTE : bytes;
  return `. Did you mean '${formatMemorySize(written)}'?`;
}
