import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { filesIn } from '../lib/files.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';

const versionOf = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;

/** What every program needs beside the library, in the versions that we are developed with. The runtime goes with the generator. */
export const VERSIONS = {
  'cdk8s': versionOf('cdk8s'),
  'constructs': versionOf('constructs'),
  'cdk8s-plus-27': versionOf('cdk8s-plus-27'),
  'jsii': versionOf('jsii-pacmak'),
};

/** What the packages are made of, and who makes them. */
const INGREDIENTS = ['.jsii', 'package.json', '.npmignore', 'README.md', 'LICENSE', 'lib', 'catalogue', 'rosetta', import.meta.filename];

/** The examples of the API in every language, as jsii-rosetta translates them, in the folder of the packages. */
export const TRANSLATIONS = 'translations.json';

/** The library as a package of other languages, a folder each: `python`, `java`, `go`. It must be compiled, and every example must compile and be translated. */
export function packages() {
  return ofLibrary('packages', async (folder) => {
    const translations = join(folder, TRANSLATIONS);
    await run(join('node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', '--output', translations, '.'], { env: QUIET });
    await generate('.', ['python', 'java', 'go'], folder, ['--rosetta-tablet', translations]);
  });
}

/** What jsii says of an old Node is not about us. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };

const OF_A_LIBRARY = 'library-';
const DAY = 24 * 3_600_000;

let state;

/** The library as it is: it does not change while conformance runs. */
function stateOfLibrary() {
  return state ??= `${OF_A_LIBRARY}${fingerprint(...INGREDIENTS.flatMap(filesIn))}-${Object.values(VERSIONS).join('-')}`;
}

/** A folder of something that is made of the library, and made again when that changes. */
export function ofLibrary(what, make) {
  const library = stateOfLibrary();
  return cached(join('languages', library, what), async (folder) => {
    forgetOlder(library);
    await make(folder);
  });
}

/** Removes what was made of other states of the library, unless another run may be using it. */
function forgetOlder(library) {
  const parent = join(CACHE, 'languages');
  const others = existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith(OF_A_LIBRARY) && name !== library).map((name) => join(parent, name)) : [];
  for (const folder of others) if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY) rmSync(folder, { recursive: true, force: true });
}

/** The same of cdk8s-plus-27, which neither Maven Central nor the Go proxy serve. */
export function cdk8sPlus() {
  return cached(join('languages', `cdk8s-plus-27-${VERSIONS['cdk8s-plus-27']}-${VERSIONS.jsii}`), (folder) =>
    generate(join('node_modules', 'cdk8s-plus-27'), ['java', 'go'], folder));
}

async function generate(module, targets, folder, more = []) {
  await run(join('node_modules', '.bin', 'jsii-pacmak'), [module, '--code-only', '--no-npmignore', '--outdir', folder, ...more, '--targets', ...targets], { env: QUIET });
}
