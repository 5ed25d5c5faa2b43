// Slow checks of a part run only when a file that they depend on has changed. The part lists these files as globs.
import { run } from './commands.mjs';

/** The environment variable with the commit to compare with, for a build server that knows which commit it built before. */
export const SINCE = 'CONFORMANCE_SINCE';

/** The branches that work usually starts from. */
const BRANCHES = ['origin/HEAD', 'origin/main', 'main'];

/**
 * The files that match one of some globs and have changed: since this work branched off, or, on the branch itself, since the commit before; committed or not.
 * Undefined where Git cannot tell, as in a clone without history.
 */
export async function changedFiles(globs, { cwd, since = process.env[SINCE] } = {}) {
  const git = async (...args) => (await run('git', args, { cwd })).trim();
  try {
    const base = since || await baseOf(git);
    const patterns = globs.map((glob) => `:(top,glob)${glob}`);
    const [changed, untracked] = await Promise.all([git('diff', '--name-only', base, '--', ...patterns), git('ls-files', '--others', '--exclude-standard', '--full-name', '--', ...patterns)]);
    return [...new Set([changed, untracked].flatMap((text) => text.split('\n')).filter((name) => name !== ''))].sort();
  } catch {
    return undefined;
  }
}

async function baseOf(git) {
  const head = await git('rev-parse', 'HEAD');
  for (const branch of BRANCHES) {
    const base = await git('merge-base', 'HEAD', branch).catch(() => head);
    if (base !== head) return base;
  }
  return git('rev-parse', '--verify', 'HEAD~');
}

/**
 * The versions that need not run, of what is chosen: of those that say what they watch, which is nothing that has changed.
 *
 * @param chosen `[{ part, versions }]`
 * @param options `all`: all of them run; `wanted`: those that are asked for by their version do
 * @param changed how to find out what has changed
 */
export async function unwatched(chosen, { all = false, wanted = [] } = {}, changed = changedFiles) {
  if (all) return [];
  const candidates = chosen.flatMap(({ part, versions }) => versions.map((version) => ({ part, version, globs: part.watches?.(version) })))
    .filter(({ part, version, globs }) => globs !== undefined && !wanted.some((each) => each.part === part.name && each.version === version));
  const files = await Promise.all(candidates.map(({ globs }) => changed(globs)));
  return candidates.filter((_, i) => files[i]?.length === 0);
}
