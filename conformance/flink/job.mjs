import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { distJar } from './home.mjs';

/** The job that knows what its counts must be. */
export const STATEFUL_JOB = join(import.meta.dirname, 'StatefulJob.java');

/** The class to start, which has the name of its file. */
export function entryClass(source) {
  return basename(source, '.java');
}

/** The jar of a job, compiled against one version's Flink; made anew when its source changes. */
export async function jobJar(version, home, source) {
  const folder = await cached(join('flink', version, `job-${fingerprint(source)}`), async (draft) => {
    const classes = join(draft, 'classes');
    mkdirSync(classes);
    await run('javac', ['-nowarn', '--release', '11', '-cp', distJar(home), '-d', classes, source]);
    await run('jar', ['cf', join(draft, 'job.jar'), '-C', classes, '.']);
    rmSync(classes, { recursive: true });
  });
  return join(folder, 'job.jar');
}
