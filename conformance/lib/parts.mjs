import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..');

/**
 * All parts: every folder beside `lib` with a `part.mjs`, which exports
 * - `name`, and `what` it proves in one line;
 * - `versions`: of what it judges by, as a list of strings;
 * - `needs()`: the reason why it cannot run on this machine, or nothing;
 * - `lacks(version)`, if its versions need different things: the reason why this one cannot judge on this machine, or nothing;
 * - `judge(section, version, { askedFor })`: judges by one version and keeps what it found in a section of the report;
 * - `prepare(versions)`, if it has something to build or fetch that takes long: it is done before the part begins, while other parts run;
 * - `watches(version)`, if one of its versions is slow and says little that is new while nothing changes: globs of files from the top of the repository. That version
 *   runs when one of them has changed, with `--all`, and when it is asked for by its version; undefined for versions that always run;
 * - `waits(version)`, if it waits for running processes most of the time: for about how many seconds, so that others run beside it; else 0.
 */
export async function allParts() {
  const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'part.mjs'))).sort();
  return Promise.all(names.map((name) => import(join(FOLDER, name, 'part.mjs'))));
}
