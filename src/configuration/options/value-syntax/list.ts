import { accepted, AcceptedValue, ParsedValue, refused, suggestion, ValueContext, ValueSyntax } from './parsed-value';
import { joinStructured, splitStructured } from './structured-text';
import { readYaml, YamlValue, yamlText } from './yaml-text';

/** Converts an item of a YAML list to an item of the option; undefined if Flink does not accept it. */
export type YamlItem<T> = (item: YamlValue, context: ValueContext) => ParsedValue<T> | undefined;

const ITEMS = "items separated by ';'";

/** `item;item`, with quotes around items that contain a delimiter; YAML, such as `[item, item]`, if the version supports it. */
export function listOf<T>(element: ValueSyntax<T>, yamlItem: YamlItem<T> = textItem(element)): ValueSyntax<readonly T[]> {
  return {
    read(text, context) {
      const yaml = listFromYaml(text, yamlItem, context);
      if (context.dialect.yaml && yaml) return yaml;
      const items = splitStructured(text, ';')?.map((part) => element.read(part, context));
      if (!items) return refused(`${ITEMS}: a quote must close, and only the delimiter may follow it`);
      const wrong = items.findIndex((item) => !item.ok);
      if (wrong < 0) return list(items as AcceptedValue<T>[], yaml ? yamlRemark(text, yaml.canonical) : commaRemark(text, items.length));
      return refused(`${ITEMS}: item ${wrong + 1} must be ${(items[wrong] as { expected: string }).expected}`);
    },
    repairs(text, context) {
      const repaired = (parts: readonly string[] | undefined) => parts && joinStructured(parts.map((part) => (
        element.read(part, context).ok ? part : suggestion(element, part, context) ?? part
      )), ';');
      return [
        listFromYaml(text, yamlItem, context)?.canonical,
        repaired(splitStructured(text, ';')),
        text.includes(',') ? repaired(splitAtCommas(text.replace(/^\s*\[(.*)\]\s*$/s, '$1'))) : undefined,
      ];
    },
  };
}

function list<T>(items: readonly AcceptedValue<T>[], remark?: string): AcceptedValue<readonly T[]> {
  const texts = items.map((item) => item.canonical);
  const plain = joinStructured(texts, ';');
  // quotes prevent a YAML parser from reading the text as a list
  const canonical = readYaml(plain)?.kind === 'list' ? joinStructured(texts, ';', true) : plain;
  return accepted(items.map((item) => item.value), canonical, remark);
}

function listFromYaml<T>(text: string, yamlItem: YamlItem<T>, context: ValueContext): AcceptedValue<readonly T[]> | undefined {
  const yaml = readYaml(text);
  if (yaml?.kind !== 'list') return undefined;
  const items = yaml.items.map((item) => yamlItem(item, context));
  return items.every((item) => item?.ok) ? list(items as AcceptedValue<T>[]) : undefined;
}

function textItem<T>(element: ValueSyntax<T>): YamlItem<T> {
  return (item, context) => (item.kind === 'null' ? undefined : element.read(yamlText(item), context));
}

function splitAtCommas(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

/** A comma may be part of an item that also contains a colon, such as `class:a,type:b`, unless the colon belongs to a URL. */
function commaRemark(text: string, items: number): string | undefined {
  if (items !== 1 || !text.includes(',') || /["']|:(?!\/)/.test(text)) return undefined;
  return `Flink reads ${text} as one item, since items are separated by ';'; write '${joinStructured(splitAtCommas(text), ';')}' for several`;
}

function yamlRemark(text: string, better: string): string {
  return `this version reads no YAML here: ${text} is split at ';' only, brackets and all; write '${better}'`;
}
