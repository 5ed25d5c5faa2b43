import { Alias, CST, isAlias, isMap, isScalar, isSeq, Lexer, parseDocument, ParsedNode, Scalar } from 'yaml';
import { javaDecimalText } from './java-decimal-text';

/**
 * A text as parsed by Flink's YAML reader: YAML 1.2 with the core schema, as plain text where it becomes the value of an option. `undefined` if the
 * reader fails, so that Flink uses its own notation.
 */
export type YamlValue =
  | { readonly kind: 'null' }
  /** `other` is a boolean or a number, which needs no quotes. */
  | { readonly kind: 'string' | 'other'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly YamlValue[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [YamlValue, YamlValue])[] };

/** Characters that YAML does not allow unescaped. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Flink's reader parses `[a]#b` as a list and a comment, except after the indicator of a block scalar. */
const TOLERATED = /^Comments must be separated from other tokens/;
const BLOCK_HEADER = /[|>][-+\d]*$/;

class Unreadable extends Error {}

export function readYaml(text: string): YamlValue | undefined {
  if (UNPRINTABLE.test(text) || hasTabBetweenTokens(text)) return undefined;
  const source = text.replace(/^\ufeff/, '');
  const document = parseDocument(source, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.some(({ message, pos }) => !TOLERATED.test(message) || BLOCK_HEADER.test(source.slice(0, pos[0])))) return undefined;
  try {
    return read(document.contents, { source, target: (alias) => alias.resolve(document) as ParsedNode | undefined });
  } catch (e) {
    if (e instanceof Unreadable) return undefined;
    throw e;
  }
}

/** The text that Flink keeps of a list or map if it expects a single value. */
export function yamlText(value: YamlValue): string {
  switch (value.kind) {
    case 'null': return 'null';
    case 'list': return `[${value.items.map(flowText).join(', ')}]`;
    case 'map': return `{${value.entries.map(([key, item]) => `${flowText(key)}: ${flowText(item)}`).join(', ')}}`;
    default: return value.text;
  }
}

function flowText(value: YamlValue): string {
  if (value.kind !== 'string' || !needsQuotes(value.text)) return yamlText(value);
  return /[\t\r\n]/.test(value.text) ? JSON.stringify(value.text) : `'${value.text.replace(/'/g, "''")}'`;
}

function needsQuotes(text: string): boolean {
  return text === '' || text.trim() !== text || resolve(text).kind !== 'string' || /[,?[\]{}:]|^[-#&*!|>'"%@`]|\s#|[\t\r\n]/.test(text);
}

/** Flink's reader allows blanks between tokens and at the beginning of a line, but no tabs, except after an unquoted scalar. */
function hasTabBetweenTokens(text: string): boolean {
  if (!text.includes('\t')) return false;
  let afterPlain = false;
  let plainFollows = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (plainFollows ? /[\r\n] *\t/.test(lexeme) : !afterPlain && /^[ \t]*\t[ \t]*$/.test(lexeme)) return true;
    afterPlain = plainFollows;
    plainFollows = lexeme === CST.SCALAR;
  }
  return false;
}

interface Reading {
  readonly source: string;
  /** Whether it is inside brackets or braces, where Flink's reader does not allow an unquoted scalar to begin with a colon. */
  readonly flow?: boolean;
  readonly target: (alias: Alias) => ParsedNode | undefined;
}

function read(node: ParsedNode | null, reading: Reading): YamlValue {
  if (node === null) return { kind: 'null' };
  if (isAlias(node)) {
    const anchored = reading.target(node);
    if (!anchored) throw new Unreadable();
    return read(anchored, reading);
  }
  if (!isScalar(node) && node.tag !== undefined && !COLLECTION_TAGS.includes(node.tag)) throw new Unreadable();
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => read(item as ParsedNode, within(node, reading))) };
  if (isMap(node)) {
    // a value without a key is an error in Flink's parser
    if (node.items.some(({ key }) => isMissing(key))) throw new Unreadable();
    const inside = within(node, reading);
    const entries = node.items.map(({ key, value }) => [read(key as ParsedNode, inside), read(value as ParsedNode | null, inside)] as const);
    if (new Set(entries.map(([key]) => yamlText(key))).size < entries.length) throw new Unreadable();
    return { kind: 'map', entries };
  }
  if (isScalar(node) && !(reading.flow && node.type === 'PLAIN' && node.source?.startsWith(':'))) return scalar(node, reading.source);
  throw new Unreadable();
}

function within(collection: { readonly flow?: boolean }, reading: Reading): Reading {
  return collection.flow ? { ...reading, flow: true } : reading;
}

function isMissing(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '' && !key.anchor && !key.tag;
}

const COLLECTION_TAGS: readonly string[] = ['!', 'tag:yaml.org,2002:seq', 'tag:yaml.org,2002:map'];

/** The tags that the reader can construct from a scalar. */
const SCALAR_TAGS: { readonly [tag: string]: YamlValue['kind'] } = {
  'tag:yaml.org,2002:int': 'other',
  'tag:yaml.org,2002:float': 'other',
  'tag:yaml.org,2002:bool': 'other',
  'tag:yaml.org,2002:null': 'null',
};

function scalar(node: Scalar, source: string): YamlValue {
  const text = blockEnd(node, source);
  if (node.tag === undefined) return node.type === 'PLAIN' ? resolve(text) : { kind: 'string', text };
  if (node.tag === '!' || node.tag === 'tag:yaml.org,2002:str') return { kind: 'string', text };
  const resolved = resolve(text);
  if (SCALAR_TAGS[node.tag] !== resolved.kind) throw new Unreadable();
  return resolved;
}

/** A block scalar at the end of the text has no line break at its end, if the text has none. */
function blockEnd(node: Scalar, source: string): string {
  const text = String(node.value ?? '');
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  return block && node.range![1] === source.length && !source.endsWith('\n') ? text.replace(/\n$/, '') : text;
}

/** The value of an unquoted scalar. */
function resolve(text: string): YamlValue {
  if (/^(~|null|Null|NULL|)$/.test(text)) return { kind: 'null' };
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return { kind: 'other', text: text.toLowerCase() };
  if (/^[-+]?\d+$/.test(text)) return { kind: 'other', text: String(BigInt(text.replace('+', ''))) };
  if (/^0o[0-7]+$|^0x[\da-fA-F]+$/.test(text)) return { kind: 'other', text: String(BigInt(text)) };
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return { kind: 'other', text: yamlNumber(Number(text)) };
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return { kind: 'other', text: yamlNumber(text.startsWith('-') ? -Infinity : Infinity) };
  if (/^\.(nan|NaN|NAN)$/.test(text)) return { kind: 'other', text: yamlNumber(NaN) };
  return { kind: 'string', text };
}

const NAMED_NUMBERS = new Map([[Infinity, '.inf'], [-Infinity, '-.inf'], [NaN, '.nan']]);

function yamlNumber(value: number): string {
  return NAMED_NUMBERS.get(value) ?? javaDecimalText(value);
}
