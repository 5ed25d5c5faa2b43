import { Change, changed, check } from './cases/judge-case';
import { Limit, Unit } from '../../src/guidelines/limit';
import { GUIDELINES } from '../../src/guidelines/registry';
import { limitsOf, Rule, TableGuideline } from '../../src/guidelines/table';

// Every rule with a limit says nothing on one side of it and fires on the other, and says the number: a digit too many is seen here.

/** What else holds for the sound job, or its rule would have nothing to say. */
const CIRCUMSTANCES: { readonly [guideline: string]: Change } = {
  'ASC-05': {
    options: {
      'job.autoscaler.enabled': 'true',
      'job.autoscaler.observed-scalability.enabled': 'true',
      'job.autoscaler.scaling.effectiveness.detection.enabled': 'true',
      'job.autoscaler.memory.tuning.enabled': 'true',
    },
  },
  'CKP-06': { options: { 'execution.checkpointing.unaligned.enabled': 'true' } },
  'CKP-15': { options: { 'pipeline.max-parallelism': '30000' } },
  'HA-04': { options: { 'high-availability.type': 'NONE' } },
  'PAR-09': { options: { 'pipeline.max-parallelism': '30000' } },
};

/** The smallest difference that somebody writes. */
const STEP: { readonly [unit in Unit]: number } = { ms: 1, bytes: 1, count: 1, ratio: 0.01 };
const SYNTAX: { readonly [unit in Unit]: string } = { ms: ' ms', bytes: 'b', count: '', ratio: '' };

/** As people write it: in the largest unit that has it whole. */
const WORDS: { readonly [unit in Unit]: readonly (readonly [size: number, name: string])[] } = {
  ms: [[60_000, ' min'], [1000, ' s'], [1, ' ms']],
  bytes: [[1024 ** 3, ' GiB'], [1024 ** 2, ' MiB'], [1, ' bytes']],
  count: [[1, '']],
  ratio: [[1, '']],
};

function inWords(limit: number, unit: Unit): string {
  const [size, name] = unit === 'ratio' ? [1, ''] : WORDS[unit].find(([each]) => limit % each === 0)!;
  return `${limit / size}${name}`;
}

interface Edge {
  readonly edge: number;
  /** The values around it, and whether they pass it. */
  readonly around: readonly (readonly [value: number, isBeyond: boolean])[];
}

/** Each edge of a limit. */
function edges({ least, above, most, below, unit }: Limit): Edge[] {
  const by = (value: number, steps: number) => Number((value + steps * STEP[unit]).toFixed(4));
  const around = (edge: number | undefined, isBeyond: readonly boolean[]) =>
    edge === undefined ? [] : [{ edge, around: isBeyond.map((beyond, i) => [by(edge, i - 1), beyond] as const) }];
  return [
    ...around(least, [true, false, false]), ...around(above, [true, true, false]),
    ...around(most, [false, false, true]), ...around(below, [false, true, true]),
  ];
}

const RULES = GUIDELINES.flatMap(({ row }) => (row.rules ?? []).flatMap((rule) => limitsOf(rule).map((limit) => ({ row, rule, limit }))));
const EDGES = RULES.flatMap((one) => edges(one.limit).map((edge) => ({ ...one, ...edge })));

/** What a rule says of the sound job with one value. */
function messages(row: TableGuideline['row'], rule: Rule, { at, isField, unit }: Limit, value: number): string[] {
  const { options, spec } = CIRCUMSTANCES[row.id] ?? {};
  const change = isField ? { options, spec: { ...spec, [at]: value } } : { options: { ...options, [at]: `${value}${SYNTAX[unit]}` }, spec };
  const alone = new TableGuideline({ ...row, rules: [rule], check: undefined });
  return check(changed(change), [alone]).filter(({ guideline }) => guideline === row.id).map(({ message }) => message);
}

test.each(EDGES.map((one) => [one.row.id, one.limit.at, inWords(one.edge, one.limit.unit), one] as const))('%s: %s passes %s, and no sooner', (_, __, words, one) => {
  const { row, rule, limit, around } = one;
  const said = around.map(([value]) => messages(row, rule, limit, value));
  expect(said.map((all) => all.length)).toEqual(around.map(([, isBeyond]) => isBeyond ? 1 : 0));
  const whole = new RegExp(`(?<![\\d.])${words.replaceAll('.', '\\.')}(?!\\.?\\d)`);
  for (const message of said.flat()) expect(message).toMatch(whole);
});

test('the rules that are a number', () => {
  expect([...new Set(RULES.map(({ row }) => row.id))].sort()).toEqual(['ASC-05', 'CKP-02', 'CKP-06', 'CKP-15', 'CKP-16', 'HA-04', 'MEM-05', 'MEM-11', 'NET-01', 'PAR-09', 'RES-01', 'RST-05']);
});

test('where zero turns off what is limited, it is no value below the least', () => {
  const off = RULES.filter(({ limit }) => limit.zeroIsOff).map(({ row, rule, limit }) => [row.id, messages(row, rule, limit, 0)]);
  expect(off).toEqual([['CKP-02', []]]);
});
