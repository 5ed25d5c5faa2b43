import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { answers, run } from '../lib/commands.mjs';
import { ofLibrary, TRANSLATIONS, VERSIONS } from './packages.mjs';

const SOURCES = join(import.meta.dirname, 'python');
/** What builds a package of sources. */
const SETUPTOOLS = '75.3.2';
/** What judges types. */
const MYPY = '2.4.1';

/** What the examples of the API use without declaring it, as in rosetta/default.ts-fixture. */
const DECLARED = [
  'from typing import *', 'from cdk8s import *', 'from cdk8s_flink import *',
  'app: App', 'chart: Chart', 'scope: Chart', 'job: ProductionFlinkJob', 'copy: ProductionFlinkJob', 'shared: FlinkSessionCluster',
];

export const programs = { 'quickstart.py': 'quickstart', 'fraud_detection.py': 'fraud-detection' };

/** Programs that must end with a sentence of ours. */
export const refusals = [
  {
    program: 'wrong_properties.py',
    what: 'wrong properties: the last thing that Python prints is what is wrong, all of it',
    says: 'RuntimeError: Error: Validation failed with the following errors:\n'
      + '  [payments/orders] error ARC-12 flinkConfiguration[\'execution.checkpointing.intervall\'] = "30 s": unknown option: Flink 1.20 and operator 1.16'
      + ' ignore it silently. Did you mean execution.checkpointing.interval? If your image reads it, name it in ownOptions.\n'
      + '  [payments/orders] error PAR-08 parallelism = 0: must be a whole number of at least 1. Write the number of partitions of the source, or a divisor of it.',
  },
  {
    program: 'own_guideline.py',
    what: 'a guideline written in Python judges as all others do',
    says: '  [payments/orders] error SHOP-01 parallelism = 3: must be even. Write an even number.',
  },
];

export async function needs() {
  return await answers('python3', '-c', 'import venv, ensurepip, sys; assert sys.version_info >= (3, 10)') ? undefined : 'needs Python 3.10 or newer with venv and pip';
}

/** An environment with all but the library. */
function environment() {
  const requirements = [...Object.entries(VERSIONS).map(([name, version]) => `${name}==${version}`), `setuptools==${SETUPTOOLS}`];
  return cached(join('languages', `python-${requirements.join('-').replaceAll('==', '-')}`), async (folder) => {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', folder, ...requirements]);
  });
}

/**
 * What mypy says of our programs, strictly, and of the examples of the API in Python.
 *
 * @param edit changes a program or an example on purpose
 */
export async function complaints(packages, folder, edit) {
  const own = join(folder, 'programs');
  const examples = join(folder, 'examples');
  for (const each of [own, examples]) mkdirSync(each, { recursive: true });
  for (const [file, text] of programTexts()) writeFileSync(join(own, file), edit(file, text));
  const translated = translations(packages);
  // jsii-rosetta reads a first line with three slashes, as in local:///opt, as a directive, and drops it
  const empty = translated.filter(({ source }) => source.trim() === '').map(({ name }) => `${name}: nothing is left of it`);
  for (const { name, text } of translated) writeFileSync(join(examples, `${name}.py`), edit(name, text));
  const python = join(await withMypy(), 'bin', 'python');
  const mypy = (...args) => run(python, ['-m', 'mypy', '--cache-dir', join(folder, 'mypy'), '--follow-imports', 'silent', '--no-error-summary', ...args], { env: { MYPYPATH: join(packages, 'python', 'src') } })
    .then(() => [], (error) => error.output.trim().split('\n').map((line) => line.replace(`${folder}/`, '')));
  return { examples: translated.length, complaints: [...empty, ...await mypy('--strict', own), ...await mypy(examples)] };
}

/** Every example of the API and of the README, as a module. */
function translations(packages) {
  const { snippets } = JSON.parse(readFileSync(join(packages, TRANSLATIONS), 'utf8'));
  return Object.values(snippets).map(({ location: { api }, translations: { python } }, i) => {
    const name = `${[api.fqn ?? 'readme', api.memberName].filter(Boolean).join('_')}_${i}`.replace(/\W/g, '_');
    // What imports something is a whole program.
    return { name, source: python.source, text: /^from cdk8s import /m.test(python.source) ? python.source : [...DECLARED, python.source].join('\n') };
  });
}

function withMypy() {
  const requirements = [...Object.entries(VERSIONS).map(([name, version]) => `${name}==${version}`), `mypy==${MYPY}`];
  return cached(join('languages', `mypy-${requirements.join('-').replaceAll('==', '-')}`), async (folder) => {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...requirements]);
  });
}

const programTexts = () => readdirSync(SOURCES).filter((name) => name.endsWith('.py')).map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')]);

export async function build(packages, folder, edit) {
  const [others, sources] = [await environment(), join(folder, 'sources')];
  const env = (...folders) => ({ PYTHONPATH: [...folders, others].join(delimiter), PYTHONDONTWRITEBYTECODE: '1' });
  // Without isolation, since what builds it is there; without dependencies, for the same reason.
  const library = await ofLibrary(`python-${SETUPTOOLS}`, (made) =>
    run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '--target', made, join(packages, 'python')], { env: env() }));
  mkdirSync(sources);
  for (const [file, text] of programTexts()) writeFileSync(join(sources, file), edit(file, text));
  return (program) => ['python3', [join(sources, program)], env(library)];
}
