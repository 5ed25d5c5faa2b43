import { compile, completionsAfter, expectComplaint, Program } from './compile';
import { OPERATOR_KEYS } from '../../src/configuration/options/operator-keys';
import { OptionCatalogue } from '../../src/configuration/options/option-catalogue';

const PRELUDE = 'import { flinkConfiguration } from \'cdk8s-flink\';\nexport const used = flinkConfiguration;\n';
const VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
/** What the compiler prints of a key that the version does not have; the options that begin like it follow. */
const NOT_A_KEY = 'is not assignable to type \'UnknownOption<';
const NOT_A_VALUE = 'is not assignable to type';

/** What must not compile, whatever the version: a key and a value, and what the compiler says. */
const MISTAKES: { readonly [what: string]: readonly [key: string, value: string, complaint: string] } = {
  'a misspelt key': ['execution.checkpointing.intervall', '60 s', `${NOT_A_KEY}"execution.checkpointing.interval" | "execution.checkpointing.interval-during-backlog">`],
  'a misspelt operator key': ['kubernetes.operator.savepoint.format.typ', 'NATIVE', NOT_A_KEY],
  'a key from nowhere': ['ha.type', 'kubernetes', `${NOT_A_KEY}"no option begins like it">`],
  'a former name': ['akka.ask.timeout', '30 s', NOT_A_KEY],
  'a key that the operator forbids': ['kubernetes.cluster-id', 'x', NOT_A_KEY],
  'a key that the operator overwrites': ['taskmanager.memory.process.size', '4g', NOT_A_KEY],
  'a key of the operator itself': ['kubernetes.operator.reconcile.interval', '60 s', NOT_A_KEY],
  'a wrong constant': ['jobmanager.scheduler', 'adaptve', NOT_A_VALUE],
  'a wrong state backend': ['state.backend.type', 'rocks', NOT_A_VALUE],
  'a wrong restart strategy': ['restart-strategy.type', 'exponential', NOT_A_VALUE],
  'a duration without its unit': ['execution.checkpointing.interval', '60', NOT_A_VALUE],
  'a duration with a decimal': ['execution.checkpointing.interval', '1.5 min', NOT_A_VALUE],
  'a size with a decimal': ['taskmanager.memory.jvm-metaspace.size', '1.5g', NOT_A_VALUE],
  'a size as Kubernetes writes it': ['taskmanager.memory.jvm-metaspace.size', '1600Mi', NOT_A_VALUE],
  'a boolean that is yes': ['web.submit.enable', 'yes', NOT_A_VALUE],
  'a number that is a word': ['pipeline.max-parallelism', 'many', NOT_A_VALUE],
};

/** Keys that stand in one version and not in another, and `forst`, which is a value of 2.x. */
const BY_VERSION: { readonly [what: string]: Program } = {
  'a key that came later': ['flinkConfiguration(\'1.19\', { \'execution.checkpointing.dir\': \'s3://b\' });', NOT_A_KEY],
  'the name that 1.19 has for it': ['flinkConfiguration(\'1.19\', { \'state.checkpoints.dir\': \'s3://b\' });'],
  'the name of 1.19 on 1.20': ['flinkConfiguration(\'1.20\', { \'state.checkpoints.dir\': \'s3://b\' });', NOT_A_KEY],
  'a key that was removed': ['flinkConfiguration(\'2.0\', { \'taskmanager.network.memory.buffers-per-channel\': \'2\' });', NOT_A_KEY],
  'a key that was removed, where it is still': ['flinkConfiguration(\'1.20\', { \'taskmanager.network.memory.buffers-per-channel\': \'2\' });'],
  'a key of TLS that 2.x does not read': ['flinkConfiguration(\'2.2\', { \'security.ssl.enabled\': \'true\' });', NOT_A_KEY],
  'ForSt on 1.20': ['flinkConfiguration(\'1.20\', { \'state.backend.type\': \'forst\' });', NOT_A_VALUE],
  'ForSt on 2.0': ['flinkConfiguration(\'2.0\', { \'state.backend.type\': \'forst\' });'],
  'a version that does not exist': ['flinkConfiguration(\'1.21\', {});', 'is not assignable to parameter'],
};

const RIGHT = `{
  'execution.checkpointing.interval': '60 s', 'execution.checkpointing.timeout': '10min', 'taskmanager.memory.jvm-metaspace.size': '512 mb',
  'jobmanager.scheduler': 'Adaptive', 'web.submit.enable': 'false', 'pipeline.max-parallelism': '720', 'state.backend.type': 'rocksdb',
  'kubernetes.operator.savepoint.format.type': 'NATIVE', 'job.autoscaler.enabled': 'true', 's3.connection.maximum': '200',
  'metrics.reporter.prom.port': '9249', 'kubernetes.taskmanager.labels.team': 'shop', 'taskmanager.memory.network.fraction': '0.15',
}`;

const programs: { readonly [what: string]: Program } = {
  'two unknown keys': ['flinkConfiguration(\'1.20\', { \'execution.checkpointing.intervall\': \'60 s\', \'web.submit.enabled\': \'false\' });', NOT_A_KEY],
  ...BY_VERSION,
  ...Object.fromEntries(VERSIONS.flatMap((version) => [
    [`${version}: what is right`, [`flinkConfiguration('${version}', ${RIGHT});`]],
    [`${version}: every default`, [`flinkConfiguration('${version}', {${defaultsOf(version).join(', ')}});`]],
    ...Object.entries(MISTAKES).map(([what, [key, value, complaint]]) =>
      [`${version}: ${what}`, [`flinkConfiguration('${version}', { '${key}': '${value}' });`, complaint]]),
  ])),
};

const complaints = compile(PRELUDE, programs);
const completions = (before: string, after: string) => completionsAfter(`${PRELUDE}${before}`, after);

test.each(Object.entries(programs))('%s', (what, [, complaint]) => expectComplaint(complaints.get(what), complaint));

test('two keys of one map that are unknown are two complaints', () => {
  expect(complaints.get('two unknown keys')).toEqual([expect.stringContaining('"execution.checkpointing.interval"'), expect.stringContaining('"web.submit.enable"')]);
});

test('editors complete keys and values', () => {
  expect(completions('flinkConfiguration(\'2.2\', { \'', '\' });')).toEqual(expect.arrayContaining(['execution.checkpointing.interval', 'state.backend.type']));
  expect(completions('flinkConfiguration(\'2.2\', { \'state.backend.type\': \'', '\' });')).toEqual(expect.arrayContaining(['forst', 'hashmap', 'rocksdb']));
});

test.each(VERSIONS)('every option of %s compiles with its own default', (version) => {
  expect(complaints.get(`${version}: every default`)).toEqual([]);
  expect(defaultsOf(version).length).toBeGreaterThan(350);
});

/** Options and their defaults, of types whose defaults Flink prints as it reads them; durations and sizes it prints in other words. */
function defaultsOf(version: string): string[] {
  const catalogue = OptionCatalogue.flink(version);
  return catalogue.keys().map((key) => [key, catalogue.declared(key)!] as const)
    .filter(([, { scope, default: value, type }]) => scope === undefined && value !== undefined
      && ['Boolean', 'Integer', 'Double', 'Float', 'Enum'].includes(type))
    // what the operator sets, and options whose successor reads their name, are left out on purpose
    .filter(([key]) => !OPERATOR_KEYS.some(({ pattern }) => pattern.test(key)) && catalogue.resolve(key)[0].key === key)
    .map(([key, { default: value }]) => `'${key}': '${value}'`);
}
