import { isJavaWhitespace, javaTrim } from './java-text';

/**
 * Splits at a delimiter outside of quotes, as Flink does. A part may be quoted with `'` or `"`; a doubled quote inside is a literal quote, and a
 * quote is only recognized at the beginning of a part. Blanks around a part are removed. Empty parts are removed at both ends, and kept in between.
 * Undefined if a quote is not closed, or is followed by anything but a delimiter.
 */
export function splitStructured(text: string, delimiter: string): string[] | undefined {
  const parts: string[] = [];
  let afterPart = false;
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === delimiter) {
      if (text[at + 1] === undefined) break;
      const next = skipBlanks(text, at + 1, delimiter);
      if (text[next] === delimiter) parts.push('');
      afterPart = false;
      at = next;
    } else if (char === '"' || char === "'") {
      const part = afterPart ? undefined : quotedPart(text, at, char);
      if (!part) return undefined;
      parts.push(part.text);
      afterPart = true;
      at = skipBlanks(text, part.end, delimiter);
    } else if (isJavaWhitespace(char)) {
      at++;
    } else {
      if (afterPart) return undefined;
      const found = text.indexOf(delimiter, at);
      const end = found < 0 ? text.length : found;
      parts.push(javaTrim(text.slice(at, end)));
      afterPart = true;
      at = end;
    }
  }
  return parts;
}

/** Joins parts so that `splitStructured` returns them again. */
export function joinStructured(parts: readonly string[], delimiter: string, quoteAll = false): string {
  return parts.map((part) => (quoteAll || needsQuotes(part, delimiter) ? quoted(part) : part)).join(delimiter);
}

function needsQuotes(part: string, delimiter: string): boolean {
  return part === '' || part.includes(delimiter) || /^["']/.test(part) || javaTrim(part) !== part || isJavaWhitespace(part[0]);
}

function quoted(part: string): string {
  return `'${part.replace(/'/g, "''")}'`;
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && isJavaWhitespace(text[at])) at++;
  return at;
}

/** The quoted part that begins at `start`, and its end. */
function quotedPart(text: string, start: number, quote: string): { text: string; end: number } | undefined {
  let part = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== quote) {
      part += text[at];
    } else if (text[at + 1] === quote) {
      part += text[at++];
    } else {
      return { text: part, end: at + 1 };
    }
  }
  return undefined;
}
