import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where downloads and builds are kept from run to run. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-flink');

/**
 * A folder in the cache, made by `make(folder)` unless it is there. It appears whole or not at all,
 * so that a run that was interrupted, or another one at the same time, leaves no half of it behind.
 */
export function cached(name, make) {
  // who asks while it is being made gets the same
  if (!making.has(name)) making.set(name, madeOnce(name, make).finally(() => making.delete(name)));
  return making.get(name);
}

const making = new Map();

async function madeOnce(name, make) {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await make(draft);
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
