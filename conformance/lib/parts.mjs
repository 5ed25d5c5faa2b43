import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..');

/**
 * All parts: every folder beside `lib` with a `part.mjs`, which exports
 * - `name`, and `what` it proves in one line;
 * - `versions`: of what it judges by, as a list of strings;
 * - `needs()`: the reason why it cannot run on this machine, or nothing;
 * - `run(report, versions)`: makes a section of the report for each version;
 * - `prepare()`, if it has something to build that takes long: starts it, while other parts run.
 */
export async function allParts() {
  const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'part.mjs'))).sort();
  return Promise.all(names.map((name) => import(join(FOLDER, name, 'part.mjs'))));
}
