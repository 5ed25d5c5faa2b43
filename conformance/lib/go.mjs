import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached } from './cache.mjs';
import { answers, run } from './commands.mjs';
import { fingerprint } from './fingerprint.mjs';

/** A first build of Kubernetes takes long on a small machine. */
const BUILD_TIMEOUT = 45 * 60_000;

/** Why parts that build Go programs cannot run here; nothing where they can. */
export async function needsGo() {
  return await answers('go', 'version') ? undefined : 'needs Go 1.24 or newer';
}

const builds = new Map();

/**
 * Builds what a folder with a `go.mod` says, and returns the folder of the programs. Builds of one folder are one build.
 *
 * @param folder the module: every version that is built is pinned there
 * @param targets what to build: `.` for the module's own program, `tool` for those that its `go.mod` lists
 */
export function goPrograms(folder, targets = '.') {
  if (!builds.has(folder)) builds.set(folder, build(folder, targets));
  return builds.get(folder);
}

function build(folder, targets) {
  const sources = readdirSync(folder).filter((name) => /^go\.(mod|sum)$|\.go$/.test(name)).map((name) => join(folder, name)).sort();
  // Behind what is measured beside it, but not behind other work: of a first run the longest build is the end.
  const command = ['go', 'build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];
  return cached(join('go', `${basename(folder)}-${fingerprint(...sources)}`), (into) =>
    run('nice', ['-n', '10', ...command, '-o', `${into}/`, targets], { cwd: folder, timeout: BUILD_TIMEOUT }));
}

/** The folder of a module that another module's `go.mod` requires, checked against its `go.sum`. */
export async function goModule(folder, path) {
  return JSON.parse(await run('go', ['mod', 'download', '-json', path], { cwd: folder })).Dir;
}
