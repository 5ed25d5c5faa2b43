import * as fs from 'fs';
import * as path from 'path';
import { Document, isMap as isMapNode, isSeq, LineCounter, parseAllDocuments, visit as visitNodes } from 'yaml';
import { rememberText } from './bulky';
import { isMap } from '../kubernetes/is-map';

/** One object of a manifest set. */
export interface Manifest {
  /** The file it stands in; `-` for standard input. */
  readonly file: string;
  /** The object. */
  readonly object: any;
  /** The line on which the value at a path stands, or the nearest ancestor that is written. */
  lineOf(steps: readonly string[]): number;
}

/** What cannot be read, and where. */
export interface UnreadableInput {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** All objects below some paths, and what could not be read: one broken file keeps none of the others from being read. */
export interface ManifestSet {
  readonly manifests: Manifest[];
  readonly unreadable: UnreadableInput[];
}

/** What was read below each of several paths. */
export interface ReadPaths extends ManifestSet {
  /** By the position of the path. */
  readonly found: readonly (readonly Manifest[])[];
}

const MANIFEST_FILE = /\.(ya?ml|json)$/;

/**
 * Reads files, folders with all that is below them, or `-` for standard input.
 */
export function readManifests(paths: readonly string[]): ReadPaths {
  const files = new Map<string, ManifestSet>();
  const found = paths.map((given) => {
    const below = given === '-' ? [given] : filesBelow(given, true);
    return below.flatMap((each) => {
      const file = typeof each === 'string' ? each : each.file;
      // a path may lie in another: its file is read once
      const key = given === '-' ? given : path.resolve(file);
      const set = files.get(key) ?? (typeof each === 'string' ? readFile(file) : { manifests: [], unreadable: [each] });
      files.set(key, set);
      return set.manifests;
    });
  });
  const sets = [...files.values()];
  return { manifests: sets.flatMap(({ manifests }) => manifests), unreadable: sets.flatMap(({ unreadable }) => unreadable), found };
}

/** The files of a path, and what of it there is not. */
function filesBelow(file: string, asked: boolean): (string | UnreadableInput)[] {
  try {
    if (fs.statSync(file).isDirectory()) return fs.readdirSync(file).sort().flatMap((name) => filesBelow(path.join(file, name), false));
    return asked || MANIFEST_FILE.test(file) ? [file] : [];
  } catch (error) {
    return [unreadableInput(file, error)];
  }
}

function readFile(file: string): ManifestSet {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  try {
    readText(set, file, fs.readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    set.unreadable.push(unreadableInput(file, error));
  }
  return set;
}

function unreadableInput(file: string, error: unknown): UnreadableInput {
  const { code, message } = error as NodeJS.ErrnoException;
  return { file, message: code === 'ENOENT' ? 'there is no such file or folder' : message };
}

/** Reads a text of one or more YAML documents; JSON is YAML. */
export function readText(set: ManifestSet, file: string, text: string): void {
  for (const part of documentsOf(text)) {
    const head = headOf(part.text);
    const before = set.manifests.length;
    readDocuments(set, file, head ?? part.text, part.line);
    if (head !== undefined) for (const { object } of set.manifests.slice(before)) rememberText(object, part.text);
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

/** Where the action of a template stands that makes another thing of the YAML than was meant: no YAML at all, or a map for a key. */
function templateIn(document: Document.Parsed, text: string): number | undefined {
  const action = OF_FLINK.test(text) ? HELM_ACTION.exec(text) : null;
  if (!action) return undefined;
  let isKey = false;
  visitNodes(document, { Pair: (_, { key }) => { isKey ||= isMapNode(key); } });
  return document.errors.length > 0 || isKey ? action.index : undefined;
}

/** Usually one: `...` ends a document, too, and more may follow. */
function readDocuments(set: ManifestSet, file: string, text: string, before: number): void {
  const lines = new LineCounter();
  for (const document of parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true })) {
    const template = templateIn(document, text);
    if (template !== undefined) {
      const line = before + text.slice(0, template).split('\n').length;
      set.unreadable.push({ file, line, message: 'this is a Helm template that is not rendered. Render it first: helm template <chart> | cdk8s-flink check -' });
      continue;
    }
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      set.unreadable.push({ file, line: before + line, column: col, message: error.message });
      continue;
    }
    const where = new Lines(document, lines, before);
    try {
      addObjects(set, file, document.toJS(), where, []);
    } catch (unresolved) {
      // An alias of nothing, or so many of them that they fill the memory.
      set.unreadable.push({ file, line: where.of([]), message: (unresolved as Error).message });
    }
  }
}

function addObjects(set: ManifestSet, file: string, object: any, lines: Lines, at: readonly (string | number)[]): void {
  if (typeof object !== 'object' || object === null) return;
  if (isList(object)) {
    const items: any[] = Array.isArray(object.items) ? object.items : [];
    items.forEach((item, i) => addObjects(set, file, ofList(item, object), lines, [...at, 'items', i]));
  } else {
    set.manifests.push({ file, object, lineOf: (steps) => lines.of([...at, ...steps]) });
  }
}

/** A List, or that of a kind, such as the FlinkDeploymentList that the API server answers with. */
function isList({ kind, items }: any): boolean {
  return kind === LIST || (typeof kind === 'string' && kind.endsWith(LIST) && Array.isArray(items));
}

/** What a list of one kind has need not say its kind. */
function ofList(item: any, { apiVersion, kind }: any): any {
  if (kind === LIST || !isMap(item) || item.kind !== undefined) return item;
  return { apiVersion, kind: kind.slice(0, -LIST.length), ...item };
}

const LIST = 'List';

/** Finds lines in a document. */
class Lines {
  constructor(private readonly document: Document, private readonly counter: LineCounter, private readonly before: number) {}

  public of(steps: readonly (string | number)[]): number {
    let node: any = this.document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const step of steps) {
      const pair = isMapNode(node) ? node.items.find(({ key }: any) => String(key?.value ?? key) === String(step)) : undefined;
      const next: any = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
      if (next === undefined) break;
      offset = (pair?.key as any)?.range?.[0] ?? next?.range?.[0] ?? offset;
      node = next;
    }
    return this.before + this.counter.linePos(offset).line;
  }
}

function textOf(element: unknown): string {
  return typeof element === 'object' ? JSON.stringify(element) : String(element);
}

/**
 * A FlinkDeployment's `flinkConfiguration` as the operator reads it: nested maps are dotted keys, lists are joined by semicolons,
 * values are their text, and nothing is the text `null`.
 */
export function flatConfiguration(configuration: any): { [key: string]: string } {
  const flat: { [key: string]: string } = {};
  const visit = (value: any, key: string): void => {
    if (isMap(value)) {
      for (const [name, child] of Object.entries(value)) visit(child, key ? `${key}.${name}` : name);
    } else if (key && !(Array.isArray(value) && value.length === 0)) {
      flat[key] = Array.isArray(value) ? value.map(textOf).join(';') : String(value);
    }
  };
  visit(configuration, '');
  return flat;
}
