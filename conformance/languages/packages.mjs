import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';

const versionOf = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;

/** What every program needs beside the library, in the versions that we are developed with. The runtime goes with the generator. */
export const VERSIONS = {
  'cdk8s': versionOf('cdk8s'),
  'constructs': versionOf('constructs'),
  'cdk8s-plus-27': versionOf('cdk8s-plus-27'),
  'jsii': versionOf('jsii-pacmak'),
};

/** The library as a package of other languages, a folder each: `python`, `java`, `go`. It must be compiled. */
export async function generatePackages(folder) {
  await generate('.', ['python', 'java', 'go'], folder);
}

/** The same of cdk8s-plus-27, which neither Maven Central nor the Go proxy serve. */
export function cdk8sPlus() {
  return cached(join('languages', `cdk8s-plus-27-${VERSIONS['cdk8s-plus-27']}-${VERSIONS.jsii}`), (folder) =>
    generate(join('node_modules', 'cdk8s-plus-27'), ['java', 'go'], folder));
}

async function generate(module, targets, folder) {
  await run(join('node_modules', '.bin', 'jsii-pacmak'), [module, '--code-only', '--no-npmignore', '--outdir', folder, '--targets', ...targets], {
    env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
  });
}
