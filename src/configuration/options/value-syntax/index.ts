import { BOOLEAN } from './boolean';
import { dialectOf } from './dialect';
import { DOUBLE } from './double';
import { DURATION } from './duration';
import { ENUM } from './enum';
import { flatFileRemark } from './flat-file';
import { FLOAT } from './float';
import { INTEGER } from './integer';
import { listOf } from './list';
import { LONG } from './long';
import { MAP, mapFromYaml, TextMap } from './map';
import { MEMORY_SIZE } from './memory-size';
import { ParsedValue, suggestion, ValueSyntax } from './parsed-value';
import { STRING } from './string';

export { formatDuration } from './duration';
export type { TextMap } from './map';
export type { AcceptedValue, ParsedValue, RefusedValue } from './parsed-value';

/** The value of an option, by its type. */
export type FlinkValue = string | boolean | number | TextMap | readonly string[] | readonly TextMap[];

const SYNTAX: { readonly [type: string]: ValueSyntax<FlinkValue> } = {
  'String': STRING,
  'Boolean': BOOLEAN,
  'Integer': INTEGER,
  'Long': LONG,
  'Float': FLOAT,
  'Double': DOUBLE,
  'Duration': DURATION,
  'MemorySize': MEMORY_SIZE,
  'Enum': ENUM,
  'Map': MAP,
  'List<String>': listOf(STRING),
  'List<Enum>': listOf(ENUM),
  'List<Map>': listOf(MAP, mapFromYaml),
};

/**
 * Reads a value as a Flink cluster of this minor version does when the operator starts it.
 *
 * `type` and `values` are those of the option in the catalogue. The same values are accepted and rejected as by Flink, with other messages.
 */
export function parseValue(type: string, values: readonly string[] | undefined, text: string, flinkMinor: string): ParsedValue<FlinkValue> {
  const syntax = SYNTAX[type];
  if (!syntax) throw new Error(`No value syntax is known for options of type ${type}`);
  const context = { values: values ?? [], dialect: dialectOf(flinkMinor) };
  const parsed = syntax.read(text, context);
  if (parsed.ok) {
    const lost = context.dialect.yaml ? undefined : flatFileRemark(text);
    return lost === undefined ? parsed : { ...parsed, remark: lost };
  }
  const better = suggestion(syntax, text, context);
  return better === undefined ? parsed : { ...parsed, suggestion: better };
}

/** The option types whose values can be read. */
export function valueTypes(): string[] {
  return Object.keys(SYNTAX);
}
