// Proves on real systems that what the library emits is right: `npm run conformance`, or `npm run conformance -- flink`.
import { join } from 'node:path';
import { choose, parseArguments, USAGE, UsageError } from './lib/arguments.mjs';
import { writeDocument } from './lib/document.mjs';
import { cleanUp, cleanUpOnSignals } from './lib/janitor.mjs';
import { compiledLibrary } from './lib/library.mjs';
import { allParts } from './lib/parts.mjs';
import { Report } from './lib/report.mjs';

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
  compiledLibrary();
  const report = new Report(options);
  const reasons = new Map();
  for (const { part } of chosen) reasons.set(part, await part.needs());
  // Whoever needs what fails to build is told so then.
  for (const { part } of chosen) if (reasons.get(part) === undefined) part.prepare?.().catch(() => {});
  for (const { part, versions } of chosen) {
    console.log(`\n==> ${part.name}: ${part.what}`);
    const reason = reasons.get(part);
    if (reason !== undefined) versions.forEach((version) => report.notRun(part.name, version, reason));
    else await part.run(report, versions, { askedFor: options.wanted.length > 0 });
  }
  console.log(`\n${report.summary()}`);
  if (options.write) await write(report, parts, options.wanted.length === 0);
  return report.failed ? 1 : 0;
}

async function write(report, parts, everything) {
  if (everything && report.complete && !report.failed) {
    writeDocument(report, parts);
    console.log('wrote docs/conformance.md');
  } else {
    console.log('docs/conformance.md stays as it is: not every part ran and passed');
  }
}
