import { join } from 'node:path';
import { cached } from './cache.mjs';
import { answers, run } from './commands.mjs';

let updated = false;

/** Whether Debian's packages can be had here, and this is one of them. A new machine has no list of them yet. */
export async function isDebianPackage(name) {
  if (await answers('apt-cache', 'show', name)) return true;
  if (updated || !await answers('apt-get', '--version')) return false;
  updated = true;
  await run('apt-get', ['update', '--quiet']).catch(() => undefined);
  return answers('apt-cache', 'show', name);
}

/** A folder with what one of Debian's packages holds, unpacked and not installed. */
export function debianPackage(name) {
  return cached(join(name, 'debian'), async (draft) => {
    await run('apt-get', ['download', name], { cwd: draft });
    await run('sh', ['-c', `dpkg-deb -x ${name}_*.deb .`], { cwd: draft });
  });
}
