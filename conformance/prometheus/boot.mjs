import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar } from '../flink/job.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { openNetwork } from '../lib/network.mjs';

const SOURCE = join(import.meta.dirname, 'MonitoredJob.java');

let boots = 0;

/** What the library emits for the monitored job and a Flink version. */
export async function emitted(minor) {
  const manifests = JSON.parse(await run(process.execPath, [join(import.meta.dirname, 'emit.cjs'), minor]));
  const only = (kind) => manifests.find((manifest) => manifest.kind === kind);
  const { metadata, spec } = only('FlinkDeployment');
  const boards = manifests.filter(({ kind, metadata: { name } }) => kind === 'ConfigMap' && name.startsWith('flink-dashboard-'))
    .flatMap(({ data }) => Object.values(data).map((text) => JSON.parse(text)));
  const panels = boards.flatMap((board) => board.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr, refId }) => ({ what: `${board.title}: ${title} ${refId}`, expr }))));
  return { boards, panels, name: metadata.name, namespace: metadata.namespace, spec, configuration: spec.flinkConfiguration, rule: only('PrometheusRule'), monitor: only('ServiceMonitor') };
}

/**
 * A cluster that will run the monitored job with what is emitted for it; nothing of it is started yet.
 *
 * @param release which Flink, such as 1.20.5
 * @param more keys that Flink reads besides
 * @param taskManagers how many TaskManagers there may be, one after the other
 */
export async function prepare(release, emission, { more = {}, taskManagers = 2 } = {}) {
  const home = await flinkHome(release);
  const jar = await jobJar(release, home, SOURCE);
  const folder = join(CACHE, 'runs', `prometheus-${release}-${process.pid}-${++boots}`);
  const faults = join(folder, 'faults');
  mkdirSync(faults, { recursive: true });
  const { isolated, hosts: [jobManager, ...others] } = await openNetwork(1 + taskManagers);
  const place = {
    home, jar, entryClass: entryClass(SOURCE), folder, isolated, hosts: { jobManager, taskManagers: others }, slots: Number(emission.configuration['taskmanager.numberOfTaskSlots']),
  };
  const meant = substitute(emission, place);
  writeConfiguration(join(folder, 'conf'), release, { ...meant.written, 'pipeline.global-job-parameters': `faults:${faults}`, ...more }, emission.spec.logConfiguration);
  const cluster = new Cluster(place, meant.ofTaskManager);
  return { cluster, faults, folder, isolated, metricsPort: meant.written['metrics.reporter.prom.port'] };
}

/** Starts what is prepared and waits until every task runs and a checkpoint has completed. */
export async function start(cluster) {
  cluster.startJobManager();
  await cluster.wait('the JobManager schedules the job', 240, async () => (await cluster.job()).state === 'RUNNING');
  cluster.startTaskManager();
  await cluster.wait('every task runs', 240, () => cluster.running());
  await cluster.wait('a checkpoint completes', 120, async () => (await cluster.job('/checkpoints')).counts.completed > 0);
}
