import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { filesIn } from '../lib/files.mjs';

/** The peers, in the versions that we are developed with. */
const PEERS = ['cdk8s', 'constructs', 'cdk8s-plus-27'].map((name) => `${name}@${JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version}`);

const npx = (...words) => ['npx', ['--yes', ...words]];
const inFolder = { program: (file) => [process.execPath, [file]], command: (words) => [join('node_modules', '.bin', 'cdk8s-flink'), words] };

/**
 * What installs packages or bundles programs, by its version in the report. In a folder with the programs,
 * - `install(folder, tarball)` installs the packed library and its peers;
 * - `bundle(folder, programs)`, if there is one, makes of each program one file, in a new folder that is then moved away from the package;
 * - `program(file)` and `command(words)` are what runs a program, and the command line of the library;
 * - `optional(folder)`: whether optional dependencies were installed that were not asked for.
 */
export const TOOLS = {
  'npm': { ...inFolder, install: npm, optional: (folder) => existsSync(join(folder, 'node_modules', 'backport')) },
  'yarn-1.22.22': {
    ...inFolder,
    // this yarn takes an archive of the same name from its cache, whatever is in it
    install: (folder, tarball) => run(...npx('yarn@1.22.22', 'add', '--non-interactive', '--ignore-optional', '--cache-folder', join(folder, '.cache'), tarball, ...PEERS), { cwd: folder }),
    optional: (folder) => existsSync(join(folder, 'node_modules', 'backport')),
  },
  'yarn-4.18.1': { ...inFolder, install: (folder, tarball) => yarn4(folder, tarball, 'node-modules') },
  'yarn-4.18.1-pnp': {
    install: (folder, tarball) => yarn4(folder, tarball, 'pnp'),
    program: (file) => npx('@yarnpkg/cli-dist@4.18.1', 'node', file),
    command: (words) => npx('@yarnpkg/cli-dist@4.18.1', 'cdk8s-flink', ...words),
  },
  'pnpm-10.34.8': {
    ...inFolder,
    install: (folder, tarball) => run(...npx('pnpm@10.34.8', 'add', '--no-optional', tarball, ...PEERS), { cwd: folder }),
    optional: (folder) => readdirSync(join(folder, 'node_modules', '.pnpm')).some((name) => name.startsWith('backport')),
  },
  'esbuild-0.28.2': {
    ...inFolder,
    install: (folder, tarball) => npm(folder, tarball, 'esbuild@0.28.2'),
    bundle,
    command: (words) => [process.execPath, ['cdk8s-flink.cjs', ...words]],
  },
};

function npm(folder, tarball, ...more) {
  return run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--omit=optional', ...more, tarball, ...PEERS], { cwd: folder });
}

/** This yarn reads no settings of npm's. */
async function yarn4(folder, tarball, linker) {
  const registry = (await run('npm', ['config', 'get', 'registry'])).trim().replace(/\/$/, '');
  writeFileSync(join(folder, 'yarn.lock'), '');
  writeFileSync(join(folder, '.yarnrc.yml'), `nodeLinker: ${linker}\nnpmRegistryServer: ${JSON.stringify(registry)}\nenableTelemetry: false\nenableImmutableInstalls: false\n`);
  return run(...npx('@yarnpkg/cli-dist@4.18.1', 'add', tarball, ...PEERS), { cwd: folder });
}

/** Also makes a program of the command line. */
async function bundle(folder, programs) {
  const main = join('node_modules', 'cdk8s-flink', 'lib', 'cli', 'main.js');
  for (const [source, target] of [...programs.map((file) => [file, file]), [main, 'cdk8s-flink.cjs']]) {
    await run(join('node_modules', '.bin', 'esbuild'), [source, '--bundle', '--platform=node', '--minify', '--log-level=error', `--outfile=${join('bundles', target)}`], { cwd: folder });
  }
  return join(folder, 'bundles');
}

/** The size of what is installed in a folder, in MB. */
export function megabytes(folder) {
  return Math.round(filesIn(folder).reduce((sum, file) => sum + readFileSync(file).length, 0) / 1e6);
}
