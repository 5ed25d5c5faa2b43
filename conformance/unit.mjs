// Runs some versions of one part and tells its parent what came out: `unit.mjs '{"part": "flink", "versions": ["2.2.1"]}'`. `run.mjs` starts it.
import { join } from 'node:path';
import { cleanUp, cleanUpOnSignals } from './lib/janitor.mjs';
import { Report } from './lib/report.mjs';

process.chdir(join(import.meta.dirname, '..'));
cleanUpOnSignals();

const { part: name, versions, requireAll, askedFor } = JSON.parse(process.argv[2]);
const report = new Report({ requireAll });
try {
  const part = await import(`./${name}/part.mjs`);
  await part.run(report, versions, { askedFor });
} finally {
  await cleanUp();
}
process.send(report.sections, () => process.disconnect());
