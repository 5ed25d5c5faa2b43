import assert from 'node:assert/strict';
import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { filesIn, foldersIn } from './files.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  for (const each of ['b/inner', 'a', 'empty']) mkdirSync(join(folder, each), { recursive: true });
  for (const each of ['b/inner/2', 'b/1', 'a/3', '4']) writeFileSync(join(folder, each), '');
});
afterEach(() => {
  mock.restoreAll();
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true });
});

const inFolder = (paths) => paths.map((path) => path.slice(folder.length + 1));

test('every file and every folder is found, in order', () => {
  assert.deepEqual(inFolder(filesIn(folder)), ['4', 'a/3', 'b/1', 'b/inner/2']);
  assert.deepEqual(inFolder(foldersIn(folder)), ['a', 'b', 'b/inner', 'empty']);
});

test('a file is its own', () => assert.deepEqual(inFolder(filesIn(join(folder, '4'))), ['4']));

test('a folder that is not there is an error', () => {
  assert.throws(() => filesIn(join(folder, 'none')), /ENOENT/);
  assert.throws(() => foldersIn(join(folder, 'none')), /ENOENT/);
});

for (const [what, gone, files, folders] of [
  ['a file', '4', ['a/3', 'b/1', 'b/inner/2'], ['a', 'b', 'b/inner', 'empty']],
  ['a folder', 'a', ['4', 'b/1', 'b/inner/2'], ['b', 'b/inner', 'empty']],
  ['a folder in a folder', 'b/inner', ['4', 'a/3', 'b/1'], ['a', 'b', 'empty']],
]) {
  test(`${what} that goes after it was listed is not there, and what is beside it is`, () => {
    const deleteAt = join(folder, gone, '..');
    const { readdirSync } = fs;
    mock.method(fs, 'readdirSync', (path, ...options) => {
      const listed = readdirSync(path, ...options);
      if (path === deleteAt) rmSync(join(folder, gone), { recursive: true, force: true });
      return listed;
    });
    syncBuiltinESMExports();
    assert.deepEqual(inFolder(filesIn(folder)), files);
    mkdirSync(join(folder, gone), { recursive: true });
    assert.deepEqual(inFolder(foldersIn(folder)), folders);
  });
}

test('a folder that goes while it is looked at has no files', () => {
  const { readdirSync } = fs;
  mock.method(fs, 'readdirSync', (path, ...options) => {
    if (path === join(folder, 'b/inner')) rmSync(path, { recursive: true });
    return readdirSync(path, ...options);
  });
  syncBuiltinESMExports();
  assert.deepEqual(inFolder(filesIn(folder)), ['4', 'a/3', 'b/1']);
});
