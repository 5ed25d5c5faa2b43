import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { answers, run } from '../lib/commands.mjs';
import { ofLibrary, VERSIONS } from './packages.mjs';

const SOURCES = join(import.meta.dirname, 'python');
/** What builds a package of sources. */
const SETUPTOOLS = '75.3.2';

export const programs = { 'quickstart.py': 'quickstart', 'fraud_detection.py': 'fraud-detection' };

/** Programs that must end with a sentence of ours. */
export const refusals = [
  {
    program: 'wrong_properties.py',
    what: 'wrong properties: the last thing that Python prints is what is wrong, all of it',
    says: 'RuntimeError: Error: Validation failed with the following errors:\n'
      + '  [payments/orders] error ARC-12 flinkConfiguration[\'execution.checkpointing.intervall\'] = "30 s": is an option of neither Flink 1.20 nor operator 1.16,'
      + ' which would ignore it silently. Did you mean execution.checkpointing.interval? If your image reads it, name it in ownOptions.\n'
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

export async function build(packages, folder, edit) {
  const [others, sources] = [await environment(), join(folder, 'sources')];
  const env = (...folders) => ({ PYTHONPATH: [...folders, others].join(delimiter), PYTHONDONTWRITEBYTECODE: '1' });
  // Without isolation, since what builds it is there; without dependencies, for the same reason.
  const library = await ofLibrary(`python-${SETUPTOOLS}`, (made) =>
    run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '--target', made, join(packages, 'python')], { env: env() }));
  mkdirSync(sources);
  for (const file of readdirSync(SOURCES).filter((name) => name.endsWith('.py'))) writeFileSync(join(sources, file), edit(file, readFileSync(join(SOURCES, file), 'utf8')));
  return (program) => ['python3', [join(sources, program)], env(library)];
}
