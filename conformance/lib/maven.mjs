import { join } from 'node:path';
import { cached } from './cache.mjs';
import { answers, run } from './commands.mjs';
import { fingerprint } from './fingerprint.mjs';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/** Why parts that take jars from Maven cannot run here; nothing where they can. */
export async function needsMaven() {
  return await answers('mvn', '--version') ? undefined : 'needs Maven (mvn)';
}

/**
 * The folder of all jars that a `pom.xml` asks for.
 *
 * @param properties what it leaves open, such as a version
 */
export function copyJars(name, pom, properties = {}) {
  const said = Object.entries(properties);
  return cached(join(name, ['jars', fingerprint(pom), ...said.map(([, value]) => value)].join('-')), (folder) =>
    run('mvn', ['-q', '-B', '-f', pom, COPY, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`, ...said.map(([key, value]) => `-D${key}=${value}`)]));
}
