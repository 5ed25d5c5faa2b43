import { javaTrim } from './java-text';

export interface Unit {
  /** The number of smallest units in one unit. */
  readonly size: bigint;
  /** In lower case; the first one is written by this library. */
  readonly labels: readonly string[];
}

export interface Quantity {
  readonly number: string;
  /** In lower case, without surrounding blanks; may be empty. */
  readonly label: string;
}

/** Splits `60 s` into its number, in ASCII digits, and its unit; a text that does not begin with a digit has no number. */
export function quantity(text: string): Quantity {
  const trimmed = javaTrim(text);
  const number = /^[0-9]*/.exec(trimmed)![0];
  return { number, label: javaTrim(trimmed.slice(number.length)).toLowerCase() };
}

export function unitOf(label: string, units: readonly Unit[]): Unit | undefined {
  return units.find((unit) => unit.labels.includes(label));
}

/** The largest unit of which `amount` is a whole number; `units` go from large to small. */
export function largestUnit(amount: bigint, units: readonly Unit[]): Unit {
  return units.find((unit) => amount % unit.size === 0n) ?? units[units.length - 1];
}

/** `1.5` as the whole number 15 and the power of ten as divisor; undefined for anything but digits and one point. */
export function decimalFraction(text: string): { readonly digits: bigint; readonly divisor: bigint } | undefined {
  const match = /^(\d*)[.,]?(\d*)$/.exec(text);
  if (!match || !(match[1] + match[2])) return undefined;
  return { digits: BigInt(match[1] + match[2]), divisor: 10n ** BigInt(match[2].length) };
}
