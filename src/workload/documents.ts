import { Document, isMap as isMapNode, isSeq, LineCounter, parseAllDocuments, visit as visitNodes } from 'yaml';
import { rememberText } from './bulky';
import { quickLine } from './quick-lines';
import { quickValue } from './quick-value';

/** One parsed document of a text. */
export interface ReadDocument {
  readonly object: any;
  /** The line of the value at a path, or of its nearest ancestor that is written. */
  lineOf(steps: readonly (string | number)[]): number;
}

/** Why a document cannot be parsed, and where. */
export interface UnreadableDocument {
  readonly line: number;
  readonly column?: number;
  readonly message: string;
}

/**
 * Parses a text with one or more YAML documents; JSON is YAML.
 *
 * @param whole whether long objects whose content no guideline reads are parsed completely
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

/** The documents of a text, each with the number of lines before it. */
function* documentsOf(text: string): Generator<{ readonly text: string; readonly line: number }> {
  let begin = 0;
  let line = 0;
  // Only the end of a document can begin a line with these three characters. A directive belongs to the document after them.
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

/** Objects that may be very long, and of which guidelines read only kind and metadata. */
const BULKY = /^kind: *(PrometheusRule|ConfigMap|Secret|CustomResourceDefinition) *\r?$/m;
const LONG = 8 * 1024;

/** The head of a bulky document with its kind and metadata. The rest is not parsed, since that takes most of the time. */
function headOf(document: string): string | undefined {
  if (document.length < LONG || !BULKY.test(document)) return undefined;
  const blocks = document.split(/^(?=[^\s#-])/m).filter((block) => /^(apiVersion|kind|metadata):/.test(block));
  return blocks.length === 3 ? blocks.join('') : undefined;
}

/** A template action in place of a YAML value or on a line of its own. In quotes it is a string, and is checked as such. */
const HELM_ACTION = /^[ -]*(?:[\w.-]+: *)?\{\{/m;
const OF_FLINK = /^apiVersion: *["']?flink\.apache\.org\//m;

/** The position of a template action in a Flink object. */
function templateIn(text: string): number | undefined {
  return OF_FLINK.test(text) ? HELM_ACTION.exec(text)?.index : undefined;
}

/** Whether such an action changes the meaning of the YAML: it is invalid, or a map becomes a key. */
function isBrokenByTemplate(document: Document.Parsed): boolean {
  let isKey = false;
  visitNodes(document, { Pair: (_, { key }) => { isKey ||= isMapNode(key); } });
  return document.errors.length > 0 || isKey;
}

/** Usually one document: `...` also ends a document, and more may follow. */
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
      // An alias without an anchor, or so many aliases that they exhaust the memory.
      yield { line: before + lineIn(text, i, []), message: (unresolved as Error).message };
    }
  }
}

/** Whether a value contains itself. */
function containsItself(value: any, parents: readonly any[] = [], whole = new Set<any>()): boolean {
  if (typeof value !== 'object' || value === null || whole.has(value)) return false;
  if (parents.includes(value)) return true;
  const found = Object.values(value).some((child) => containsItself(child, [...parents, value], whole));
  // a node with several aliases is visited once
  if (!found) whole.add(value);
  return found;
}

interface Parsed {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
}

/** The most recently parsed texts. A parsed document needs many times the memory of its text, and line numbers of most documents are never needed. */
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

/** The line, from 1, of the value at a path in one of the documents of a text, or of its nearest ancestor that is written. */
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
