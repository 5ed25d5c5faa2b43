/**
 * Writes catalogue/metrics.json from scrapes of running Flinks; see catalogue/README.md.
 *
 *   npm run metrics -- [<release>...] [--check]
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emitted, prepare, start } from '../../conformance/prometheus/boot.mjs';
import { cleanUp, cleanUpOnSignals } from '../../conformance/lib/janitor.mjs';
import { compiledLibrary } from '../../conformance/lib/library.mjs';
import { sleep } from '../../conformance/lib/wait.mjs';
import { catalogueText, merge, metricsOf } from './catalogue.mjs';
import { RELEASES } from './releases.mjs';

const FILE = join(import.meta.dirname, '..', '..', 'catalogue', 'metrics.json');

/** What no job gets unless it asks for it, and how it asks. Scraped on top of what is emitted, to know what there is. */
const OPT_IN = {
  'metrics.job.status.enable': 'STATE;CURRENT_TIME;TOTAL_TIME',
};

process.chdir(join(import.meta.dirname, '..', '..'));
cleanUpOnSignals();
try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean', default: false } } });
  const unknown = positionals.filter((release) => !(release in RELEASES));
  if (unknown.length > 0) throw new Error(`not listed: ${unknown.join(', ')}; known are ${Object.keys(RELEASES).join(', ')}`);
  process.exitCode = await main(positionals.length > 0 ? positionals : Object.keys(RELEASES), values.check);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await cleanUp();
}

async function main(releases, check) {
  compiledLibrary();
  const before = readFileSync(FILE, { encoding: 'utf8', flag: 'a+' });
  let catalogue = before === '' ? { releases: {}, metrics: {} } : JSON.parse(before);
  for (const release of releases) {
    const always = await scraped(release, {});
    const all = await scraped(release, OPT_IN);
    console.log(`${release}: ${always.size} metrics as emitted, ${all.size} with everything asked for`);
    catalogue = merge(catalogue, release, always, all);
  }
  const text = catalogueText(catalogue);
  if (!check) writeFileSync(FILE, text);
  else if (text !== before) console.error('catalogue/metrics.json is stale: run `npm run metrics`');
  return check && text !== before ? 1 : 0;
}

/** The metrics of one release's JobManager and TaskManager, each with its kind and labels. */
async function scraped(release, more) {
  const { cluster, folder, metricsPort } = await prepare(release, await emitted(RELEASES[release]), { more });
  await start(cluster);
  // RocksDB has no figures before its first records, a window none before its first watermark
  await sleep(5_000);
  const moved = cluster.taskManagerSettings['metrics.reporter.prom.port'];
  const texts = [await cluster.scrape('jobManager', metricsPort), await cluster.scrape('taskManager', moved ?? metricsPort)];
  await cluster.end();
  rmSync(folder, { recursive: true, force: true });
  return metricsOf(texts.join('\n'));
}
