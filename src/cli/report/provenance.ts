import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { grouped } from '../grouped';
import { UsageError } from '../outcome';

/** The commit of some files. */
export interface Commit {
  readonly id: string;
  /** Whether one of the files differs from it. */
  readonly isChanged: boolean;
}

/**
 * The date of a report: now, or the time of `SOURCE_DATE_EPOCH`, in seconds since 1970, for reproducible output.
 *
 * @throws UsageError if that is not a number of seconds
 */
export function reportDate(epoch = process.env.SOURCE_DATE_EPOCH): Date {
  if (epoch === undefined || epoch === '') return new Date();
  const date = new Date(Number(epoch) * 1000);
  if (!/^\d+$/.test(epoch) || isNaN(date.getTime())) throw new UsageError(`SOURCE_DATE_EPOCH: expected seconds since 1970, got "${epoch}". Set it to the output of: git log -1 --format=%ct`);
  return date;
}

/** `2026-01-31 12:00 UTC` */
export function inUtc(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The commit of all paths; undefined if there is none, or if the paths have different commits. */
export function commitOf(paths: readonly string[]): Commit | undefined {
  const folders = [...grouped(paths, folderOf)];
  const commits = folders.map(([folder]) => git(folder, 'rev-parse', '--short=12', 'HEAD'));
  if (commits[0] === undefined || new Set(commits).size > 1) return undefined;
  return { id: commits[0], isChanged: folders.some(([folder, files]) => git(folder, 'status', '--porcelain', '--', ...files.map((each) => path.resolve(each))) !== '') };
}

/** The path itself if it is a folder, otherwise its folder; undefined if there is none, as for standard input. */
function folderOf(file: string): string | undefined {
  const where = path.resolve(file);
  const folder = fs.existsSync(where) && fs.statSync(where).isDirectory() ? where : path.dirname(where);
  return file === '-' || !fs.existsSync(folder) ? undefined : folder;
}

const PATIENCE_MS = 5_000;

/** The output of a Git command in a folder; undefined if it fails, for example outside of a repository. */
function git(folder: string | undefined, ...args: string[]): string | undefined {
  if (folder === undefined) return undefined;
  try {
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS }).trim();
  } catch {
    return undefined;
  }
}
