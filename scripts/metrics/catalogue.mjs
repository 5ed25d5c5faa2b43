import { parseMetrics } from '../../conformance/flink/metrics.mjs';

// Names of garbage collectors, of the classes and states of the job that was scraped: facts about that job, not about Flink.
const OF_THE_JOB = /GarbageCollector_(?!All_)/;

/** From a scrape to `Map name -> { kind, labels }`. */
export function metricsOf(text) {
  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]));
  const metrics = new Map();
  for (const { name, labels } of parseMetrics(text)) {
    if (OF_THE_JOB.test(name) || !name.startsWith('flink_')) continue;
    const base = kinds.has(name) ? name : name.replace(/_(count|sum)$/, '');
    const entry = metrics.get(name) ?? { kind: kinds.get(base), labels: [] };
    entry.labels = [...new Set([...entry.labels, ...Object.keys(labels)])].sort();
    metrics.set(name, entry);
  }
  return metrics;
}

/**
 * The catalogue with one release's metrics in place of those of its minor version.
 *
 * @param emitted what was there with what the library emits
 * @param all what was there with every opt-in
 */
export function merge(catalogue, release, emitted, all) {
  const minor = release.split('.').slice(0, 2).join('.');
  const metrics = {};
  const names = new Set([...Object.keys(catalogue.metrics), ...all.keys()]);
  for (const name of names) {
    const { kind, labels, versions: known = [] } = catalogue.metrics[name] ?? {};
    const now = all.get(name);
    const versions = [...known.filter((version) => version !== minor), ...now ? [minor] : []].sort(byNumber);
    if (versions.length === 0) continue;
    const entry = { kind: now?.kind ?? kind, labels: now?.labels ?? labels, versions };
    const optIn = optInOf(name, emitted.has(name) || catalogue.metrics[name] !== undefined && catalogue.metrics[name].optIn === undefined);
    metrics[name] = optIn === undefined ? entry : { ...entry, optIn };
  }
  return { releases: { ...catalogue.releases, [minor]: release }, metrics };
}

/** By which option a metric is had that is not always there. */
function optInOf(name, emitted) {
  if (name.includes('_rocksdb_')) return 'state.backend.rocksdb.metrics';
  if (/_job_\w+State$/.test(name)) return 'metrics.job.status.enable: STATE';
  if (/_job_\w+TimeTotal$/.test(name)) return 'metrics.job.status.enable: TOTAL_TIME';
  return emitted ? undefined : 'unknown';
}

function byNumber(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** One line a metric, so that a change is one line of a diff. */
export function catalogueText({ releases, metrics }) {
  const lines = (entries) => entries.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n');
  const sorted = (object, order) => Object.entries(object).sort(([a], [b]) => order(a, b));
  return `{\n  "releases": {\n${lines(sorted(releases, byNumber))}\n  },\n  "metrics": {\n${lines(sorted(metrics, (a, b) => (a < b ? -1 : 1)))}\n  }\n}\n`;
}
