import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { answerOf } from '../lib/answers.mjs';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { javaVersion, QUICK_JVM } from '../lib/java.mjs';
import { copyJars } from '../lib/maven.mjs';

const POM = join(import.meta.dirname, 'pom.xml');
const PROGRAM = 'OperatorClasses';
const SOURCES = [
  join(import.meta.dirname, `${PROGRAM}.java`),
  join(import.meta.dirname, 'imitated', 'org', 'apache', 'flink', 'autoscaler', 'validation', 'AutoscalerValidator.java'),
];

/** What the operator's Helm chart configures, as far as the validator reads it. */
const CHART = {
  'kubernetes.operator.reconcile.interval': '15 s',
  'parallelism.default': '1',
  'taskmanager.numberOfTaskSlots': '1',
};

/** The jars of a release of the operator, in the order in which classes are looked for. */
export async function operatorJars(version) {
  const folder = await copyJars('operator', POM, { operator: version });
  const own = `flink-kubernetes-operator-${version}.jar`;
  // it replaces a class of the Flink that it brings
  return [own, ...readdirSync(folder).filter((name) => name !== own).sort()].map((name) => join(folder, name));
}

/**
 * Asks the operator's own classes.
 *
 * @param questions as OperatorClasses.java takes them
 */
export async function askOperator(section, version, questions) {
  const jars = await operatorJars(version);
  const args = Object.entries(CHART).map(([key, value]) => `${key}=${value}`);
  const lines = questions.map((question) => JSON.stringify(question));
  return answerOf(section, { files: [...SOURCES, ...jars], words: [await javaVersion(), ...args] }, lines.join('\n'), async () => {
    const classes = await cached(join('classes', `${PROGRAM}-${version}-${fingerprint(...SOURCES, POM)}`), (folder) =>
      run('javac', ['-nowarn', '-proc:none', '-cp', jars.join(delimiter), '-d', folder, ...SOURCES]));
    const printed = await run('java', ['-cp', [classes, ...jars].join(delimiter), PROGRAM, ...args], { env: QUICK_JVM, input: lines.join('\n') });
    const answers = printed.trim().split('\n').map((line) => JSON.parse(line));
    if (answers.length !== questions.length) throw new Error(`${PROGRAM} answered ${answers.length} of ${questions.length}`);
    return answers;
  });
}
