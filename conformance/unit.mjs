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
  for (const version of versions) {
    const reason = await part.lacks?.(version);
    if (reason !== undefined) report.notRun(name, version, reason);
    else await report.judge(name, version, (section) => part.judge(section, version, { askedFor }));
  }
} finally {
  await cleanUp();
}
process.send(report.sections, () => process.disconnect());
