import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compile, install } from '../../scripts/install.mjs';

const COMPILED = '.jsii';

/** Sees to it that what is compiled is what `src` says. The working directory must be the repository's. */
export function compiledLibrary() {
  install();
  if (timeOf(COMPILED) < Math.max(timeOf('package.json'), newestIn('src'))) compile();
}

function newestIn(folder) {
  return Math.max(...readdirSync(folder, { recursive: true }).map((name) => timeOf(join(folder, name))));
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
