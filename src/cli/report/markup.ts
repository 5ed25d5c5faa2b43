/** Markup that is safe to put into a page as it is. */
export class Markup {
  constructor(public readonly text: string) {}
}

/** A value as markup, for text and for attributes in double quotes: it is escaped, unless it is markup already. */
export function asMarkup(value: unknown): string {
  if (value instanceof Markup) return value.text;
  return String(value).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A sentence, with what is code in it marked as such: what is quoted by backquotes, and what has the shape of a key, a path or a URL. Code may be
 * broken anywhere, so that a long key fits a narrow screen; words are never broken.
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

/** What no narrow screen has room for in one piece. */
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
