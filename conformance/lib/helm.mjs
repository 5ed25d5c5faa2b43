import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { run } from './commands.mjs';

/** Both major versions that are in use. */
export const HELM = {
  'helm 3': { module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' },
  'helm 4': { module: 'helm.sh/helm/v4/cmd/helm', version: 'v4.3.2' },
};

const BUILD_TIMEOUT = 30 * 60_000;

/** A program that is built from a released Go module as it is. */
export async function installedProgram(name, { module, version }) {
  const folder = await cached(join('go', `${name.replace(' ', '-')}-${version}`), (into) => (
    run('nice', ['-n', '15', 'go', 'install', '-ldflags=-s -w', `${module}@${version}`], { env: { ...process.env, GOBIN: into }, timeout: BUILD_TIMEOUT })));
  return join(folder, readdirSync(folder)[0]);
}
