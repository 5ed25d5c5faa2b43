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
