import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { lineIn } from '../../src/workload/documents';
import { quickLine } from '../../src/workload/quick-lines';
import { quickValue } from '../../src/workload/quick-value';

/** What the `yaml` package reads; undefined where it finds an error, or not one document. */
function reference(text: string): { readonly value: any } | undefined {
  const documents = parseAllDocuments(text, { prettyErrors: false, merge: true, logLevel: 'silent' });
  const [document] = documents;
  return documents.length !== 1 || !document || document.errors.length > 0 ? undefined : { value: document.toJS() };
}

/** Whether a text was read at all; what is read is what the reference reads, on the same lines. */
function isReadAlike(text: string): boolean {
  const value = quickValue(text);
  if (value === undefined) return false;
  const expected = reference(text);
  expect({ text, value: shown(value) }).toEqual({ text, value: expected && shown(expected.value) });
  for (const steps of pathsIn(value)) {
    const line = lineIn(text, 0, steps);
    expect({ text, steps, line: quickLine(text, steps) ?? line }).toEqual({ text, steps, line });
  }
  return true;
}

/** The paths of all values, and of some that are not there. */
function pathsIn(value: any): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[], ['absent']];
  const children = Array.isArray(value) ? value.map((child, i) => [i, child] as const) : Object.entries(value);
  return [[], ['absent'], [99], ...children.flatMap(([step, child]) => pathsIn(child).map((steps) => [step, ...steps]))];
}

/** A value in which the order of keys and the sign of zero count. */
function shown(value: any): string {
  return JSON.stringify(value, (_, each) => typeof each === 'number' && (Object.is(each, -0) || !Number.isFinite(each)) ? `number ${Object.is(each, -0) ? '-0' : each}` : each);
}

const SCALARS = [
  // numbers, and what looks like one, in YAML 1.1, 1.2 and JSON
  '1', '01', '0', '-0', '+0', '+1', '1.0', '1.', '.5', '-.5', '+.5', '-0.0', '1e3', '1E', '1.5e-3', '5.e1', '.5e1', '12e', '0x1f', '0X1F', '-0x1f', '0o17', '0O17', '-0o17', '0o8', '0b11', '1_000', '0777', '08',
  '1:30:00', '190:20:30.15', '12345678901234567890', '123456789012345678901234567890', '1e400', '-1e400', '0.1234567890123456789', '1.50', `1${'0'.repeat(320)}`, `0x${'f'.repeat(300)}`, '.inf', '-.INF', '+.inf', '.nan', '.NaN', '.', '..', '-', '+', '0x', '0o',
  '4g', '4Gi', '2048m', '1.20.1', '10.0.0.1:80', '1-2', '1 2',
  // booleans and nothing
  'true', 'True', 'TRUE', 'tRUE', 'yes', 'Yes', 'no', 'NO', 'on', 'off', 'y', 'n', 'null', 'Null', 'NULL', '~', '', 'nULL',
  // timestamps, binaries and other tags
  '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00.5 +1', '!!str 1', '!!int "1"', '!!binary aGk=', '!own x', '! a', '!!timestamp 2026-01-01',
  // anchors, aliases, merge keys
  '&a b', '&a', '*a', '* a', '<<', '"<<"', '{<<: {a: 1}}', '{<<: *a}',
  // texts
  '""', "''", "'it''s'", '"a\\n"', '"a\\x41"', '"\\u00e9"', '"\\U0001F600"', '"\\/"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\q"', '"a" # b', 'a # b', 'a#b', '"a"#b', '"a#b"', '\'a #b\' # c', '\'a\'#b', 'a #', '# c', '"a', '\'a', 'a\'', 'a"', '"a"b', '"\\e"', '"\\_"',
  'a: b', 'a:b', 'a:', ': a', ':a', '- a', '-a', '--', '---', '--- a', '...', '@a', '%a', '`a', '? a', '?a', ',a', 'a,b', '=', 'local:///opt/a.jar', 'é', '日本', '\u2028', '\u0085', '\ufeff', '\u00a0', '\ud83d\ude00', '\x07', '\t', 'a\tb', ' a', 'a\\', '\\a', '$a', '{{ a }}', '#a', '>=1', '*.jar', '&&', 'a & b', 'a * b', 'a ? b', '!a', 'a !b',
  // collections
  '{}', '[]', '{a: 1}', '[1]', '{ a: 1, b.c: "x" }', '{a: {b: [1, x]}, c: []}', '[a, 1, {b: c}]', '{a: 1,}', '[a,]', '[,]', '[a,,b]', '{a:1}', '{"a":1}', '{a}', '{a, b: c}', '[a b]', '{a: }', '{a: b: c}', '{a: -}', '[-]', '[- a]', '[a: b]', '{ a: http://b:8, c: d: }',
  '[--- , ---]', '{a: 1} b', '{} # c', '{}#c', '{}x', '[]]', '{a: 1, a: 2}', '{a: ~}', '[null, true, 1.50, 4g]', '{1: a}', '{null: a}', '{true: a}', '{1.0: a}', '{~: a}', '{: a}', '["a" "b"]', '{"a": "b"c}', '[a', '{a', ']', '}', '[? a : b]', '{? a}', '[{a: 1}: b]', '[[a]: b]', '"a": b',
  // block scalars
  '|', '|-', '|+', '>', '>-', '>+', '|2', '|1-', '>9', '| # c', '|# c', '| a', '|0', '|-2+',
];
const KEYS = [
  'a', 'b', 'b.c', 'd/e', '"f g"', "'h'", 'true', '1', '1.0', '0x1', 'null', '~', '""', '<<', '"<<"', '-x', 'a b', '"1"', '.5', '.a', '$x', 'no', '? k', '__proto__', 'constructor', 'toString', '"a\\nb"', 'é', '[a]', '{a: b}', 'kind', 'e:f', '"true"', '- a', '&k a', '*k', '!!str a', '', '2026-01-01',
  'a'.repeat(1_023), 'a'.repeat(1_030), `"${'a'.repeat(1_030)}"`,
];

test.each(SCALARS.map((scalar) => [scalar.slice(0, 30), scalar]))('the scalar %j is read as by the yaml package, or left to it', (_, scalar) => {
  const texts = [
    `a: ${scalar}\n`, `a: ${scalar}`, `a:\n- ${scalar}\nb: 1\n`, `a:\n  - b: ${scalar}\n    c: x\n`, `a: ${scalar}\n  b\n`, `a: ${scalar}\n  b\n\n   c\n`, `a: ${scalar}\n b: c\n`, `${scalar}\n`, `${scalar}`, `--- ${scalar}\n`, `---\n${scalar}\n`, `- ${scalar}\n- ${scalar}\n`,
    `- - ${scalar}\n  - x\n`, `a: [${scalar}]\n`, `a: {b: ${scalar}}\n`, `a: [x,\n ${scalar}\n]\n`, `{"a": ${scalar}}`, `a: "x ${scalar}\n  y"\n`, `a: |\n  ${scalar}\n\n  b\nc: 1\n`, `a: >-\n  ${scalar}\n   b\n\n  c\n\n`, `a: 1 # ${scalar}\n# ${scalar}\nb: 2\n`,
  ];
  for (const text of texts) isReadAlike(text);
});

test.each(KEYS.map((key) => [key.slice(0, 30), key]))('the key %j is read as by the yaml package, or left to it', (_, key) => {
  for (const text of [`${key}: x\n`, `a:\n  ${key}:\n    b: x\n`, `a:\n- ${key}: x\n  z: y\n`, `${key}:\n`, `${key} : x\n`, `${key}:x\n`, `{${key}: x}\n`, `[${key}: x]\n`, `${key}: x\n${key}: y\n`, `{${key}: x, ${key}: y}\n`, `b: &k a\n${key}: x\n`]) isReadAlike(text);
});

const line = fc.tuple(
  fc.integer({ min: 0, max: 6 }), fc.constantFrom('', '', '- ', '-   ', '- - ', '? ', ': '), fc.option(fc.constantFrom(...KEYS), { freq: 1, nil: undefined }), fc.constantFrom(' ', '  ', '', '\t'), fc.constantFrom(...SCALARS, '', '', '', '|', '|-', '# c'),
).map(([indent, dash, key, space, value]) => `${' '.repeat(indent)}${dash}${key === undefined ? '' : `${key}:${space}`}${value}`);

test('any lines are read as by the yaml package, or left to it', () => {
  const text = fc.tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.boolean()).map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ''));
  fc.assert(fc.property(text, (each) => { isReadAlike(each); }), { numRuns: 4_000 });
});

/** Lines of a document as people write one: maps and lists in each other, with comments and blank lines at any depth, and now and then a line too far to the left or right. */
const document = fc.letrec<{ value: string[]; map: string[]; list: string[] }>((tie) => {
  const between = fc.oneof({ weight: 9, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.constantFrom(['# c'], [' # c'], ['      # c'], [''], ['  '], ['#c', ''], ['# a: b']) });
  const scalar = fc.constantFrom('x', '1', 'a b', '"q"', '\'q\'', ...SCALARS).map((each) => [` ${each}`]);
  const block = fc.tuple(fc.constantFrom('|', '|-', '|+', '>', '>-'), fc.array(fc.constantFrom('x', ' x', '', '# y', 'a: b', '- z', '   '), { minLength: 1, maxLength: 4 })).map(([sign, lines]) => [` ${sign}`, ...lines.map((each) => `  ${each}`)]);
  const folded = fc.tuple(fc.constantFrom('a', '"a', '\'a'), fc.constantFrom('b', 'b"', 'b\'', 'b: c', '# b')).map(([first, second]) => [` ${first}`, `  ${second}`]);
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('a', 'b', 'c', 'd.e', 'f/g', '"h i"') }, { weight: 1, arbitrary: fc.constantFrom(...KEYS) });
  const indented = (lines: readonly string[], by: number) => lines.map((each) => ' '.repeat(by) + each);
  const below = fc.tuple(fc.oneof(tie('map'), tie('list')), fc.constantFrom(0, 1, 2, 2, 2, 4), between, fc.constantFrom('', '', '', ' # c', ' ')).map(([lines, by, comment, after]) => [after, ...comment, ...indented(lines, by)]);
  return {
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, { weight: 5, arbitrary: scalar }, { weight: 1, arbitrary: block }, { weight: 1, arbitrary: folded }, { weight: 4, arbitrary: below }),
    map: fc.uniqueArray(fc.tuple(key, tie('value'), between), { minLength: 1, maxLength: 3, selector: ([name]) => name })
      .map((pairs) => pairs.flatMap(([name, [first, ...more], comment]) => [...comment, `${name}:${first}`, ...more])),
    list: fc.array(fc.oneof(tie('value').map(([first, ...more]) => [`-${first}`, ...more]), tie('map').map(([first, ...more]) => [`- ${first}`, ...indented(more, 2)])), { minLength: 1, maxLength: 3 }).map((items) => items.flat()),
  };
}).map;

test('any document is read as by the yaml package, or left to it', () => {
  let read = 0;
  fc.assert(fc.property(document, fc.constantFrom('', '---\n', '# c\n---\n', '\n'), fc.constantFrom('\n', '\n', '', '\n\n', '\n# c\n'), (lines, before, end) => { read += Number(isReadAlike(before + lines.join('\n') + end)); }), { numRuns: 4_000 });
  expect(read).toBeGreaterThan(1_000);
});

test('any collection in braces or brackets is read as by the yaml package, or left to it', () => {
  const part = fc.constantFrom('{', '}', '[', ']', ', ', ',', 'a: ', 'b: ', '"c": ', '"c":', 'a', '1', '-', '"x"', '\'y\'', 'a:', ':', ' ', '\n', '\n  ', '4g', '- ', 'x:y', '---', '#', ' # c\n', '.', '$a', 'null', '? ', '&a ', '*a', '!!str ', '<<: ');
  const flow = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.constantFrom('a', '1', '"x y"', '\'z\'', '4g', 'a.b/c', 'null', 'http://x:1/y', '-1', '-'), tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 3 }).map((each) => `[${each.join(', ')}]`),
    map: fc.array(fc.tuple(fc.constantFrom('a', 'b', '"c"', 'd.e', '\'f\''), tie('any')), { maxLength: 3 }).map((each) => `{ ${each.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
  })).any as fc.Arbitrary<string>;
  fc.assert(fc.property(fc.oneof(flow, fc.array(part, { maxLength: 9 }).map((parts) => parts.join(''))), (text) => {
    for (const each of [text, `a: ${text}\nb:\n- c\n`, `x:\n- ${text}\n- d: ${text}\n`]) isReadAlike(each);
  }), { numRuns: 3_000 });
});

const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.constantFrom<any>(...SCALARS, 1, 1.5, -0, 1e21, true, null, 'a\nb\n', 'a\n  b', 'a\n\n\n', ' a', 'a ', '\n', 'a\tb\n'), fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), tie('map'), fc.array(tie('any'), { maxLength: 3 })),
  map: fc.dictionary(fc.oneof(fc.constantFrom('a', 'b.c', 'd/e', 'spec', 'x y', '1', 'true', '', '__proto__', '<<', 'null'), fc.string()), tie('any'), { maxKeys: 4 }),
})).map;

test('what programs write as YAML is read as by the yaml package, and most of it is not left to it', () => {
  const style = fc.record({ lineWidth: fc.constantFrom(0, 20, 80), version: fc.constantFrom('1.1' as const, '1.2' as const), indent: fc.constantFrom(2, 4), indentSeq: fc.boolean() });
  let read = 0;
  fc.assert(fc.property(value, style, (object, options) => { read += Number(isReadAlike(stringify(object, options))); }), { numRuns: 2_000 });
  expect(read).toBeGreaterThan(400);
});

test('JSON is read as by the yaml package, and most of it is not left to it', () => {
  const json = fc.tuple(fc.oneof(value, fc.jsonValue()), fc.constantFrom(undefined, 1, 2, '\t')).map(([each, indent]) => JSON.stringify(each, null, indent));
  let read = 0;
  fc.assert(fc.property(json, (text) => { read += Number(isReadAlike(text)) + Number(isReadAlike(`---\n${text}\n`)); }), { numRuns: 2_000 });
  expect(read).toBeGreaterThan(1_000);
});

test.each([
  '{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 1}}', '{"a":1,"\\u0061":2}', '{"a"\n: 1}', '{"a":\n1}', '{"a"\n:\n1}', '{\n"a": 1\n}', '{"a": [\n]\n}', '{"a": 1}\n{"b": 2}', '{"a": 1} # c', '{"a": 1}\n---\n{"b": 2}', `{"${'a'.repeat(1_030)}": 1}`, '{"a": "\\": "}', '{"\\"": 1}', '{"a": 01}',
  '{"a": 1e400}', '{"a": -0}', '{"a": "\\u0000"}', '{"a": "\\ud83d"}', '{"__proto__": {"a": 1}}', '{"a": "é日\u2028\ufeff"}', ' {"a": 1}', '\n\n{"a": 1}', '--- {"a": 1}', '---\n\n{"a": 1}', '{"a": "x\ty"}', '{"a":"b"}', '{"a":"b":"c"}', '{"<<": {"a": 1}}', '{"a": {"<<": [{"b": 1}]}}', '{}', '{"": 1}',
])('the JSON %j is read as by the yaml package, or left to it', (text) => {
  for (const each of [text, `${text}\n`]) isReadAlike(each);
});

test('lines of most values are found without the yaml package', () => {
  const text = stringify({ apiVersion: 'v1', kind: 'A', spec: { list: [{ a: 1, b: [] }, 'x', null], text: 'a\n\nb\n', no: {}, y: '1', z: null } });
  expect(pathsIn(quickValue(text)).filter((steps) => quickLine(text, steps) === undefined)).toEqual([]);
});

test('most of what people write is not left to the yaml package', () => {
  const manifests = join(__dirname, '..', 'guidelines', 'corpus');
  const documents = readdirSync(manifests, { recursive: true }).map(String).filter((name) => name.endsWith('.yaml'))
    .flatMap((file) => readFileSync(join(manifests, file), 'utf8').split(/^(?=---$)/m));
  expect(documents.filter(isReadAlike).length).toBeGreaterThan(documents.length * 0.8);
});
