// Java's grammar of decimal floating point, without its hexadecimal form, which nobody writes a fraction in.
const FLOATING_POINT = /^[\0- ]*(?:([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?|([+-]?(?:NaN|Infinity)))[\0- ]*$/;

/** The number that Java's `Double.parseDouble` reads, or undefined where it refuses the text. */
export function parseDouble(text: string): number | undefined {
  const match = FLOATING_POINT.exec(text);
  return match ? Number(match[1] ?? match[2]) : undefined;
}

/**
 * The number that Java's `Float.parseFloat` reads. Flink's fractions are floats that it widens to doubles:
 * its 0.1 is 0.10000000149011612, and the difference is visible in the bytes.
 */
export function parseFloat32(text: string): number | undefined {
  const double = parseDouble(text);
  return double === undefined ? undefined : Math.fround(double);
}

/**
 * `floor(bytes * factor)` without rounding in between: Flink multiplies the decimal digits that the double prints as.
 * Plain doubles are off by bytes from a few GiB on.
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
