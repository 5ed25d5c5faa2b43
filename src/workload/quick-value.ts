import { CORE_SCHEMA, defineMappingTag, load, mapTag } from 'js-yaml';
import { isMap } from '../kubernetes/is-map';

/**
 * The map that a text with one document holds, read by parsers that are several times faster than that of the `yaml` package, and keep nothing else. Undefined
 * for whatever they might read otherwise: the `yaml` package decides what a document says, and what is wrong with it.
 */
export function quickValue(text: string): any {
  return jsonValue(text) ?? yamlValue(text);
}

/** What begins a document and says nothing. */
const START = /^---[ ]*\n/;

/** The tokens of JSON that may be keys: texts, and whether a colon follows. */
const TEXTS = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** YAML allows a key 1,024 characters as it is written, and ten of them may be one. */
const LONGEST_KEY = 100;

function jsonValue(text: string): any {
  const json = text.replace(START, '');
  // a tab may be an error in YAML
  if (!/^\s*\{/.test(json) || json.includes('\t') || /[^\n\x20-\ufefe]/.test(json)) return undefined;
  try {
    const value = JSON.parse(json);
    const keys = [...json.matchAll(TEXTS)].filter(([, , colon]) => colon !== undefined);
    // of two keys that are the same JSON takes the second, and YAML none
    return keys.every(([, key, colon]) => key.length <= LONGEST_KEY && !colon.includes('\n')) && keys.length === keysIn(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function keysIn(value: any): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return (Array.isArray(value) ? 0 : parts.length) + parts.reduce<number>((sum, part) => sum + keysIn(part), 0);
}

/** What is left to the `yaml` package, since parsers do not agree on it or since it may be an error. Inside texts these cost time only. */
const NOT_QUICK = [
  // control characters and others that may or may not end a line
  /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe]/,
  // directives, and marks of documents that do not begin a line or that end one
  /^%|^\.\.\.|^ +---/m,
  // tags, anchors and aliases, merge keys, keys with a question mark
  /(?:^|[\s,[{])(?:[&*!]|<<|\?(?:\s|$))/m,
  // numbers that may be infinite
  /[eE]\+?\d{3}|\b(?:0x)?[\da-fA-F]{200}/,
  // block scalars that say how far they are indented, and blanks at the end, which may belong to one
  /[|>][-+]?\d/,
  /\n +$/,
  // comments between a key and its value, unless that is a block map or list
  /:[ ]*(?:#.*)?\n(?:[ ]*\n)*[ ]*#.*\n(?:[ ]*(?:#.*)?\n)*(?![ ]*(?:#|\n|-[ \n]|[\w./$-]+:(?:[ ]|$)))/m,
];

/** Maps whose keys are short texts: others have more than one reading, or are an error. */
const TEXT_KEYS = defineMappingTag<Record<string, unknown>>(mapTag.tagName, {
  ...mapTag,
  addPair: (map, key, value) => typeof key === 'string' && key.length <= LONGEST_KEY ? mapTag.addPair(map, key, value) : 'another key',
});

const SCHEMA = CORE_SCHEMA.withTags(TEXT_KEYS);

function yamlValue(text: string): any {
  if (NOT_QUICK.some((pattern) => pattern.test(text))) return undefined;
  try {
    const value = load(text, { schema: SCHEMA });
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
