import { rmSync } from 'node:fs';
import { emitted, prepare, start } from './boot.mjs';
import { CHAPTERS } from './chapters.mjs';
import { Prometheus } from './server.mjs';
import { Watch } from './watch.mjs';

const TASK_MANAGERS = 2;

/**
 * A running Flink with what is emitted for it, a Prometheus with the emitted rules: nothing fires while the job does its work, and the right
 * alert fires, and clears, each time that something is broken.
 *
 * @param options `chapters`: which of them; `change(emission)`: breaks what is emitted, to see whether it is noticed; `keepLogs`: whether a failure
 *   leaves its folder; `record(prometheus, emission)`: what to ask at the end, if nothing failed
 */
export async function live(section, tools, release, minor, { chapters = Object.keys(CHAPTERS), change = (emission) => emission, keepLogs = true, record } = {}) {
  section.progress('starting Flink');
  const emission = change(await emitted(minor));
  const { cluster, faults, folder, isolated, metricsPort } = await prepare(release, emission, { taskManagers: TASK_MANAGERS });
  await start(cluster);
  const prometheus = new Prometheus(tools.prometheus, cluster.hosts.jobManager, folder);
  await prometheus.start(emission, targets(cluster, isolated, metricsPort));
  const watch = new Watch(section, prometheus);
  for (const chapter of chapters) await CHAPTERS[chapter]({ section, watch, prometheus, cluster, emission, faults, release });
  await section.check({ what: 'every rule can be evaluated after all that', asked: 'GET /api/v1/rules', expected: [], said: () => prometheus.broken() });
  await section.check({ what: 'summaries and descriptions are filled in', asked: 'annotations of all alerts seen', expected: [], said: watch.unfilled });
  if (section.count('failed') === 0) await record?.(prometheus, emission);

  await prometheus.end();
  await cluster.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and data are kept in ${folder}`);
}

/** The pods, as Kubernetes would name and find them. One is there only later. */
function targets({ hosts }, isolated, port) {
  return [
    { address: `${hosts.jobManager.address}:${port}`, pod: 'monitored-7c9d8b6f5-x2x4z', component: 'jobmanager' },
    ...hosts.taskManagers.map(({ address }, n) => ({ address: `${address}:${isolated ? port : 9250 + n}`, pod: `monitored-taskmanager-1-${n + 1}`, component: 'taskmanager' })),
  ];
}
