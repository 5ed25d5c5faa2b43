import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { distJar } from '../flink/home.mjs';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { copyJars } from '../lib/maven.mjs';

/** The job that copies a topic. */
export const COPY_JOB = join(import.meta.dirname, 'CopyJob.java');
const POM = join(import.meta.dirname, 'connector-pom.xml');

/** The jar of the job, with the connector in it, as a user would build it. */
export async function copyJar(version, home, connector) {
  const jars = await copyJars('kafka', POM, { 'connector.version': connector });
  const folder = await cached(join('kafka', `job-${version}-${fingerprint(COPY_JOB, POM)}-${connector}`), async (draft) => {
    const classes = join(draft, 'classes');
    mkdirSync(classes);
    // What Flink itself has does not come twice.
    const own = readdirSync(jars).filter((jar) => !/^slf4j/.test(jar)).map((jar) => join(jars, jar));
    // Before the others are there: beside their module descriptors it would be compiled as a module, which sees nothing of them.
    await run('javac', ['-nowarn', '--release', '11', '-cp', [distJar(home), ...own].join(':'), '-d', classes, COPY_JOB]);
    for (const jar of own) await run('jar', ['xf', jar], { cwd: classes });
    await run('jar', ['cf', join(draft, 'job.jar'), '-C', classes, '.']);
    rmSync(classes, { recursive: true });
  });
  return join(folder, 'job.jar');
}
