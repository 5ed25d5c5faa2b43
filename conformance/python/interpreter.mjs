import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';

/** The package with Flink's jars: those of the Flink home are used. */
const JARS = 'apache-flink-libraries';

/** The folder with a `python` that has PyFlink, as the image of the example has one. */
export async function pyflink(version) {
  const environment = await cached(join('python', `pyflink-${version}`), async (folder) => {
    const wheels = `${folder}.wheels`;
    try {
      await run('python3', ['-m', 'venv', folder]);
      const pip = (...args) => run(join(folder, 'bin', 'python'), ['-m', 'pip', ...args]);
      await pip('download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', wheels, `apache-flink==${version}`);
      const wheel = join(wheels, readdirSync(wheels)[0]);
      await pip('install', '--quiet', '--no-deps', wheel);
      const requirements = await run(join(folder, 'bin', 'python'), ['-c', 'import importlib.metadata, json; print(json.dumps(importlib.metadata.requires("apache-flink")))']);
      await pip('install', '--quiet', '--no-cache-dir', ...JSON.parse(requirements).filter((requirement) => !requirement.startsWith(JARS)));
    } finally {
      rmSync(wheels, { recursive: true, force: true });
    }
  });
  return join(environment, 'bin');
}
