/** Text handling as in Java: whether Flink accepts a value depends on some differences between Java and JavaScript. */

/** Java's `trim` removes all characters up to U+0020 and no others, such as a no-break space. */
export function javaTrim(text: string): string {
  return text.replace(/^[\0- ]+|[\0- ]+$/g, '');
}

/** Java does not count the no-break spaces as white space, but does count the separators U+001C to U+001F. */
export function isJavaWhitespace(char: string): boolean {
  return /[\t-\r\x1c-\x1f]|(?![\u00a0\u2007\u202f])[\p{Zs}\p{Zl}\p{Zp}]/u.test(char);
}

/**
 * A whole number as parsed by Java's `parseInt` and `parseLong`, without a range check: an optional sign, then decimal digits of any script in the
 * basic plane.
 */
export function javaWholeNumber(text: string): bigint | undefined {
  if (!/^[-+]?\p{Nd}+$/u.test(text) || /[\ud800-\udfff]/.test(text)) return undefined;
  const digits = BigInt(text.replace(/^[-+]/, '').replace(/\P{ASCII}/gu, digitValue));
  return text.startsWith('-') ? -digits : digits;
}

/** The digits of a script are contiguous, beginning with zero. */
function digitValue(digit: string): string {
  let distance = 0;
  while (/\p{Nd}/u.test(String.fromCharCode(digit.charCodeAt(0) - distance - 1))) distance++;
  return String(distance);
}
