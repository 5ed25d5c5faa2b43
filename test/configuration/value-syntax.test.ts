import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { FlinkValue, formatDuration, ParsedValue, parseValue, valueTypes } from '../../src/configuration/options/value-syntax';

type Answer = string | number | boolean | null | object;

/** Flink's own answers; see conformance/values. */
const table: {
  readonly versions: readonly string[];
  readonly enums: { readonly [name: string]: readonly string[] };
  readonly cases: readonly (readonly [type: string, text: string, answer: Answer | { readonly by: { readonly [version: string]: Answer } }])[];
} = JSON.parse(fs.readFileSync(path.join(__dirname, 'value-syntax.cases.json'), 'utf8'));

/** What values are made of. */
const PIECES = [
  '1', '60', '1.5', ' ', 's', 'min', 'g', 'Mi', 'true', 'EXACTLY_ONCE', 'a', 'b',
  ':', ': ', ',', ';', "'", '"', '[', ']', '{', '}', '- ', '\n', '#', '${x}', '&a ', '*a',
];

const MODES = ['EXACTLY_ONCE', 'AT_LEAST_ONCE'];

function parse(type: string, text: string, version = '1.20', values = MODES): ParsedValue<FlinkValue> {
  return parseValue(type, values, text, version);
}

function parsed(type: string, text: string, version?: string) {
  const result = parse(type, text, version);
  if (!result.ok) throw new Error(`${type} ${text} is refused`);
  return result;
}

function refusal(type: string, text: string, version?: string) {
  const result = parse(type, text, version);
  if (result.ok) throw new Error(`${type} ${text} is accepted`);
  return result;
}

/** Flink's answer in the form of our values; `undefined` is a refusal. */
function answered(type: string, answer: Answer): unknown {
  if (answer === null) return undefined;
  switch (type) {
    case 'Long': case 'Double': case 'MemorySize': return Number(answer);
    case 'Float': return Math.fround(Number(answer));
    case 'Duration': return Number(BigInt(answer as string) / 1_000_000n) + Number(BigInt(answer as string) % 1_000_000n) / 1e6;
    default: return answer;
  }
}

describe.each(table.versions)('what Flink %s answered', (version) => {
  const types = [...new Set(table.cases.map(([type]) => type))];

  test.each(types)('%s', (typeAndEnum) => {
    const [type, enumName] = typeAndEnum.split(' ');
    const cases = table.cases.filter(([asked]) => asked === typeAndEnum);
    const flinks = cases.map(([, text, answer]) => [text, answered(type, by(answer, version))]);
    const ours = cases.map(([, text]) => {
      const result = parse(type, text, version, [...table.enums[enumName] ?? []]);
      return [text, result.ok ? result.value : undefined];
    });
    expect(ours).toEqual(flinks);
  });

  function by(answer: Answer | { readonly by: { readonly [version: string]: Answer } }, asked: string): Answer {
    return answer !== null && typeof answer === 'object' && 'by' in answer ? (answer.by as { [version: string]: Answer })[asked] : answer;
  }
});

function catalogues(name: RegExp): { version: string; options: { [key: string]: { type: string; default?: string; values?: string[] } } }[] {
  const folder = path.join(__dirname, '..', '..', 'catalogue');
  return fs.readdirSync(folder).filter((file) => name.test(file)).map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')));
}

test('every type of the table and of the catalogues has a syntax', () => {
  const declared = catalogues(/^(flink|operator)-/).flatMap(({ options }) => Object.values(options).map(({ type }) => type));
  expect(new Set([...declared, ...table.cases.map(([type]) => type.split(' ')[0])])).toEqual(new Set(valueTypes()));
  expect(() => parse('Integer[]', '1')).toThrow('No value syntax is known for options of type Integer[]');
});

test('every default of the catalogues is accepted by its own version', () => {
  for (const { version, options } of catalogues(/^flink-/)) {
    const minor = version.replace(/\.\d+$/, '');
    const bad = Object.entries(options)
      .filter(([, option]) => option.default !== undefined && !parseValue(option.type, option.values, option.default, minor).ok)
      .map(([key, option]) => `${key}: ${option.default}`);
    expect({ version, bad }).toEqual({ version, bad: [] });
  }
});

describe('suggestions', () => {
  test.each([
    ['Boolean', 'yes', 'true'],
    ['Boolean', 'OFF', 'false'],
    ['Boolean', ' true ', 'true'],
    ['Boolean', 'ture', 'true'],
    ['Integer', '1_000', '1000'],
    ['Integer', '1,000', '1000'],
    ['Integer', '1e3', '1000'],
    ['Integer', '0x1F', '31'],
    ['Long', '5L', '5'],
    ['Double', '0,7', '0.7'],
    ['Float', '70 %', '0.7'],
    ['Duration', '1.5 h', '90 min'],
    ['Duration', '5 mins', '5 min'],
    ['Duration', '1h 30m', '90 min'],
    ['Duration', '2 weeks', '14 d'],
    ['Duration', 'PT1M', '1 min'],
    ['MemorySize', '1.5g', '1536m'],
    ['MemorySize', '1600Mi', '1600m'],
    ['MemorySize', '2Gi', '2g'],
    ['MemorySize', '1.1g', '1126m'],
    ['MemorySize', '0.3k', '307b'],
    ['MemorySize', '4 gigabytes', '4g'],
    ['Enum', 'exactly-once', 'EXACTLY_ONCE'],
    ['Enum', 'AT LEAST ONCE', 'AT_LEAST_ONCE'],
    ['Enum', 'exactly_onc', 'EXACTLY_ONCE'],
    ['List<Enum>', 'EXACTLY_ONCE,AT_LEAST_ONCE', 'EXACTLY_ONCE;AT_LEAST_ONCE'],
    ['List<Enum>', '[EXACTLY_ONCE, AT_LEAST_ONCE]', 'EXACTLY_ONCE;AT_LEAST_ONCE'],
    ['List<Enum>', 'exactly-once;AT_LEAST_ONCE', 'EXACTLY_ONCE;AT_LEAST_ONCE'],
    ['Map', 'a=b, c=d', 'a:b,c:d'],
    ['Map', 'url:http://x:80/y', "url:'http://x:80/y'"],
    ['Map', '{a: b, c: [d, e]}', "a:b,'c:[d, e]'"],
    ['List<Map>', 'a=b;c=d', 'a:b;c:d'],
  ])('%s %s', (type, text, suggestion) => {
    expect(refusal(type, text).suggestion).toBe(suggestion);
  });

  test.each([
    ['Boolean', 'maybe'], ['Integer', 'five'], ['Integer', '1,5'], ['Integer', '3000000000'], ['Double', 'half'], ['Duration', '1 month'], ['Duration', '-5 s'],
    ['MemorySize', '-1'], ['MemorySize', '0.1 b'], ['Enum', 'ONCE'], ['List<String>', '"a"b'], ['Map', 'a'], ['Map', 'a:b,a:c'],
  ])('none for %s %s', (type, text) => {
    expect(refusal(type, text).suggestion).toBeUndefined();
  });
});

describe('sentences', () => {
  test.each([
    ['Boolean', 'yes', 'true or false'],
    ['Integer', '3000000000', 'a whole number from -2147483648 to 2147483647'],
    ['Duration', '5 lightyears', "a whole number and a unit (ms, s, min, h or d), such as '60 s'"],
    ['Duration', '9223372036854775808 s', 'a shorter time'],
    ['MemorySize', '8388608 t', 'at most 9223372036854775807 bytes'],
    ['Enum', 'once', 'one of EXACTLY_ONCE, AT_LEAST_ONCE'],
    ['List<Enum>', 'EXACTLY_ONCE;TWICE', "items separated by ';': item 2 must be one of EXACTLY_ONCE, AT_LEAST_ONCE"],
    ['List<String>', '"a', "items separated by ';': a quote must close, and only the delimiter may follow it"],
    ['Map', 'a:b,c', "pairs 'key:value' separated by ',': pair 2 is not a key and a value"],
    ['Map', 'a:b,a:c', "pairs 'key:value' separated by ',', each key once: 'a' is there twice"],
  ])('%s %s', (type, text, expected) => {
    expect(refusal(type, text).expected).toBe(expected);
  });

  test.each([
    ['Duration', '60', 'without a unit Flink reads it as milliseconds'],
    ['MemorySize', '2048', 'without a unit Flink reads it as bytes'],
    ['Float', '1e40', 'Flink reads 1e40 as Infinity; write a finite number'],
    ['List<String>', 'a,b', "Flink reads a,b as one item, since items are separated by ';'; write 'a;b' for several"],
    ['List<String>', '[a, b]', "this version reads no YAML here: [a, b] is split at ';' only, brackets and all; write 'a;b'"],
    ['String', 'secret#1', "the flat configuration file of this version ends a value at # and at a line break: the cluster reads only 'secret'"],
    ['String', '#fff', 'the flat configuration file of this version ends a value at # and at a line break: the cluster reads no value at all'],
    ['List<String>', 'a ;\nb', "the flat configuration file of this version ends a value at # and at a line break: the cluster reads only 'a ;'"],
    ['Map', '{a: b}', "this version reads no YAML here: the braces of {a: b} become part of its keys and values; write 'a:b'"],
  ])('remark on %s %s', (type, text, remark) => {
    expect(parsed(type, text).remark).toBe(remark);
  });

  test.each([
    ['Duration', '0'], ['Duration', '60 s'], ['MemorySize', '0'], ['MemorySize', '1g'], ['Float', '0.1'],
    ['List<String>', 'class:a,type:b'], ['List<String>', 'a;b'], ['Map', 'a:b'],
  ])('no remark on %s %s', (type, text) => {
    expect(parsed(type, text).remark).toBeUndefined();
  });
});

describe('versions', () => {
  test('2.x, started from a YAML file, keeps what follows a #', () => {
    expect(parsed('String', 'secret#1', '2.0')).toEqual({ ok: true, value: 'secret#1', canonical: 'secret#1' });
  });

  test('1.x, started from the flat file, keeps the brackets of a list that 2.x reads', () => {
    expect(parsed('List<String>', '[a, b]', '1.20').value).toEqual(['[a, b]']);
    expect(parsed('List<String>', '[a, b]', '2.0').value).toEqual(['a', 'b']);
  });

  test('ISO-8601 times came with 2.1', () => {
    expect(parse('Duration', 'PT1M', '2.0').ok).toBe(false);
    expect(parsed('Duration', 'PT1M', '2.1').canonical).toBe('1 min');
  });
});

describe('canonical spellings', () => {
  test.each([
    ['Boolean', 'TRUE', 'true'], ['Integer', '+007', '7'], ['Long', '9223372036854775807', '9223372036854775807'],
    ['Float', '.10', '0.1'], ['Double', '-0', '-0.0'],
    ['Duration', '60000', '1 min'], ['Duration', '90 sec', '90 s'], ['Duration', '86400 s', '1 d'], ['Duration', '1500 micros', '1500 µs'],
    ['MemorySize', '1536 MB', '1536m'], ['MemorySize', '1024m', '1g'], ['Enum', 'exactly_once', 'EXACTLY_ONCE'],
    ['List<String>', ' a ; "b;c" ', "a;'b;c'"], ['Map', ' a : b , c : d ', 'a:b,c:d'],
    // unquoted, a YAML reader would find a list and a map in them
    ['List<String>', "'[a]'", "'[a]'"], ['Map', "'a:''b: c'''", "'a:''b: c'''"],
  ])('%s %s', (type, text, canonical) => {
    expect(parsed(type, text).canonical).toBe(canonical);
  });

  test.each([
    [0, '0 ms'], [1, '1 ms'], [500, '500 ms'], [60_000, '1 min'], [90_000, '90 s'],
    [3_600_000, '1 h'], [86_400_000, '1 d'], [1.5, '1500 µs'], [0.000001, '1 ns'],
  ])('formatDuration(%d)', (millis, text) => expect(formatDuration(millis)).toBe(text));

  test.each([-1, NaN, Infinity])('no duration of %d', (millis) => expect(() => formatDuration(millis)).toThrow('must be a number of milliseconds, 0 or more'));
});

describe('properties', () => {
  const type = fc.constantFrom(...valueTypes());
  const version = fc.constantFrom(...table.versions);
  /** Text that often comes near the syntax of some type. */
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
    fc.constantFrom(...table.cases.map(([, designed]) => designed)),
  );

  test('no text breaks a parser, and a canonical spelling is read as the same value and is its own canonical spelling', () => {
    fc.assert(fc.property(type, version, text, (t, v, x) => {
      const result = parse(t, x, v);
      if (!result.ok) return;
      expect(parsed(t, result.canonical, v)).toMatchObject({ value: result.value, canonical: result.canonical });
    }), { numRuns: 3000 });
  });

  test('a suggestion is accepted', () => {
    fc.assert(fc.property(type, version, text, (t, v, x) => {
      const result = parse(t, x, v);
      if (!result.ok && result.suggestion !== undefined) expect(parse(t, result.suggestion, v).ok).toBe(true);
    }), { numRuns: 3000 });
  });

  test('a formatted duration is read as the same number of milliseconds', () => {
    fc.assert(fc.property(fc.maxSafeNat(), version, (millis, v) => {
      expect(parsed('Duration', formatDuration(millis), v)).toEqual({ ok: true, value: millis, canonical: formatDuration(millis) });
    }));
  });

  test('any items survive the canonical spelling of a list, and any pairs that of a map', () => {
    const quoted = (part: string) => `'${part.replace(/'/g, "''")}'`;
    fc.assert(fc.property(fc.uniqueArray(text), version, (items, v) => {
      const list = parsed('List<String>', items.map(quoted).join(';'), v);
      expect(list.value).toEqual(items);
      expect(parsed('List<String>', list.canonical, v).value).toEqual(items);
      const map = parsed('Map', items.map((item) => quoted(`${quoted(item)}:${quoted(item)}`)).join(','), v);
      expect(Object.entries(map.value as object).sort()).toEqual(items.map((item) => [item, item]).sort());
      expect(parsed('Map', map.canonical, v).value).toEqual(map.value);
    }));
  });
});
