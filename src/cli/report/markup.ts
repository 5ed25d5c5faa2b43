/** Markup that is safe to insert into a page unchanged. */
export class Markup {
  constructor(public readonly text: string) {}
}

/** A value as markup, for text and for attributes in double quotes: it is escaped, unless it is markup already. */
export function asMarkup(value: unknown): string {
  if (value instanceof Markup) return value.text;
  return String(value).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Marks code in a sentence: text in backquotes, and text with the form of a key, a path or a URL. Code may be broken at any character,
 * so that a long key fits a narrow screen; words are never broken.
 */
export function prose(sentence: string): Markup {
  let markup = '';
  let end = 0;
  for (const match of sentence.matchAll(CODE)) {
    const [whole, quoted = whole] = match;
    markup += `${asMarkup(sentence.slice(end, match.index))}<code>${asMarkup(quoted)}</code>`;
    end = match.index + whole.length;
  }
  return new Markup(markup + asMarkup(sentence.slice(end)));
}

/** Longer words do not fit a narrow screen without a line break. */
const LONGEST_WORD = 22;

const CODE = new RegExp([
  '`([^`]+)`',
  // a URL
  '\\b\\w+://[^\\s"]*[\\w/]',
  // a path, and a dotted name before a slash, such as an image or an annotation
  '(?<![\\w./<>])/(?:[\\w.-]+/)*[\\w.-]*\\w(?::\\d+)?',
  '\\b[\\w-]+(?:\\.[\\w-]+)+/[\\w./:-]*\\w',
  // a dotted name
  '\\b[A-Za-z][\\w-]+(?:\\.[\\w-]+)*\\.[\\w$-]*\\w{2}\\b',
  `[^\\s"(][^\\s"]{${LONGEST_WORD - 1},}[^\\s".,;:)]`,
].join('|'), 'g');
