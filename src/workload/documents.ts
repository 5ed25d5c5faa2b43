import { Document, isMap as isMapNode, isSeq, LineCounter, parseAllDocuments, visit as visitNodes } from 'yaml';
import { rememberText } from './bulky';
import { quickLine } from './quick-lines';
import { quickValue } from './quick-value';

/** What one document of a text says. */
export interface ReadDocument {
  readonly object: any;
  /** The line on which the value at a path stands, or the nearest ancestor that is written. */
  lineOf(steps: readonly (string | number)[]): number;
}

/** Why a document cannot be read, and where. */
export interface UnreadableDocument {
  readonly line: number;
  readonly column?: number;
  readonly message: string;
}

/**
 * Reads a text of one or more YAML documents; JSON is YAML.
 *
 * @param whole whether long objects of which no guideline reads the content are read, too
 */
export function* readDocuments(text: string, whole = false): Generator<ReadDocument | UnreadableDocument> {
  for (const part of documentsOf(text)) {
    const head = whole ? undefined : headOf(part.text);
    for (const read of readPart(head ?? part.text, part.line)) {
      if (head !== undefined && 'object' in read && typeof read.object === 'object' && read.object !== null) rememberText(read.object, part.text);
      yield read;
    }
  }
}

/** Documents of a text, each with the line before its first. */
function* documentsOf(text: string): Generator<{ readonly text: string; readonly line: number }> {
  let begin = 0;
  let line = 0;
  // Nothing but the end of a document can begin a line with these three. A directive belongs to what comes after them.
  const ends = /^%/m.test(text) ? [] : text.matchAll(/^---(?=\s|$)/gm);
  for (const { index } of ends) {
    if (index === begin) continue;
    const document = text.slice(begin, index);
    yield { text: document, line };
    line += document.split('\n').length - 1;
    begin = index;
  }
  yield { text: text.slice(begin), line };
}

/** Objects that may be very long, and of which no guideline reads more than what they are called. */
const BULKY = /^kind: *(PrometheusRule|ConfigMap|Secret|CustomResourceDefinition) *\r?$/m;
const LONG = 8 * 1024;

/** The beginning of a bulky document: what it is and what it is called. Its rest is not looked at, which is most of the time that reading takes. */
function headOf(document: string): string | undefined {
  if (document.length < LONG || !BULKY.test(document)) return undefined;
  const blocks = document.split(/^(?=[^\s#-])/m).filter((block) => /^(apiVersion|kind|metadata):/.test(block));
  return blocks.length === 3 ? blocks.join('') : undefined;
}

/** An action of a template where YAML has a value or a line of its own. In quotes it is a text, and is judged as one. */
const HELM_ACTION = /^[ -]*(?:[\w.-]+: *)?\{\{/m;
const OF_FLINK = /^apiVersion: *["']?flink\.apache\.org\//m;

/** Where an action of a template stands in what is of Flink. */
function templateIn(text: string): number | undefined {
  return OF_FLINK.test(text) ? HELM_ACTION.exec(text)?.index : undefined;
}

/** Whether such an action makes another thing of the YAML than was meant: no YAML at all, or a map for a key. */
function isBrokenByTemplate(document: Document.Parsed): boolean {
  let isKey = false;
  visitNodes(document, { Pair: (_, { key }) => { isKey ||= isMapNode(key); } });
  return document.errors.length > 0 || isKey;
}

/** Usually one document: `...` ends one, too, and more may follow. */
function* readPart(text: string, before: number): Generator<ReadDocument | UnreadableDocument> {
  const template = templateIn(text);
  const quick = template === undefined ? quickValue(text) : undefined;
  if (quick !== undefined) {
    yield { object: quick, lineOf: (steps) => before + (quickLine(text, steps) ?? lineIn(text, 0, steps)) };
    return;
  }
  const { documents, lines } = parsed(text);
  for (const [i, document] of documents.entries()) {
    if (template !== undefined && isBrokenByTemplate(document)) {
      const line = before + text.slice(0, template).split('\n').length;
      yield { line, message: 'this is a Helm template that is not rendered. Render it first: helm template <chart> | cdk8s-flink check -' };
      continue;
    }
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      yield { line: before + line, column: col, message: error.message };
      continue;
    }
    try {
      const object = document.toJS();
      if (text.includes('*') && containsItself(object)) {
        yield { line: before + lineIn(text, i, []), message: 'an alias stands for a map that contains the alias itself, which cannot be resolved' };
        continue;
      }
      yield { object, lineOf: (steps) => before + lineIn(text, i, steps) };
    } catch (unresolved) {
      // An alias of nothing, or so many of them that they fill the memory.
      yield { line: before + lineIn(text, i, []), message: (unresolved as Error).message };
    }
  }
}

/** Whether a value is a part of itself. */
function containsItself(value: any, parents: readonly any[] = [], whole = new Set<any>()): boolean {
  if (typeof value !== 'object' || value === null || whole.has(value)) return false;
  if (parents.includes(value)) return true;
  const found = Object.values(value).some((child) => containsItself(child, [...parents, value], whole));
  // what stands in several places is looked at once
  if (!found) whole.add(value);
  return found;
}

interface Parsed {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
}

/** The texts that were parsed last. A parsed document takes many times the memory of its text, and most are never asked for a line. */
const RECENT = new Map<string, Parsed>();
const MOST_RECENT = 4;

function parsed(text: string): Parsed {
  let known = RECENT.get(text);
  if (!known) {
    const lines = new LineCounter();
    known = { documents: parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: 'error' }) as Document.Parsed[], lines };
    RECENT.set(text, known);
    if (RECENT.size > MOST_RECENT) RECENT.delete(RECENT.keys().next().value!);
  }
  return known;
}

/** The line of a text, from 1, on which the value at a path of one of its documents stands, or the nearest ancestor that is written. */
export function lineIn(text: string, document: number, steps: readonly (string | number)[]): number {
  const { documents, lines } = parsed(text);
  let node: any = documents[document].contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of steps) {
    const pair = isMapNode(node) ? node.items.find(({ key }: any) => String(key?.value ?? key) === String(step)) : undefined;
    const next: any = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    if (next === undefined) break;
    offset = (pair?.key as any)?.range?.[0] ?? next?.range?.[0] ?? offset;
    node = next;
  }
  return lines.linePos(offset).line;
}
