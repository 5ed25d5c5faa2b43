import { Size } from 'cdk8s';

/** The suffixes of decimal quantities below one, from the smallest. */
const DECIMAL = ['n', 'u', 'm', ''];
const NANO = 9;

/** An amount of CPUs in Kubernetes notation: `1500m`. Rounded up to a billionth. */
export function cpuQuantity(amount: number): string {
  let [digits, suffix] = [nanos(amount), 0];
  while (suffix < DECIMAL.length - 1 && digits % 1000n === 0n) [digits, suffix] = [digits / 1000n, suffix + 1];
  return `${digits}${DECIMAL[suffix]}`;
}

/** Whole mebibytes in Kubernetes notation: `4Gi`. */
export function memoryQuantity(mebibytes: number): string {
  const suffixes = ['Mi', 'Gi', 'Ti', 'Pi'];
  let [amount, suffix] = [mebibytes, 0];
  while (amount !== 0 && suffix < suffixes.length - 1 && amount % 1024 === 0) [amount, suffix] = [amount / 1024, suffix + 1];
  return `${amount}${suffixes[suffix]}`;
}

/** Computed from the decimal text, because products of doubles are inexact. */
function nanos(amount: number): bigint {
  const [digits, exponent] = amount.toExponential().split('e');
  const [whole, fraction = ''] = digits.split('.');
  const shift = NANO + Number(exponent) - fraction.length;
  const number = BigInt(whole + fraction);
  if (shift >= 0) return number * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (number + divisor - 1n) / divisor;
}

/** A size as a Kubernetes quantity, whole. */
export function quantity(size: Size): string {
  const kibibytes = size.toKibibytes();
  for (const [unit, factor] of [['Gi', 1024 ** 2], ['Mi', 1024]] as [string, number][]) {
    if (kibibytes % factor === 0 && kibibytes !== 0) return `${kibibytes / factor}${unit}`;
  }
  return `${kibibytes}Ki`;
}

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const POWERS_OF_TEN: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** The number of a Kubernetes quantity; undefined if it is invalid. */
export function amountOf(quantityText: unknown): number | undefined {
  const [, number, binary, decimal, exponent] = QUANTITY.exec(String(quantityText)) ?? [];
  if (number === undefined) return undefined;
  if (binary !== undefined) return Number(number) * 1024 ** (BINARY.indexOf(binary) + 1);
  return Number(`${number}e${exponent ?? POWERS_OF_TEN[decimal] ?? 0}`);
}
