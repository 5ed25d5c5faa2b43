import * as fc from 'fast-check';
import { BLANKS, ENUMS, LIMITS, LISTED_ENUM, NUMBERS, Question, SIZE_UNITS, TIME_UNITS } from './designed';

type Texts = fc.Arbitrary<string>;

/** Random texts near the syntax of each type: arbitrary text would hardly ever be accepted. */
export function random(count: number, seed: number): Question[] {
  const types = Object.entries({ ...simpleTexts(), ...structuredTexts() });
  const each = fc.oneof(...types.map(([type, text]) => text.chain((value) => question(type, value))));
  return fc.sample(each, { numRuns: count, seed });
}

function question(type: string, text: string): fc.Arbitrary<Question> {
  if (type === 'List<Enum>') return fc.constant({ type, ...LISTED_ENUM, text });
  if (type === 'Enum') return fc.constantFrom(...ENUMS).map((constants) => ({ type, ...constants, text }));
  return fc.constant({ type, text });
}

function simpleTexts(): { [type: string]: Texts } {
  const digits = fc.oneof(fc.bigInt(0n, 10n ** 21n).map(String), fc.nat(5000).map(String), fc.constantFrom(...NUMBERS));
  const blank = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', ' ') }, fc.constantFrom(...BLANKS));
  const noise = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.string({ unit: 'binary', maxLength: 3 }));
  const sign = fc.constantFrom('', '', '+', '-');

  const whole = join(noise, sign, digits, noise);
  const mantissa = fc.oneof(digits, fc.double({ noNaN: true }).map(String), pieces(['0', '9', '1', '.', 'e', '-', '5', 'x', 'p', 'a'], 7));
  const decimal = join(blank, sign, mantissa, fc.constantFrom('', '', 'f', 'D', 'e5', 'e-30', 'p3'), blank);

  const quantity = (units: readonly string[]) => join(blank, digits, blank, anyCase(fc.constantFrom(...units)), blank, noise);
  const isoPieces = join(sign, pieces(['P', 'T', 'p', 't', '1', '-', '0', '9223372036854775807', '.', '5', ',', 'D', 'H', 'M', 'S', 's'], 9));
  const isoPart = (unit: string) => fc.oneof(fc.constant(''), join(sign, fc.nat(99_999).map(String), fc.constant(unit)));
  const isoSeconds = fc.oneof(isoPart('S'), isoPart('.5S'), isoPart(',123456789S'));
  const iso = join(sign, fc.constant('P'), isoPart('D'), fc.constantFrom('T', 'T', ''), isoPart('H'), isoPart('M'), isoSeconds);

  const words = fc.constantFrom(...ENUMS.flatMap(({ values }) => values!), 'nope');
  return {
    String: fc.string({ unit: 'binary' }),
    Boolean: fc.oneof(anyCase(fc.constantFrom('true', 'false', 'true ', 'yes', 'fal\u017fe')), join(noise, fc.constantFrom('true', 'false'), noise)),
    Integer: whole,
    Long: whole,
    Float: decimal,
    Double: decimal,
    Duration: fc.oneof({ weight: 3, arbitrary: quantity(TIME_UNITS) }, isoPieces, iso, fc.constantFrom(...LIMITS)),
    MemorySize: quantity(SIZE_UNITS),
    Enum: fc.oneof(anyCase(words), join(noise, words, noise), words.map((word) => word.replace(/[-_]/g, '-'))),
  };
}

/** Lists and maps: our own delimiters and quotes, and the YAML that some versions read. */
function structuredTexts(): { [type: string]: Texts } {
  const marks = [
    ';', ',', ':', ': ', ', ', '; ', ' ', "'", '"', "''", '[', ']', '{', '}', '- ', '\n', '\n  ',
    ' #', '#', '\t', '\\', '*', '&a ', '*a', '!', '?', '|', '>', '%', '@', '-',
    '1', '0x1F', '1.50', 'true', 'null', 'é', '${x}',
  ];
  const structure = (words: readonly string[]) => pieces([...words, ...words, ...words, ...marks], 9);
  const scalar = fc.constantFrom(
    'a', 'b c', '"d, e"', "'f: g'", '1', '1.10', 'true', 'null', '""', 'x:y',
    '~', '-1', '*:*:*', 'http://h:1/p', '[p, q]', '{r: s}', 'STATE', 'state', 'TOTAL_TIME',
  );
  const scalars = fc.array(scalar, { minLength: 1, maxLength: 4 });
  const pairs = fc.array(fc.tuple(scalar, scalar), { minLength: 1, maxLength: 3 });
  const flowList = scalars.map((items) => `[${items.join(', ')}]`);
  const blockList = scalars.map((items) => items.map((item) => `- ${item}`).join('\n'));
  const paired = (between: string, within: string) => pairs.map((all) => all.map((pair) => pair.join(within)).join(between));
  const flowMap = paired(', ', ': ').map((text) => `{${text}}`);
  const flowMaps = fc.array(flowMap, { maxLength: 3 });
  return {
    'Map': fc.oneof(structure(['a', 'b', 'key', 'v 1']), flowMap, paired('\n', ': '), paired(',', ':'), paired(', ', ': ')),
    'List<String>': fc.oneof(structure(['a', 'b', 'item', 'x y']), flowList, blockList, paired(';', ':')),
    'List<Enum>': fc.oneof(structure(['STATE', 'state', 'CURRENT_TIME']), flowList, blockList),
    'List<Map>': fc.oneof(
      structure(['a:b', 'c: d', '{e: f}']), flowMaps.map((all) => `[${all.join(', ')}]`), flowMaps.map((all) => all.join(';')), paired(';', ':'),
    ),
  };
}

function join(...parts: Texts[]): Texts {
  return fc.tuple(...parts).map((all) => all.join(''));
}

function pieces(pool: readonly string[], most: number): Texts {
  return fc.array(fc.constantFrom(...pool), { maxLength: most }).map((all) => all.join(''));
}

function anyCase(text: Texts): Texts {
  return fc.tuple(text, fc.infiniteStream(fc.boolean())).map(([all, upper]) => [...all].map((c) => (upper.next().value ? c.toUpperCase() : c)).join(''));
}
