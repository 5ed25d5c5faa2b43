import * as fs from 'fs';
import * as path from 'path';
import { ReadDocument, readDocuments } from './documents';
import { isMap } from '../kubernetes/is-map';

/** One object of a manifest set. */
export interface Manifest {
  /** The file that contains it; `-` for standard input. */
  readonly file: string;
  /** The object. */
  readonly object: any;
  /** The line of the value at a path, or of its nearest ancestor that is written. */
  lineOf(steps: readonly string[]): number;
}

/** Input that cannot be read, and its location. */
export interface UnreadableInput {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** All objects below some paths, and input that could not be read: an invalid file does not prevent the others from being read. */
export interface ManifestSet {
  readonly manifests: Manifest[];
  readonly unreadable: UnreadableInput[];
}

/** The objects below each of several paths. */
export interface ReadPaths extends ManifestSet {
  /** By the index of the path. */
  readonly found: readonly (readonly Manifest[])[];
}

const MANIFEST_FILE = /\.(ya?ml|json)$/;

/**
 * Reads files, directories recursively, or `-` for standard input.
 *
 * @param whole whether long objects are parsed completely; their names are sufficient to check the others
 */
export function readManifests(paths: readonly string[], whole = false): ReadPaths {
  const files = new Map<string, ManifestSet>();
  const found = paths.map((given) => {
    const below = given === '-' ? [given] : filesBelow(given, true);
    return below.flatMap((each) => {
      const file = typeof each === 'string' ? each : each.file;
      // a path may be inside another path: its file is read once
      const key = given === '-' ? given : path.resolve(file);
      const set = files.get(key) ?? (typeof each === 'string' ? readFile(file, whole) : { manifests: [], unreadable: [each] });
      files.set(key, set);
      return set.manifests;
    });
  });
  const sets = [...files.values()];
  return { manifests: sets.flatMap(({ manifests }) => manifests), unreadable: sets.flatMap(({ unreadable }) => unreadable), found };
}

/** The files of a path, and the errors. */
function filesBelow(file: string, asked: boolean): (string | UnreadableInput)[] {
  try {
    if (fs.statSync(file).isDirectory()) return fs.readdirSync(file).sort().flatMap((name) => filesBelow(path.join(file, name), false));
    return asked || MANIFEST_FILE.test(file) ? [file] : [];
  } catch (error) {
    return [unreadableInput(file, error)];
  }
}

function readFile(file: string, whole: boolean): ManifestSet {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  try {
    readText(set, file, fs.readFileSync(file === '-' ? 0 : file, 'utf8'), whole);
  } catch (error) {
    set.unreadable.push(unreadableInput(file, error));
  }
  return set;
}

function unreadableInput(file: string, error: unknown): UnreadableInput {
  const { code, message } = error as NodeJS.ErrnoException;
  return { file, message: code === 'ENOENT' ? 'there is no such file or folder' : message };
}

/** Reads a text with one or more YAML documents; JSON is YAML. */
export function readText(set: ManifestSet, file: string, text: string, whole = false): void {
  for (const read of readDocuments(text, whole)) {
    if ('object' in read) addObjects(set, file, read.object, read, []);
    else set.unreadable.push({ file, ...read });
  }
}

function addObjects(set: ManifestSet, file: string, object: any, document: ReadDocument, at: readonly (string | number)[]): void {
  if (typeof object !== 'object' || object === null) return;
  if (isList(object)) {
    const items: any[] = Array.isArray(object.items) ? object.items : [];
    items.forEach((item, i) => addObjects(set, file, ofList(item, object), document, [...at, 'items', i]));
  } else {
    set.manifests.push({ file, object, lineOf: (steps) => document.lineOf([...at, ...steps]) });
  }
}

/** A List, or the list type of a kind, such as the FlinkDeploymentList that the API server returns. */
function isList({ kind, items }: any): boolean {
  return kind === LIST || (typeof kind === 'string' && kind.endsWith(LIST) && Array.isArray(items));
}

/** Elements of a typed list need not contain their kind. */
function ofList(item: any, { apiVersion, kind }: any): any {
  if (kind === LIST || !isMap(item) || item.kind !== undefined) return item;
  return { apiVersion, kind: kind.slice(0, -LIST.length), ...item };
}

const LIST = 'List';

function textOf(element: unknown): string {
  return typeof element === 'object' ? JSON.stringify(element) : String(element);
}

/**
 * A FlinkDeployment's `flinkConfiguration` as the operator reads it: nested maps become dotted keys, lists are joined with semicolons, values are
 * converted to text, and null becomes the text `null`.
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
