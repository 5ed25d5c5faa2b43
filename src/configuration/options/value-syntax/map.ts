import { accepted, ParsedValue, refused, ValueContext, ValueSyntax } from './parsed-value';
import { joinStructured, splitStructured } from './structured-text';
import { readYaml, YamlValue, yamlText } from './yaml-text';

/** Keys and their values. */
export interface TextMap { readonly [key: string]: string }

type Pair = readonly [string, string];

const PAIRS = "pairs 'key:value' separated by ','";

/** `key:value,key:value`, with quotes around parts that contain a delimiter; YAML, such as `{key: value}`, if the version supports it. */
export const MAP: ValueSyntax<TextMap> = { read, repairs };

function read(text: string, { dialect }: ValueContext): ParsedValue<TextMap> {
  const yaml = mapFromYaml(readYaml(text));
  if (dialect.yaml && yaml) return yaml;
  const pairs = splitStructured(text, ',')?.map((pair) => splitStructured(pair, ':'));
  if (!pairs?.every((pair) => pair !== undefined)) return refused(`${PAIRS}: a quote must close, and only a delimiter may follow it`);
  const wrong = pairs.findIndex((pair) => pair.length !== 2);
  if (wrong >= 0) return refused(`${PAIRS}: pair ${wrong + 1} is not a key and a value`);
  const keys = pairs.map(([key]) => key);
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) return refused(`${PAIRS}, each key once: '${twice}' is there twice`);
  return textMap(pairs as unknown as Pair[], yaml?.ok && text.trim().startsWith('{') ? yamlRemark(text, yaml.canonical) : undefined);
}

/** The map that Flink reads from a YAML value; undefined if it is not a map, or one that Flink does not read as text. */
export function mapFromYaml(yaml: YamlValue | undefined): ParsedValue<TextMap> | undefined {
  if (yaml?.kind !== 'map' || yaml.entries.some(([key, value]) => key.kind === 'null' || value.kind === 'null')) return undefined;
  return textMap(yaml.entries.map(([key, value]) => [yamlText(key), yamlText(value)]));
}

function textMap(pairs: readonly Pair[], remark?: string): ParsedValue<TextMap> {
  return accepted(Object.fromEntries(pairs), joinPairs(pairs), remark);
}

function joinPairs(pairs: readonly Pair[]): string {
  const texts = pairs.map((pair) => joinStructured(pair, ':'));
  const plain = joinStructured(texts, ',');
  // quotes prevent a YAML parser from reading the text as a map
  return readYaml(plain)?.kind === 'map' ? joinStructured(texts, ',', true) : plain;
}

function yamlRemark(text: string, better: string): string {
  return `this version reads no YAML here: the braces of ${text} become part of its keys and values; write '${better}'`;
}

function repairs(text: string): (string | undefined)[] {
  const yaml = mapFromYaml(readYaml(text));
  return [
    yaml?.ok ? yaml.canonical : undefined,
    // the syntax of properties in other tools: a=b;c=d
    pairsOf(text.split(/[,;]/), /^\s*([^=:]+?)\s*=\s*(.*?)\s*$/),
    // a value that contains the delimiter: a:b:c
    pairsOf(text.split(','), /^\s*([^:'"]+?)\s*:\s*([^'"]*?)\s*$/),
  ];
}

function pairsOf(texts: readonly string[], pair: RegExp): string | undefined {
  const matches = texts.map((text) => pair.exec(text));
  return matches.every((match) => match) ? joinPairs(matches.map((match) => [match![1], match![2]])) : undefined;
}
