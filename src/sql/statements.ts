/** What a statement does when a script runs it. */
export enum StatementKind {
  /** It starts a Flink job. */
  JOB = 'job',
  /** It starts a Flink job whose rows are printed, and go nowhere else. */
  QUERY = 'query',
  /** It calls a procedure of a catalog, which may start a Flink job. */
  CALL = 'call',
  /** It changes an option for what follows. */
  SET = 'set',
  /** Only the interactive client knows it. */
  CLIENT = 'client',
  /** It starts no job: it declares tables, functions, catalogs, or shows something. */
  OTHER = 'other',
}

/** One statement of a script. */
export interface Statement {
  readonly kind: StatementKind;
  /** Its text, without comments. */
  readonly text: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/** A script that Flink cannot divide into statements. */
export interface Unfinished {
  /** What is never closed: a quote, a comment or a statement set. */
  readonly opened: string;
  readonly line: number;
}

/** A script as Flink reads it. */
export interface Script {
  readonly statements: readonly Statement[];
  readonly unfinished?: Unfinished;
}

/** First words of statements, with string literals and quoted names blanked. The first pattern that matches decides. */
const KINDS: readonly (readonly [pattern: RegExp, kind: StatementKind])[] = [
  [/^(EXECUTE\s+)?INSERT\b/, StatementKind.JOB],
  [/^(EXECUTE|BEGIN)\s+STATEMENT\s+SET\b/, StatementKind.JOB],
  [/^(COMPILE\s+AND\s+)?EXECUTE\s+PLAN\b/, StatementKind.JOB],
  [/^(UPDATE|DELETE|ANALYZE)\b/, StatementKind.JOB],
  [/^CALL\b/, StatementKind.CALL],
  [/^(CREATE(\s+OR\s+REPLACE)?|REPLACE)\s+TABLE\b.*\bAS\s+(SELECT|WITH|VALUES|TABLE)\b/s, StatementKind.JOB],
  [/^(EXECUTE\s+)?(\(*\s*SELECT|WITH|VALUES)\b/, StatementKind.QUERY],
  [/^(SET|RESET)\b/, StatementKind.SET],
  [/^(QUIT|EXIT|CLEAR|HELP|SOURCE)\b/, StatementKind.CLIENT],
];

const STATEMENT_SET = /^(EXECUTE|BEGIN)\s+STATEMENT\s+SET\b/;
const QUOTES = '\'"`';

/**
 * Divides a script into statements where Flink does: at semicolons outside of quotes and comments. A statement set with all that it encloses is one
 * statement, since it becomes one job.
 */
export function readScript(script: string): Script {
  const pieces: Piece[] = [];
  const unfinished = scan(script, pieces);
  const statements: Statement[] = [];
  let set: Piece[] = [];
  for (const piece of pieces) {
    if (set.length === 0 && !STATEMENT_SET.test(piece.words)) {
      statements.push(statementOf([piece]));
      continue;
    }
    set.push(piece);
    if (!/(^|;|\s)END$/.test(piece.words)) continue;
    statements.push(statementOf(set));
    set = [];
  }
  if (set.length === 0) return { statements, unfinished };
  return { statements: [...statements, statementOf(set)], unfinished: unfinished ?? { opened: 'a STATEMENT SET without END', line: set[0].line } };
}

/** The keys and values of SET statements; a RESET has no value. */
export function settingOf({ text }: Statement): { readonly key: string; readonly value?: string } | undefined {
  const [, quoted, bare, value] = /^(?:SET|RESET)\s+(?:'([^']*)'|([\w.-]+))\s*(?:=\s*'?((?:[^']|'')*)'?)?\s*$/is.exec(text) ?? [];
  const key = quoted ?? bare;
  return key === undefined ? undefined : { key, ...(value === undefined ? {} : { value: value.replace(/''/g, "'") }) };
}

/** What stands between two semicolons. */
interface Piece {
  readonly text: string;
  /** The text in capitals, with what is quoted blanked. */
  readonly words: string;
  readonly line: number;
}

function statementOf(pieces: readonly Piece[]): Statement {
  const [{ words, line }] = pieces;
  const kind = KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? StatementKind.OTHER;
  return { kind, line, text: pieces.map(({ text }) => text).join(';\n') };
}

function scan(script: string, pieces: Piece[]): Unfinished | undefined {
  let [text, words] = ['', ''];
  let line = 1;
  let begin = 0;
  const flush = () => {
    if (text.trim() !== '') pieces.push({ text: text.trim(), words: words.trim().toUpperCase(), line: begin });
    [text, words, begin] = ['', '', 0];
  };
  const add = (part: string, blanked: string = part) => {
    if (begin === 0 && part.trim() !== '') begin = line;
    text += part;
    words += blanked;
    line += part.split('\n').length - 1;
  };
  for (let i = 0; i < script.length;) {
    const [here, two] = [script[i], script.slice(i, i + 2)];
    const closing = QUOTES.includes(here) ? here : two === '/*' ? '*/' : two === '--' ? '\n' : undefined;
    if (closing === undefined) {
      if (here === ';') flush();
      else add(here);
      i++;
      continue;
    }
    const isQuote = closing === here;
    const end = script.indexOf(closing, i + (isQuote ? 1 : 2));
    if (end < 0 && closing !== '\n') {
      const unfinished = { opened: isQuote ? `a quote (${here})` : 'a comment (/*)', line };
      add(script.slice(i));
      flush();
      return unfinished;
    }
    const stop = end < 0 ? script.length : end + (closing === '\n' ? 0 : closing.length);
    const part = script.slice(i, stop);
    // a comment separates words as a blank does, and keeps its lines
    if (isQuote) add(part, part.replace(/[^\n]/g, ' '));
    else add(part.replace(/[^\n]/g, ' '));
    i = stop;
  }
  flush();
  return undefined;
}
