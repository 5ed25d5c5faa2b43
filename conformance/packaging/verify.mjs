import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { later } from '../lib/janitor.mjs';
import { megabytes, TOOLS } from './tools.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

const asCommonJs = (program) => program.replace(/^import (.*) from (.*);$/gm, 'const $1 = require($2);');

/** The first program that a user writes, and one that reads what no job needs. */
const PROGRAMS = {
  'quickstart.cjs': asCommonJs(/## Quickstart\n\n```ts nofixture\n(.*?)```/s.exec(README)[1]),
  'data.cjs': readFileSync(join(import.meta.dirname, 'programs', 'data.cjs'), 'utf8'),
};
const MANIFEST = /```yaml\n(.*?)```/s.exec(README)[1];
const COMMANDS = { check: ['check', 'clicks.yaml'], report: ['report', 'clicks.yaml'] };
/** Otherwise the page has the date. */
const ENV = { SOURCE_DATE_EPOCH: '0' };

const MOST_PACKED_MB = 2;
const MOST_INSTALLED_MB = 30;
const SAME = 'the same';

/**
 * Installs the packed library with one of the tools and compares what it does with what the checkout does.
 *
 * @param options `change(folder)`: changes the unpacked package; `install`: installs in another way
 */
export async function verify(section, version, { change, install } = {}) {
  const tool = TOOLS[version];
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-flink-packaging-')));
  const forget = later(() => rmSync(scratch, { recursive: true, force: true }));
  try {
    const tarball = await pack(scratch, change);
    const folder = join(scratch, 'project');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    for (const [file, program] of Object.entries(PROGRAMS)) writeFileSync(join(folder, file), program);
    section.progress('installing');
    await (install ?? tool.install)(folder, tarball);
    if (version === 'npm') await judgeInstalled(section, folder, tarball);
    if (tool.optional) {
      await section.check({ what: 'optional dependencies are left out', asked: 'the folder of backport', expected: 'not there', said: () => tool.optional(folder) ? 'there' : 'not there' });
    }
    await judgePrograms(section, tool, tool.bundle ? await bundled(tool, folder) : folder);
  } finally {
    await forget();
  }
}

/** A folder that has nothing but the bundles. */
async function bundled(tool, folder) {
  const elsewhere = join(folder, '..', 'elsewhere');
  renameSync(await tool.bundle(folder, Object.keys(PROGRAMS)), elsewhere);
  return elsewhere;
}

/** The archive that npm would publish. */
async function pack(scratch, change) {
  const archives = join(scratch, 'archives');
  mkdirSync(archives);
  await run('npm', ['pack', '--silent', '--pack-destination', archives], { cwd: ROOT });
  const tarball = join(archives, readdirSync(archives)[0]);
  if (change) {
    await run('tar', ['-xzf', tarball, '-C', archives]);
    change(join(archives, 'package'));
    await run('tar', ['-czf', tarball, '-C', archives, 'package']);
  }
  return tarball;
}

async function judgeInstalled(section, folder, tarball) {
  const atMost = (most, said) => said <= most;
  await section.check({ what: `the archive has at most ${MOST_PACKED_MB} MB`, asked: 'npm pack', expected: MOST_PACKED_MB, said: statSync(tarball).size / 1e6, fits: atMost });
  await section.check({
    what: `without optional dependencies, at most ${MOST_INSTALLED_MB} MB are installed`, asked: 'npm install --omit=optional', expected: MOST_INSTALLED_MB, said: () => megabytes(join(folder, 'node_modules')), fits: atMost,
  });
  await section.check({
    what: 'other tools find the description for jsii', asked: 'require.resolve', expected: 'found',
    said: async () => {
      await run(process.execPath, ['-e', 'for (const file of ["package.json", ".jsii"]) require.resolve(`cdk8s-flink/${file}`)'], { cwd: folder });
      return 'found';
    },
  });
}

async function judgePrograms(section, tool, folder) {
  writeFileSync(join(folder, 'clicks.yaml'), MANIFEST);
  const expected = checkout(folder);
  for (const file of Object.keys(PROGRAMS)) {
    section.progress(file);
    await section.check({
      what: `${file} synthesizes what it does in the checkout`, asked: 'the manifests', expected: SAME,
      said: async () => compared(await manifests(expected.folder, expected.program(file)), await manifests(folder, tool.program(file))),
    });
  }
  for (const [name, words] of Object.entries(COMMANDS)) {
    section.progress(name);
    await section.check({
      what: `cdk8s-flink ${name} prints what it does in the checkout`, asked: 'standard output and exit status', expected: SAME,
      said: async () => compared(await outcome(expected.folder, expected.command(words)), await outcome(folder, tool.command(words))),
    });
  }
}

/** The same files beside links to the checkout and the peers that it is developed with. */
function checkout(folder) {
  const own = join(folder, '..', 'checkout');
  mkdirSync(join(own, 'node_modules'), { recursive: true });
  for (const [file, program] of Object.entries(PROGRAMS)) writeFileSync(join(own, file), program);
  writeFileSync(join(own, 'clicks.yaml'), MANIFEST);
  symlinkSync(ROOT, join(own, 'node_modules', 'cdk8s-flink'));
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(own, 'node_modules', name));
  return { folder: own, program: (file) => [process.execPath, [file]], command: (words) => [process.execPath, [join(ROOT, 'lib', 'cli', 'main.js'), ...words]] };
}

/** The files that a program writes. */
async function manifests(folder, [command, args]) {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  await run(command, args, { cwd: folder, env: ENV });
  return readdirSync(join(folder, 'dist')).sort().map((file) => `# ${file}\n${readFileSync(join(folder, 'dist', file), 'utf8')}`).join('');
}

/** What a command prints, and how it ends. It may find something, and fail. */
function outcome(folder, [command, args]) {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder, env: { ...process.env, ...ENV }, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => resolve(`${stdout}${stdout === '' ? stderr : ''}exit status ${error?.code ?? 0}\n`));
  });
}

function compared(expected, actual) {
  if (actual === expected) return SAME;
  const [wanted, lines] = [expected.split('\n'), actual.split('\n')];
  const at = lines.findIndex((line, i) => line !== wanted[i]);
  return `line ${at + 1}: ${lines[at]} instead of ${wanted[at]}`;
}
