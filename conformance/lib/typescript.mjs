import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);

let registered = false;

/** What a module of ours in TypeScript exports, which may use `src` and `test`. Its types are checked elsewhere. */
export function typescript(file) {
  if (!registered) require('ts-node').register({ transpileOnly: true, cwd: ROOT });
  registered = true;
  return require(join(ROOT, file));
}
