import { needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';
import { askOperator, operatorJars } from './operator.mjs';

export const name = 'operator';
export const what = 'the released classes of the operator accept what we emit, refuse what we call an error, and make of a configuration and of a change what we say';
export const versions = ['1.16.1'];

export async function needs() {
  return await needsJava() ?? needsMaven();
}

export function prepare() {
  return Promise.all(versions.map(operatorJars));
}

export async function judge(section, version) {
  await refusals(section, version);
  await imitatedRefusals(section, version);
}

/** Random specs beside those of single rules. */
const RANDOM = 1_000;
const RANDOM_IMITATED = 300;

/** Compares what the operator refuses with what we call an error; `check` is how we judge, to see whether another way is noticed. */
export function refusals(section, version, check, random = RANDOM) {
  const { specs } = typescript('conformance/operator/specs.ts');
  return sameVerdicts(section, version, 'what the operator refuses is an error, and nothing else is said to be refused', specs(random, SEED), check);
}

/** The same about the rules that stand in our own imitation of a class that is not published. */
export function imitatedRefusals(section, version, check, random = RANDOM_IMITATED) {
  const { imitated } = typescript('conformance/operator/specs.ts');
  return sameVerdicts(section, version, 'the same for the autoscaler\'s limits, which are imitated here', imitated(random, SEED), check);
}

async function sameVerdicts(section, version, what, specs, check) {
  const { compare, groups, OPERATOR } = typescript('conformance/operator/compare.ts');
  section.progress(`asking the operator's validator about ${specs.length} specs, seed ${SEED}; we judge as of operator ${OPERATOR}`);
  await section.check({
    what,
    asked: 'DefaultValidator and the command "check"',
    expected: ', 0 mismatches',
    said: async () => {
      const { refused, mismatches } = await compare(specs, (questions) => askOperator(section, version, questions), check);
      const kinds = groups(mismatches);
      for (const { what: kind, count, example } of kinds) section.progress(`${count} times ${kind}\n          ${example}`);
      const most = kinds.length === 0 ? '' : ` of ${kinds.length} kinds, such as ${kinds[0].example}`;
      return `seed ${SEED}: ${specs.length} specs, ${refused} of them refused, ${mismatches.length} mismatches${most}`;
    },
    fits: (expected, said) => said.endsWith(expected),
  });
}
