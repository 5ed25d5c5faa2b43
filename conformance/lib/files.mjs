import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder, in order; a file is its own. */
export function filesIn(path) {
  return statSync(path).isDirectory() ? below(path).filter(({ isFolder }) => !isFolder).map(({ path: file }) => file) : [path];
}

/** The folders below a folder, in order. */
export function foldersIn(path) {
  return below(path).filter(({ isFolder }) => isFolder).map(({ path: folder }) => folder);
}

/** What a running process deletes while one looks is not there any more; Node's own recursive readdir fails on it. */
function below(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return unlessGone(() => statSync(path).isDirectory() ? [{ path, isFolder: true }, ...below(path)] : [{ path, isFolder: false }]);
  });
}

function unlessGone(look) {
  try {
    return look();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return [];
  }
}
