import { CORE_SCHEMA, defineMappingTag, load, mapTag } from 'js-yaml';
import { isMap } from '../kubernetes/is-map';

/**
 * The map in a text with one document, parsed by parsers that are several times faster than the `yaml` package, and that create nothing else.
 * Undefined for anything that they might parse differently: the `yaml` package determines the content of a document and its errors.
 */
export function quickValue(text: string): any {
  return jsonValue(text) ?? yamlValue(text);
}

/** The beginning of a document, without content. */
const START = /^---[ ]*\n/;

/** The JSON tokens that may be keys: strings, and whether a colon follows. */
const TEXTS = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** YAML limits a key to 1,024 written characters, of which up to ten may be one. */
const LONGEST_KEY = 100;

function jsonValue(text: string): any {
  const json = text.replace(START, '');
  // a tab may be an error in YAML
  if (!/^\s*\{/.test(json) || json.includes('\t') || /[^\n\x20-\ufefe]/.test(json)) return undefined;
  try {
    const value = JSON.parse(json);
    const keys = [...json.matchAll(TEXTS)].filter(([, , colon]) => colon !== undefined);
    // for duplicate keys, JSON uses the second value, and YAML reports an error
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

/** Texts that are left to the `yaml` package, since parsers differ on them or since they may be errors. Inside of strings, this only costs time. */
const NOT_QUICK = [
  // control characters and others that may or may not end a line
  /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe]/,
  // directives, and document markers that do not begin a line or that end a document
  /^%|^\.\.\.|^ +---/m,
  // tags, anchors and aliases, merge keys, keys with a question mark
  /(?:^|[\s,[{])(?:[&*!]|<<|\?(?:\s|$))/m,
  // numbers that may be infinite
  /[eE]\+?\d{3}|\b(?:0x)?[\da-fA-F]{200}/,
  // block scalars with an indentation indicator, and trailing blanks, which may belong to a block scalar
  /[|>][-+]?\d/,
  /\n +$/,
  // comments between a key and its value, unless that is a block map or list
  /:[ ]*(?:#.*)?\n(?:[ ]*\n)*[ ]*#.*\n(?:[ ]*(?:#.*)?\n)*(?![ ]*(?:#|\n|-[ \n]|[\w./$-]+:(?:[ ]|$)))/m,
];

/** Maps whose keys are short strings: others are ambiguous or invalid. */
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
