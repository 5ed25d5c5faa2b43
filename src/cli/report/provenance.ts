import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { UsageError } from '../outcome';

/** The commit of some files. */
export interface Commit {
  readonly id: string;
  /** Whether one of the files differs from it. */
  readonly isChanged: boolean;
}

/**
 * When a report is made: now, or the time of `SOURCE_DATE_EPOCH`, in seconds since 1970, for output that can be reproduced.
 *
 * @throws UsageError where that is not a number of seconds
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

/** The commit that all paths are of; undefined where there is none, or not a single one. */
export function commitOf(paths: readonly string[]): Commit | undefined {
  const commits = paths.map((each) => git(each, 'rev-parse', '--short=12', 'HEAD'));
  if (commits[0] === undefined || new Set(commits).size > 1) return undefined;
  return { id: commits[0], isChanged: paths.some((each) => git(each, 'status', '--porcelain', '--', path.resolve(each)) !== '') };
}

const PATIENCE_MS = 5_000;

/** What Git prints about a path; undefined where it fails, as it does outside of a repository. */
function git(file: string, ...args: string[]): string | undefined {
  const where = path.resolve(file);
  const folder = fs.existsSync(where) && fs.statSync(where).isDirectory() ? where : path.dirname(where);
  if (file === '-' || !fs.existsSync(folder)) return undefined;
  try {
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS }).trim();
  } catch {
    return undefined;
  }
}
