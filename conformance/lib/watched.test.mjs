import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { parseArguments } from './arguments.mjs';
import { allParts } from './parts.mjs';
import { Report } from './report.mjs';
import { changedFiles, unwatched } from './watched.mjs';

let cwd;
const git = (...args) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd, encoding: 'utf8' }).trim();

function commit(...names) {
  for (const name of names) write(name);
  git('add', '--all');
  git('commit', '--quiet', '--message', names.join());
}

function write(name) {
  mkdirSync(join(cwd, dirname(name)), { recursive: true });
  writeFileSync(join(cwd, name), `${Math.random()}`);
}

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'watched-'));
  git('init', '--quiet', '--initial-branch', 'main');
  commit('src/a.ts', 'docs/a.md');
});
afterEach(() => rmSync(cwd, { recursive: true }));

const changed = (...globs) => changedFiles(globs, { cwd, since: '' });

test('on a branch, it is what changed since it branched off', async () => {
  git('switch', '--quiet', '--create', 'work');
  commit('src/a.ts');
  commit('docs/a.md');
  assert.deepEqual(await changed('src/**'), ['src/a.ts']);
  assert.deepEqual(await changed('src/**', 'docs/*.md'), ['docs/a.md', 'src/a.ts']);
  assert.deepEqual(await changed('test/**'), []);
});

test('what the branch that it came from has changed meanwhile is not its own', async () => {
  git('switch', '--quiet', '--create', 'work');
  commit('docs/b.md');
  git('switch', '--quiet', 'main');
  commit('src/a.ts');
  git('switch', '--quiet', 'work');
  assert.deepEqual(await changed('src/**'), []);
});

test('on the main branch, it is what the last commit changed', async () => {
  commit('src/a.ts');
  assert.deepEqual(await changed('src/**'), ['src/a.ts']);
  commit('docs/a.md');
  assert.deepEqual(await changed('src/**'), []);
});

test('what is not committed counts, new files too, ignored ones do not', async () => {
  commit('docs/a.md');
  write('src/a.ts');
  write('src/deep/new.ts');
  write('src/ignored.log');
  writeFileSync(join(cwd, '.gitignore'), '*.log');
  assert.deepEqual(await changed('src/**'), ['src/a.ts', 'src/deep/new.ts']);
});

test('a deleted file has changed', async () => {
  commit('docs/b.md');
  git('rm', '--quiet', 'src/a.ts');
  assert.deepEqual(await changed('src/**'), ['src/a.ts']);
});

test('a commit to compare with can be named', async () => {
  const since = git('rev-parse', 'HEAD');
  commit('src/a.ts');
  commit('docs/a.md');
  assert.deepEqual(await changedFiles(['src/**'], { cwd, since }), ['src/a.ts']);
});

test('without history, or without Git, nobody can tell', async () => {
  assert.equal(await changed('src/**'), undefined);
  assert.equal(await changedFiles(['src/**'], { cwd, since: 'nowhere' }), undefined);
});

const part = { name: 'one', watches: (version) => (version === 'slow' ? ['src/**'] : undefined) };
const CHOSEN = [{ part, versions: ['quick', 'slow'] }, { part: { name: 'other' }, versions: ['1'] }];
const left = async (options, files) => (await unwatched(CHOSEN, options, async () => files)).map(({ part: { name }, version }) => `${name} ${version}`);

test('a version is left out when nothing that it watches has changed', async () => {
  assert.deepEqual(await left({}, []), ['one slow']);
  assert.deepEqual(await left({}, ['src/a.ts']), []);
});

test('it runs where nobody can tell, where all shall run, and where it is asked for by its version', async () => {
  assert.deepEqual(await left({}, undefined), []);
  assert.deepEqual(await left({ all: true }, []), []);
  assert.deepEqual(await left({ wanted: [{ part: 'one', version: 'slow' }] }, []), []);
  assert.deepEqual(await left({ wanted: [{ part: 'one', version: undefined }] }, []), ['one slow']);
});

test('what parts watch is there', async () => {
  const globs = (await allParts()).flatMap((each) => each.versions.flatMap((version) => each.watches?.(version) ?? []));
  const empty = globs.filter((glob) => execFileSync('git', ['ls-files', '--', `:(top,glob)${glob}`], { cwd: import.meta.dirname, encoding: 'utf8' }) === '');
  assert.notEqual(globs.length, 0);
  assert.deepEqual(empty, []);
});

test('what is left out is no failure, but the report is not complete', () => {
  const report = new Report({ requireAll: true, print: () => {} });
  report.unchanged('one', 'slow');
  assert.deepEqual([report.failed, report.complete, report.count('skipped')], [false, false, 1]);
});

test('a document is written of everything', () => {
  assert.equal(parseArguments(['--write']).all, true);
  assert.equal(parseArguments(['--all']).all, true);
  assert.equal(parseArguments([]).all, undefined);
});
