// Records what the dashboards show of a job that is broken on purpose: `node conformance/prometheus/record.mjs`, about eight minutes.
// `npm run dashboards:pictures` draws it.
import { join } from 'node:path';
import { VERSIONS } from '../flink/versions.mjs';
import { cleanUp, cleanUpOnSignals } from '../lib/janitor.mjs';
import { compiledLibrary } from '../lib/library.mjs';
import { Section } from '../lib/report.mjs';
import { live } from './live.mjs';
import { record } from './recording.mjs';
import { prometheusTools } from './tools.mjs';

const { flink, emitted } = VERSIONS.findLast(({ flink: release }) => release.startsWith('2.2'));

process.chdir(join(import.meta.dirname, '..', '..'));
cleanUpOnSignals();
const section = new Section('prometheus', flink, console.log);
try {
  compiledLibrary();
  await live(section, await prometheusTools(), flink, emitted, { record: (...told) => record(section, flink, ...told) });
} finally {
  await cleanUp();
}
process.exitCode = section.count('failed') > 0 ? 1 : 0;
