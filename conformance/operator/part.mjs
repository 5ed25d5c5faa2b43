import { OPERATOR_VERSIONS } from '../lib/emitted.mjs';
import { needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';
import { changeQuestions } from './diff.mjs';
import { emissionsFor } from './emissions.mjs';
import { askOperator, operatorJars } from './operator.mjs';

export const name = 'operator';
export const what = 'the released classes of the operator accept what we emit, refuse what we call an error, and make of a configuration and of a change what we say';
export const versions = ['1.16.1'];

export async function needs() {
  return await needsJava() ?? needsMaven();
}

export function prepare(wanted) {
  return Promise.all(wanted.map((version) => operatorJars(version)));
}

/** Differences that a failure tells. */
const SHOWN = 3;

export async function judge(section, version) {
  for (const operatorVersion of OPERATOR_VERSIONS) {
    section.progress(`asking about what is emitted for operator ${operatorVersion}`);
    const deployments = emittedDeployments(await emissionsFor(operatorVersion));
    await acceptance(section, version, operatorVersion, deployments);
    if (operatorVersion === OPERATOR_VERSIONS.at(-1)) await configuration(section, version, 'what is emitted', deployments);
  }
  await configuration(section, version, 'designed specs', designedDeployments());
  await changes(section, version);
  await updates(section, version);
  await refusals(section, version);
  await imitatedRefusals(section, version);
}

/** What the validator judges of emissions, but for session jobs: it looks up the host of their jar, and those of examples do not exist. */
export function emittedDeployments(emissions) {
  const { deployments } = typescript('conformance/operator/configuration.ts');
  return deployments(emissions.flatMap(({ manifests }) => manifests).filter(({ apiVersion, kind }) => apiVersion === 'flink.apache.org/v1beta1' && kind !== 'FlinkSessionJob'));
}

/** Deployments whose configuration differs from what they say. */
export function designedDeployments() {
  const { configured } = typescript('conformance/operator/specs.ts');
  const { build } = typescript('conformance/operator/objects.ts');
  return typescript('conformance/operator/configuration.ts').deployments(configured().map((spec) => build(spec).object));
}

/** Has the operator accept what is emitted. */
export async function acceptance(section, version, operatorVersion, deployments) {
  await section.check({
    what: `all that is emitted for operator ${operatorVersion} is accepted`,
    asked: 'DefaultValidator',
    expected: `${deployments.length} of ${deployments.length} accepted`,
    said: async () => {
      const answers = await askOperator(section, version, deployments.map((resource) => ({ ask: 'verdict', resource })));
      const refused = answers.flatMap(({ verdict, words }, i) => verdict === 'ACCEPTED' ? [] : [`${deployments[i].metadata.name} of Flink ${deployments[i].spec.flinkVersion}: ${words}`]);
      return [`${answers.length - refused.length} of ${answers.length} accepted`, ...refused.slice(0, SHOWN)].join('; ');
    },
  });
}

/** Compares the configuration that Flink gets of the operator with what we say it gets; `change` is what becomes of ours, to see whether it is noticed. */
export async function configuration(section, version, of, deployments, change = (options) => options) {
  const { differences, ourOptions } = typescript('conformance/operator/configuration.ts');
  await section.check({
    what: `Flink gets the configuration that we say it gets, of ${of}`,
    asked: 'FlinkConfigManager.getDeployConfig',
    expected: `${deployments.length} configurations, 0 differences`,
    said: async () => {
      const answers = await askOperator(section, version, deployments.map((resource) => ({ ask: 'configuration', resource })));
      const found = answers.flatMap(({ configuration: theirs, words }, i) => theirs === undefined ? [words] : differences(change(ourOptions(deployments[i])), theirs));
      const all = [...new Set(found)];
      return [`${answers.length} configurations, ${all.length} differences`, ...all.slice(0, SHOWN)].join('; ');
    },
  });
}

/** Compares what the operator does about a change with the table of changes.mjs; `change` is what becomes of an expectation, to see whether it is noticed. */
export async function changes(section, version, change = (expected) => expected) {
  const asked = changeQuestions();
  await section.check({
    what: 'a change of a running spec is ignored, scales, upgrades or redeploys as expected',
    asked: 'ReflectiveDiffBuilder and FlinkBlueGreenDeploymentSpecDiff',
    expected: `${asked.length} of ${asked.length} as expected`,
    said: async () => {
      const answers = await askOperator(section, version, asked.map(({ question }) => question));
      const others = asked.flatMap(({ what: changed, expected }, i) => answers[i].verdict === change(expected) ? [] : [`${changed}: ${answers[i].verdict} ${answers[i].words ?? ''}`.trim()]);
      return [`${asked.length - others.length} of ${asked.length} as expected`, ...others.slice(0, SHOWN)].join('; ');
    },
  });
}

/** Compares what the operator's validator says of an update with `cdk8s-flink plan`, words included; `change` is what becomes of ours, to see whether it is noticed. */
export async function updates(section, version, change = (refusals) => refusals) {
  const asked = typescript('conformance/operator/updates.ts').updates();
  await section.check({
    what: 'an update is refused if and only if the plan says so, in these words',
    asked: 'DefaultValidator, with the last reconciled spec',
    expected: `${asked.length} of ${asked.length} as planned`,
    said: async () => {
      const answers = await askOperator(section, version, asked.map(({ resource }) => ({ ask: 'verdict', resource })));
      const isPlanned = ({ verdict, words }, refusals) => verdict === 'ACCEPTED' ? refusals.length === 0 : refusals.some((message) => message.includes(words));
      const others = asked.flatMap(({ what: changed, refusals }, i) => isPlanned(answers[i], change(refusals)) ? [] : [`${changed}: ${answers[i].verdict} ${answers[i].words ?? ''}`.trim()]);
      return [`${asked.length - others.length} of ${asked.length} as planned`, ...others.slice(0, SHOWN)].join('; ');
    },
  });
}

/** Random specs beside those of single rules. */
const RANDOM = 875;
const RANDOM_IMITATED = 300;

/**
 * Compares what the operator refuses with what we call an error.
 *
 * @param check how we judge; another way, to see whether it is noticed
 * @param every which of the specs: each, each tenth
 */
export function refusals(section, version, check, every = 1) {
  const { specs } = typescript('conformance/operator/specs.ts');
  return sameVerdicts(section, version, 'what the operator refuses is an error, and nothing else is said to be refused', specs(RANDOM, SEED), check, every);
}

/** The same about the rules that stand in our own imitation of a class that is not published. */
export function imitatedRefusals(section, version, check, every = 1) {
  const { imitated } = typescript('conformance/operator/specs.ts');
  return sameVerdicts(section, version, 'the same for the autoscaler\'s limits, which are imitated here', imitated(RANDOM_IMITATED, SEED), check, every);
}

async function sameVerdicts(section, version, what, all, check, every) {
  const { compare, kindsOf, OPERATOR } = typescript('conformance/operator/compare.ts');
  const specs = all.filter((_, i) => i % every === 0);
  const ask = (questions) => askOperator(section, version, questions);
  section.progress(`asking the operator's validator about ${specs.length} specs, seed ${SEED}; we judge as of operator ${OPERATOR}`);
  await section.check({
    what,
    asked: 'DefaultValidator and the command "check"',
    expected: ', 0 mismatches',
    said: async () => {
      const { refused, mismatches } = await compare(specs, ask, check);
      const kinds = await kindsOf(mismatches, ask, check);
      for (const { what: kind, count, example } of kinds) section.progress(`${count} times ${kind}\n          ${example}`);
      const most = kinds.length === 0 ? '' : ` of ${kinds.length} kinds, such as ${kinds[0].example}`;
      return `seed ${SEED}: ${specs.length} specs, ${refused} of them refused, ${mismatches.length} mismatches${most}`;
    },
    fits: (expected, said) => said.endsWith(expected),
  });
}
