/** One question to Flink and to our parser. */
export interface Question {
  readonly type: string;
  /** The Java class of an enum, and its constants. */
  readonly enumClass?: string;
  readonly values?: readonly string[];
  readonly text: string;
}

/** Enums that flink-dist of every version holds: capitals, mixed case, underscores and dashes in the constants. */
export const ENUMS: readonly Omit<Question, 'type' | 'text'>[] = [
  { enumClass: 'org.apache.flink.streaming.api.CheckpointingMode', values: ['EXACTLY_ONCE', 'AT_LEAST_ONCE'] },
  {
    enumClass: 'org.apache.flink.kubernetes.configuration.KubernetesConfigOptions$ServiceExposedType',
    values: ['ClusterIP', 'NodePort', 'LoadBalancer', 'Headless_ClusterIP'],
  },
  { enumClass: 'org.apache.flink.connector.base.DeliveryGuarantee', values: ['exactly-once', 'at-least-once', 'none'] },
];
export const LISTED_ENUM: Omit<Question, 'type' | 'text'> = {
  enumClass: 'org.apache.flink.configuration.MetricOptions$JobStatusMetrics', values: ['STATE', 'CURRENT_TIME', 'TOTAL_TIME'],
};

export const BLANKS = ['', ' ', '  ', '\t', '\n', '\u00a0', '\u2003', '\u001c', '\u0000'];
export const TIME_UNITS = [
  'd', 'day', 'days', 'h', 'hour', 'hours', 'min', 'm', 'minute', 'minutes', 's', 'sec', 'secs', 'second', 'seconds',
  'ms', 'milli', 'millis', 'millisecond', 'milliseconds', 'µs', 'micro', 'micros', 'microsecond', 'microseconds',
  'ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds',
  // not Flink's
  'ds', 'hs', 'mins', 'ss', 'hr', 'hrs', 'msec', 'us', 'μs', 'w', 'week', 'month', 'months', 'y', 'year', 'fortnight', 'Mı', '\u212a',
];
export const SIZE_UNITS = [
  'b', 'bytes', 'k', 'kb', 'kibibytes', 'm', 'mb', 'mebibytes', 'g', 'gb', 'gibibytes', 't', 'tb', 'tebibytes',
  // not Flink's
  'byte', 'kib', 'ki', 'mib', 'mi', 'gib', 'gi', 'ti', 'kibibyte', 'kilobytes', 'megabytes', 'p', 'pb', 'ms', '\u212a', '\u212ab',
];
export const NUMBERS = [
  '0', '1', '5', '007', '10', '60', '1000', '1024', '1536', '86400000', '2147483647', '2147483648', '9223372036854775807', '9223372036854775808',
  '18446744073709551616', '99999999999999999999999999', '+5', '-5', '1.5', '1,5', '1_000', '1e3', '٥', '１２',
];
export const LIMITS = [
  '106751991167300 d', '106751991167301 d', '2562047788015215 h', '2562047788015216 h', '153722867280912930 min', '153722867280912931 min',
  '9223372036854775807 s', '9223372036854775808 s', '9223372036854775807999 ms', '9223372036854775808000 ms', '9223372036854775807 ns',
];
const ISO_TIMES = [
  'P1D', 'PT1H', 'PT1M', 'PT1S', 'PT1.5S', 'PT1,5S', 'PT0.123456789S', 'PT0.1234567891S', 'PT.5S', 'PT1.S', 'P1DT2H3M4.5S', 'p1dt1h', 'PT', 'P',
  'P1DT', 'P1Dt', 'Pt', 'P1W',
  'P1M', 'P1Y', 'PT1M1H', '-PT-1S', 'PT-1S', '-PT1S', '+PT1S', 'PT+1S', 'PT1H-30M', 'PT-1H90M', 'PT-0.5S', '-PT-0.5S', 'PT1S-', ' PT1S ', 'PT 1S', 'PT1S1M',
  'PT9223372036854775807S', 'PT9223372036854775808S', 'P106751991167300D', 'P106751991167301D', 'PT9223372036854775807.999999999S', 'PT9223372036854775807S1M',
  'PT1M9223372036854775807S', 'PT-1M9223372036854775807S', '-PT-9223372036854775808S', 'PT٥S',
];
const WHOLE = [
  ...NUMBERS, '', ' ', '-0', '+0', '+', '-', '--1', '+-1', ' 5', '5 ', '5L', '5l', '5i', '0x1F', '0b1', '010', '1.0', '1e0', '-2147483648', '-2147483649',
  '-9223372036854775808', '-9223372036854775809', '٠١٢٣', '৩', '𝟏', '²', 'Ⅷ', '1 000', '1,000', 'five', 'null', 'true',
];
const DECIMAL = [
  ...WHOLE, '0.5', '.5', '5.', '.', 'e5', '1e', '1e+', '1e-3', '1E3', '1e400', '1e-400', '-1e400', '1e39', '1e-46', '3.4028235e38', '3.4028236e38', '1.4e-45',
  '0.1', '0.7', '-0.0', 'NaN', '+NaN', '-NaN', 'nan', 'NaNf', 'Infinity', '-Infinity', '+Infinity', 'infinity', 'inf', '1f', '1F', '1d', '1D',
  '1.5e3f', '1ff', '1L',
  '0x1p3', '0X1P-3', '0x.8p1', '0x1.8p1', '0x1.p1', '0x.p1', '0x1', '0x1.8', '0x1p', '0x1p3f', '-0x1p3', '0x1.fffffep127', '0x1p1024', '0x1p-1080',
  '0xap1', '70%', '0,7', '1\u00a0',
  '\u00a01', '\t1\n', '1e2147483648', '1e-2147483649', '0.1000000000000000055511151231257827', '179769313486231580793e289',
];
const LISTS = [
  '', ' ', ';', ';;', 'a', 'a;b', 'a;;b', 'a; ;b', ';a', 'a;', 'a ; b', 'a,b', '"a;b";c', "'a;b';c", "'it''s'", '"say ""hi"""', '"a"b', '"a" b',
  'a"b', "a'b;c'd", '"a', "'a", '""', "''", "'';''",
  '"a";', ';"a"', '"a";;"b"', '\u00a0a', 'a\u00a0', '\u2003a\u2003', '\u001fa', '\u0001a',
  '[a, b]', '[a;b]', '[a, b', 'a, b]', '[]', '[ ]', '[a,]', '[,]', '[a,,b]', '["a", \'b\']', '[a b, c]', '[a: b]', '- a\n- b', '- a', '-a', '-', '- ',
  '- - a', '--- [a]', '[a] # b', '# x\n[a]', '[a] b',
  '[1, 0x1F, 010, 0o17, 1.50, 1e3, true, TRUE, yes]', '[null]', '[~]', '[.inf, -.INF, .nan]', '[${HOME}]', '- ${HOME}', '[:a]', '- :a', '[a]#b',
  '- |#\n  a', '- |\n  a', '- "\ta"', '[\ta]', '\t[a]', '- a\t', '[*a]', '[&a b, *a]', '[!x a]',
  '[!!str 1]', '[[a, b], c]', '[{a: b}]', '[a]\n', ' [a]', '[a\n, b]', '["a\\tb"]', '["\\q"]',
  '[1e400]', '[123456789.0]', '[1e-7]', '[-0]', '[-0.0]',
];
const MAPS = [
  '', ' ', ',', 'a', 'a:', 'a: ', ':b', 'a:b', 'a: b', 'a : b', ' a:b ', 'a:b,c:d', 'a:b, c:d', 'a: b, c: d', 'a:b,', ',a:b', 'a:b,,c:d', 'a:b:c',
  'a:b,a:c', 'a:b,a:b', "a:'b:c'", 'a:"b:c"', "'a:b,c'", "'a:b,c':d", "a:'b,c'",
  "'a:b,c',d:e", "'a:''b:c,d''',e:f", '"a":b', '"a":"b"', "'a':'b'", 'a:"b"c', 'a:""', "a:''", '"":b', 'a:b;c:d', 'a=b', 'a=b,c=d', 'a:b\nc:d',
  'a: b\nc: d', 'a:\n  b: c', '{a: b}', '{a: b, c: d}', '{a:b}', '{a}', '{}', '{ }', '{a: }', '{a: null}', '{a: ~}',
  '{null: a}', '{a: b, a: c}', '{1: a, "1": b}', '{a: 1, b: 0x10, c: 1.50, d: TRUE, e: 1e3}', '{a: [1, 2], b: {c: d}}', '{"a": "b"}', '{"a":"b"}',
  '{"a":b}', '{a: "x, y"}', '{a: b', 'a: b}', '[a: b]', '? a\n: b', '- a: b', 'a: b # c', 'a: "b" # c', "a: 'it''s'", 'a: b: c',
  'a:b # c', 'a: |\n  b\n  c', 'a: http://host:80/x', 'a:http://host:80/x', "'Authorization: Bearer x'", 'user:1, host : 2', '<<: {a: b}',
  '{? a : b}', 'a: ${HOME}', 'key: *a', 'a: !x b', 'a: &x b',
];

/** The cases that are worth a name in the committed table. */
export function designed(): Question[] {
  const quantities = (units: readonly string[]) => [
    ...units.flatMap((unit) => [`5 ${unit}`, `5${unit}`, `5${unit.toUpperCase()}`]),
    ...NUMBERS.flatMap((number) => [number, `${number} ${units[0]}`]),
    ...BLANKS.flatMap((blank) => [blank, `${blank}5${units[0]}`, `5${blank}${units[0]}`, `5${units[0]}${blank}`, `5${blank}`]),
    '5 5', `5 ${units[0]} 5`, `${units[0]}`, `5 ${units[0]} 6 ${units[3]}`, '-', '+', '.', '5.',
  ];
  const asked = (type: string, texts: readonly string[], constants: object = {}) => [...new Set(texts)].map((text) => ({ type, ...constants, text }));
  return [
    ...asked('String', ['', ' ', 'a', ' a ', '1', 'true', '[a, b]', 'ä\u0000\ud83d\ude00']),
    ...asked('Boolean', [
      'true', 'false', 'TRUE', 'False', 'tRuE', ' true', 'true ', '', 'yes', 'no', 'on', 'off', '1', '0', 't', 'enabled', 'ture', 'fal\u017fe', 'null',
    ]),
    ...asked('Integer', WHOLE),
    ...asked('Long', WHOLE),
    ...asked('Float', DECIMAL),
    ...asked('Double', DECIMAL),
    ...asked('Duration', [...quantities(TIME_UNITS), ...LIMITS, ...ISO_TIMES]),
    ...asked('MemorySize', [
      ...quantities(SIZE_UNITS),
      '9007199254740991 k', '9007199254740992 k', '8388607 t', '8388608 t', '16777216 t', '1.5g', '1600Mi', '0.5 gb', 'max', '50%',
    ]),
    ...ENUMS.flatMap((constants) => asked('Enum', [
      ...constants.values!.flatMap((value) => [
        value, value.toLowerCase(), value.toUpperCase(), ...['-', '_', ' ', ''].map((joint) => value.replace(/[_-]/g, joint)),
        ` ${value}`, `${value} `, `${value}x`, value.slice(1), `"${value}"`,
      ]),
      '', ' ', 'nothing', '0',
    ], constants)),
    ...asked('Map', MAPS),
    ...asked('List<String>', LISTS),
    ...asked('List<Enum>', [
      'STATE', 'state', 'STATE;CURRENT_TIME', 'STATE,CURRENT_TIME', 'STATE, CURRENT_TIME', 'STATE; current_time', 'STATE;', ';STATE', 'STATE;;STATE',
      "'STATE';\"TOTAL_TIME\"", '[STATE, CURRENT_TIME]', '[STATE]', '[state; STATE]',
      '- STATE\n- total_time', '[STATE, NOPE]', '[STATE, null]', '[]', '', ' ', 'NOPE', 'STATE;NOPE', 'current-time', '"STATE', '[[STATE]]', '[{STATE: STATE}]',
    ], LISTED_ENUM),
    ...asked('List<Map>', [
      '', 'a:b', 'a:b;c:d', 'a:b,c:d;e:f', "'a:b,c:d';e:f", 'a:b,c:d', '[{a: b}]', '[{a: b}, {c: d, e: 1}]', '- a: b\n  c: d\n- e: f', '[a: b]',
      '[a]', '[{a: b}, c]', '[{a: null}]', '{a: b}', '{a: b};{c: d}', '{a: b, c: d};{e: f}', 'a: b;c: d', 'a',
      'a:b;c', '[]', '[{}]', '{}', "'a:b;c'", '"a:b"', '[{a: b, a: c}]', 'name:x,class:y', "a:'b;c'", '["a: b"]',
    ]),
  ];
}
