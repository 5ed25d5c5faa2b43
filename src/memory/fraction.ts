// Java's grammar of decimal floating-point numbers, without the hexadecimal form, which is not used for fractions.
const FLOATING_POINT = /^[\0- ]*(?:([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?|([+-]?(?:NaN|Infinity)))[\0- ]*$/;

/** The number that Java's `Double.parseDouble` returns; undefined if it rejects the text. */
export function parseDouble(text: string): number | undefined {
  const match = FLOATING_POINT.exec(text);
  return match ? Number(match[1] ?? match[2]) : undefined;
}

/**
 * The number that Java's `Float.parseFloat` returns. Flink's fractions are floats that are widened to doubles: 0.1 becomes 0.10000000149011612, which
 * changes the result in bytes.
 */
export function parseFloat32(text: string): number | undefined {
  const double = parseDouble(text);
  return double === undefined ? undefined : Math.fround(double);
}

/**
 * `floor(bytes * factor)` without intermediate rounding: Flink multiplies the decimal digits that the double prints as. With plain doubles the result
 * is wrong by some bytes from a few GiB on.
 *
 * @param factor a finite number, not negative
 */
export function multiplyExactly(bytes: bigint, factor: number): bigint {
  const [mantissa, exponent = '0'] = String(factor).split('e');
  const [whole, decimals = ''] = mantissa.split('.');
  const product = bytes * BigInt(whole + decimals);
  const scale = Number(exponent) - decimals.length;
  return scale >= 0 ? product * 10n ** BigInt(scale) : product / 10n ** BigInt(-scale);
}
