import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';

const SOURCE = join(import.meta.dirname, 'StatefulJob.java');

export const ENTRY_CLASS = 'StatefulJob';

/** The jar of the job that runs, compiled against one version's Flink; made anew when its source changes. */
export async function jobJar(version, home) {
  const folder = await cached(join('flink', version, `job-${fingerprint(SOURCE)}`), async (draft) => {
    const classes = join(draft, 'classes');
    mkdirSync(classes);
    const dist = readdirSync(join(home, 'lib')).find((jar) => jar.startsWith('flink-dist'));
    await run('javac', ['-nowarn', '--release', '11', '-cp', join(home, 'lib', dist), '-d', classes, SOURCE]);
    await run('jar', ['cf', join(draft, 'job.jar'), '-C', classes, '.']);
    rmSync(classes, { recursive: true });
  });
  return join(folder, 'job.jar');
}
