// Installs the development dependencies, unless the installed versions match the lock file.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.cdk8s-flink-lock.json';

export function install() {
  const upToDate = existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === readFileSync(LOCK, 'utf8');
  if (upToDate) return;
  step('installing dependencies');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  copyFileSync(LOCK, INSTALLED);
}

/** Compiles the library with jsii. */
export function compile() {
  step('compiling');
  // The compiled output of a moved file would be found before the output of its new location.
  rmSync('lib', { recursive: true, force: true });
  rmSync('tsconfig.tsbuildinfo', { force: true });
  run('npx', ['--no-install', 'jsii', '--silence-warnings=reserved-word']);
  run(process.execPath, ['scripts/lazy.mjs', 'lib']);
  run(process.execPath, ['scripts/embed.mjs', 'lib']);
}

const COMPILED = '.jsii';

/** Compiles the library, unless the compiled output is up to date with `src`. */
export function compileWhatChanged() {
  if (timeOf(COMPILED) < Math.max(timeOf('package.json'), newestIn('src'))) compile();
}

function newestIn(folder) {
  return Math.max(...readdirSync(folder, { recursive: true }).map((name) => timeOf(join(folder, name))));
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function step(what) {
  console.log(`\n==> ${what}`);
}

/** Runs a command and shows its output. Throws if it fails. */
export function run(command, args, env = {}) {
  execFileSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...env },
  });
}
