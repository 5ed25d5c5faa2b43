import { CASES } from './cases';
import { changed, check, fixes, found, isAsExpected } from './cases/judge-case';
import { GUIDELINES } from '../../src/guidelines/registry';
import { TableGuideline } from '../../src/guidelines/table';

const CHECKED = GUIDELINES.filter(({ row }) => row.rules ?? row.check ?? row.snapshots ?? row.identity);

test('a sound job breaks no guideline', () => {
  expect(check(changed({}), GUIDELINES)).toEqual([]);
});

test.each(CASES.map((one) => [one.guideline, one.finds.length > 0 ? 'fires on' : 'is silent on', one.why, one] as const))('%s %s %s', (id, _, __, one) => {
  const guideline = GUIDELINES.filter((each) => each.id === id);
  expect(guideline).toHaveLength(1);
  const findings = found(one, guideline);
  expect(fixes(one, guideline)).not.toContain('');
  // shows both where they differ
  expect(isAsExpected(findings, one.finds) ? one.finds : findings).toEqual(one.finds);
});

test.each(CHECKED.map(({ id }) => id))('%s is seen to fire', (id) => {
  expect(CASES.filter(({ guideline, finds }) => guideline === id && finds.length > 0)).not.toEqual([]);
});

/** What a guideline may have besides rules. */
const FUNCTIONS = ['check', 'snapshots', 'identity'] as const;

/** A guideline without one of its rules, or without one of its functions. */
function without({ row }: TableGuideline, rule: number | typeof FUNCTIONS[number]): TableGuideline {
  return new TableGuideline(typeof rule === 'string' ? { ...row, [rule]: undefined } : { ...row, rules: row.rules!.filter((_, i) => i !== rule) });
}

const BODIES = CHECKED.flatMap((guideline) => [
  ...(guideline.row.rules ?? []).map((_, i) => [guideline.id, i, guideline] as const),
  ...FUNCTIONS.filter((name) => guideline.row[name]).map((name) => [guideline.id, name, guideline] as const),
]);

test.each(BODIES)('%s: without its rule %s a test fails', (id, rule, guideline) => {
  const mutants = [without(guideline, rule)];
  const fails = (one: typeof CASES[number]) => !isAsExpected(found(one, mutants), one.finds);
  expect(CASES.some((one) => one.guideline === id && fails(one))).toBe(true);
});
