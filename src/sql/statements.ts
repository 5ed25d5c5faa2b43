/** What a statement does in a script. */
export enum StatementKind {
  /** Starts a Flink job. */
  JOB = 'job',
  /** Starts a Flink job whose rows are only printed. */
  QUERY = 'query',
  /** Calls a procedure of a catalog, which may start a Flink job. */
  CALL = 'call',
  /** Sets an option for the following statements. */
  SET = 'set',
  /** Supported only by the interactive client. */
  CLIENT = 'client',
  /** Starts no job: it declares tables, functions or catalogs, or shows information. */
  OTHER = 'other',
}

/** One statement of a script. */
export interface Statement {
  readonly kind: StatementKind;
  /** The text without comments. */
  readonly text: string;
  /** The line on which the statement begins, from 1. */
  readonly line: number;
}

/** A script that Flink cannot split into statements. */
export interface Unfinished {
  /** What is not closed: a quote, a comment or a statement set. */
  readonly opened: string;
  readonly line: number;
}

/** A script as Flink parses it. */
export interface Script {
  readonly statements: readonly Statement[];
  readonly unfinished?: Unfinished;
}

/** First words of statements, with string literals and quoted names replaced by blanks. The first pattern that matches decides. */
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
 * Splits a script into statements as Flink does: at semicolons outside of quotes and comments. A statement set with its content is one statement,
 * since it becomes one job.
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

/** The key and value of a SET statement; RESET has no value. */
export function settingOf({ text }: Statement): { readonly key: string; readonly value?: string } | undefined {
  const [, quoted, bare, value] = /^(?:SET|RESET)\s+(?:'([^']*)'|([\w.-]+))\s*(?:=\s*'?((?:[^']|'')*)'?)?\s*$/is.exec(text) ?? [];
  const key = quoted ?? bare;
  return key === undefined ? undefined : { key, ...(value === undefined ? {} : { value: value.replace(/''/g, "'") }) };
}

/** The text between two semicolons. */
interface Piece {
  readonly text: string;
  /** The text in upper case, with quoted parts replaced by blanks. */
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
    // a comment separates words like a blank, and its line breaks are kept
    if (isQuote) add(part, part.replace(/[^\n]/g, ' '));
    else add(part.replace(/[^\n]/g, ' '));
    i = stop;
  }
  flush();
  return undefined;
}
