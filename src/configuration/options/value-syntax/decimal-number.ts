import { javaTrim } from './java-text';
import { accepted, refused, ValueSyntax } from './parsed-value';

/** Java also accepts its type suffixes, as in `0.5f`. */
const DECIMAL = /^([-+]?)(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)[fFdD]?$/;
const HEXADECIMAL = /^([-+]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([-+]?\d+)[fFdD]?$/;
const NAMED = /^([-+]?)(NaN|Infinity)$/;

/** Java's floating point numbers; `round` converts a JavaScript number to the nearest one of the type. */
export function decimalNumber(round: (value: number) => number): ValueSyntax<number> {
  return {
    read(text) {
      const exact = javaDecimal(javaTrim(text));
      if (exact === undefined) return refused('a decimal number with a point, such as 0.7');
      const value = round(exact);
      const remark = Number.isFinite(value) ? undefined : `Flink reads ${text} as ${value}; write a finite number`;
      return accepted(value, shortest(value, round), remark);
    },
    repairs,
  };
}

function javaDecimal(text: string): number | undefined {
  const decimal = DECIMAL.exec(text) ?? NAMED.exec(text);
  if (decimal) return signed(decimal[1], Number(decimal[2]));
  const hexadecimal = HEXADECIMAL.exec(text);
  if (!hexadecimal || !(hexadecimal[2] + hexadecimal[3])) return undefined;
  const [, sign, whole, fraction, power] = hexadecimal;
  return signed(sign, scaled(Number(BigInt(`0x${whole}${fraction}`)), Number(power) - 4 * fraction.length));
}

function signed(sign: string, value: number): number {
  return sign === '-' ? -value : value;
}

/** `value` times a power of two, in steps that stay within the range of a double. */
function scaled(value: number, power: number): number {
  let rest = Math.max(-4000, Math.min(4000, power));
  let result = value;
  while (rest !== 0) {
    const step = Math.max(-1000, Math.min(1000, rest));
    result *= 2 ** step;
    rest -= step;
  }
  return result;
}

/** The shortest decimal that the type reads as the same value: 0.1, not 0.10000000149011612 as stored in a float. */
function shortest(value: number, round: (value: number) => number): string {
  if (Object.is(value, -0)) return '-0.0';
  for (let digits = 1; digits < 17; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (round(candidate) === value) return String(candidate);
  }
  return String(value);
}

/** Handles `0,7`, `70%` and digits grouped with underscores. */
function repairs(text: string): (string | undefined)[] {
  const bare = text.trim();
  const percent = /^(\d+(?:[.,]\d+)?)\s*%$/.exec(bare);
  return [
    bare.replace(/_/g, ''),
    /^[-+]?\d*,\d+$/.test(bare) ? bare.replace(',', '.') : undefined,
    percent ? String(Number(percent[1].replace(',', '.')) / 100) : undefined,
  ];
}
