// Proves that the conformance checks can fail: breaks what they look at, and asserts which of them must notice.
// `npm run conformance:sabotage` does what is quick; `-- --all` does the rest too and asserts that no check is left out; `-- kubernetes` does one part.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, cleanUpOnSignals } from './lib/janitor.mjs';
import { compiledLibrary } from './lib/library.mjs';
import { allParts } from './lib/parts.mjs';
import { Section } from './lib/report.mjs';

process.chdir(join(import.meta.dirname, '..'));
cleanUpOnSignals();
const all = process.argv.includes('--all');
const talkative = process.argv.includes('--verbose');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

function result(outcome, text) {
  counts[outcome]++;
  console.log(`${outcome === 'failed' ? 'FAILED ' : outcome === 'skipped' ? 'skipped' : 'ok     '} ${text}`);
}

try {
  compiledLibrary();
  for (const part of await allParts()) if (wanted.length === 0 || wanted.includes(part.name)) await sabotage(part);
} finally {
  await cleanUp();
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;

/** Checks are named by their text, or by a pattern where a number in it says nothing. */
function named(check) {
  return (text) => check instanceof RegExp ? check.test(text) : check === text;
}

async function sabotage(part) {
  const file = join(import.meta.dirname, part.name, 'sabotages.mjs');
  if (!existsSync(file)) return;
  console.log(`\n==> ${part.name}`);
  const reason = await part.needs();
  if (reason !== undefined) {
    result('skipped', reason);
    return;
  }
  const { sabotages, NEVER_RED = {} } = await import(file);
  const seen = new Set();
  const red = new Set();
  for (const { what, red: wanted, mute = [], slow, run } of sabotages) {
    if (slow && !all) {
      result('skipped', `${what}: only with --all`);
      continue;
    }
    const section = new Section(part.name, what, talkative ? console.log : () => {});
    await run(section);
    section.end();
    const failures = section.checks.filter(({ outcome }) => outcome === 'failed');
    const failed = failures.map((check) => check.what);
    const heard = failures.filter(({ answered }) => answered).map((check) => check.what);
    for (const check of section.checks) seen.add(check.what);
    for (const check of failed) red.add(check);
    const unnoticed = [...wanted.filter((check) => !heard.some(named(check))), ...mute.filter((check) => !failed.includes(check))];
    const title = `broken: ${what} (${section.seconds} s, ${failed.length} red)`;
    if (wanted.length + mute.length === 0 && failed.length > 0) result('failed', `${title}: must be green, but red are ${failed.join(', ')}`);
    else if (unnoticed.length > 0) result('failed', `${title}: not noticed by ${unnoticed.join(', ')}`);
    else result('passed', title);
    if (unnoticed.length > 0) console.log(failures.map((check) => `          red: ${check.what}: ${check.said}`).join('\n'));
  }
  if (!all) return;
  const never = [...seen].filter((check) => !red.has(check) && NEVER_RED[check] === undefined);
  if (never.length > 0) result('failed', `checks that were never seen red: ${never.join(', ')}`);
  else result('passed', `all ${seen.size} checks were seen red, but for ${Object.keys(NEVER_RED).length} that no configuration can turn red`);
}
