// Proves on real systems that what the library emits is right: `npm run conformance`, or `npm run conformance -- flink`.
import { join } from 'node:path';
import { FRESH } from './lib/answers.mjs';
import { choose, parseArguments, USAGE, UsageError } from './lib/arguments.mjs';
import { writeDocument } from './lib/document.mjs';
import { cleanUp, cleanUpOnSignals } from './lib/janitor.mjs';
import { compiledLibrary } from './lib/library.mjs';
import { allParts } from './lib/parts.mjs';
import { Report } from './lib/report.mjs';
import { inLanes, runUnit, unitsOf } from './lib/units.mjs';
import { unwatched } from './lib/watched.mjs';

/** How often a run says that it is not stuck. */
const STILL_RUNNING = 60_000;

process.chdir(join(import.meta.dirname, '..'));
cleanUpOnSignals();

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  await cleanUp();
}

async function main(args) {
  const options = parseArguments(args);
  const parts = await allParts();
  const chosen = choose(options.wanted, parts);
  if (options.help) {
    console.log(`${USAGE}\n\nparts:\n${parts.map(({ name, what, versions }) => `  ${name.padEnd(12)} ${what} (${versions.join(', ')})`).join('\n')}`);
    return 0;
  }
  if (options.fresh) process.env[FRESH] = 'yes';
  compiledLibrary();
  const report = new Report(options);
  const reasons = new Map();
  for (const { part } of chosen) reasons.set(part, await part.needs());
  const left = await unwatched(chosen.filter(({ part }) => reasons.get(part) === undefined), options);
  const isLeft = (part, version) => left.some((each) => each.part === part && each.version === version);
  const able = unitsOf(chosen.filter(({ part }) => reasons.get(part) === undefined)
    .map(({ part, versions }) => ({ part, versions: versions.filter((version) => !isLeft(part, version)) })));
  // Whoever needs what fails to build is told so then.
  const prepared = new Map(able.map((unit) => [unit, Promise.resolve(unit.part.prepare?.(unit.versions)).catch(() => {})]));
  const sections = able.length === 1 ? await alone(able[0], options) : await beside(able, prepared, options);
  for (const { part, versions } of chosen) {
    const reason = reasons.get(part);
    for (const version of versions) {
      if (reason !== undefined) report.notRun(part.name, version, reason);
      else if (isLeft(part, version)) report.unchanged(part.name, version);
      else report.take(sections.filter((section) => section.part === part.name && section.version === version));
    }
  }
  console.log(`\n${report.summary()}`);
  if (options.write) await write(report, parts, options.wanted.length === 0);
  return report.failed ? 1 : 0;
}

/** One unit prints what it does while it does it. */
async function alone(unit, options) {
  console.log(`\n==> ${unit.part.name}: ${unit.part.what}`);
  return runUnit(unit, { ...options, askedFor: options.wanted.length > 0 });
}

/** Several run beside each other; what each printed comes when it has ended. */
async function beside(units, prepared, options) {
  const since = Date.now();
  const running = new Set();
  const all = [];
  const name = ({ part, versions }) => `${part.name} ${versions.join(', ')}`;
  const say = (text) => console.log(`${`${Math.round((Date.now() - since) / 1000)} s`.padStart(6)}  ${text}`);
  const alive = setInterval(() => say(`still running: ${[...running].map(name).join('; ') || 'builds and downloads'}`), STILL_RUNNING);
  await inLanes(units, (unit) => prepared.get(unit), async (unit) => {
    running.add(unit);
    say(`begins: ${name(unit)}`);
    const printed = [];
    const sections = await runUnit(unit, { ...options, askedFor: options.wanted.length > 0 }, (text) => printed.push(text));
    running.delete(unit);
    console.log(`\n==> ${unit.part.name}: ${unit.part.what}\n${printed.join('').trimEnd()}\n`);
    all.push(...sections);
  });
  clearInterval(alive);
  return all;
}

async function write(report, parts, everything) {
  if (everything && report.complete && !report.failed) {
    writeDocument(report, parts);
    console.log('wrote docs/conformance.md');
  } else {
    console.log('docs/conformance.md stays as it is: not every part ran and passed');
  }
}
