import { javaWholeNumber } from './java-text';
import { accepted, refused, ValueSyntax } from './parsed-value';

/** Java's whole numbers with this number of bits: digits with an optional sign. */
export function wholeNumber(bits: number): ValueSyntax<number> {
  const min = -(2n ** BigInt(bits - 1));
  const max = -min - 1n;
  return {
    read(text) {
      const value = javaWholeNumber(text);
      if (value === undefined) return refused('a whole number in digits, such as 10');
      if (value < min || value > max) return refused(`a whole number from ${min} to ${max}`);
      return accepted(Number(value), String(value));
    },
    repairs,
  };
}

/** `1_000` and `1,000`, a Java suffix, hexadecimal, and decimals or powers of ten that are whole numbers. */
function repairs(text: string): (string | undefined)[] {
  const bare = text.trim().replace(/[lL]$/, '').replace(/_|,(?=\d{3}(?!\d))/g, '');
  return [bare, wholeValue(bare)];
}

function wholeValue(text: string): string | undefined {
  const value = text === '' ? NaN : Number(text);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
