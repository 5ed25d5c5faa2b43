/** Markup that is safe to put into a page as it is. */
export class Markup {
  constructor(public readonly text: string) {}
}

type Piece = string | number | Markup | undefined | false | readonly Piece[];

/** A template of markup: what is put into it is text, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(strings.reduce((text, string, i) => text + string + (i < pieces.length ? render(pieces[i]) : ''), ''));
}

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join('');
  return String(piece).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
