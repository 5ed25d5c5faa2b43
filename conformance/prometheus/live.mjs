import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, until } from '../lib/wait.mjs';
import { emitted, prepare, start } from './boot.mjs';
import { Prometheus } from './server.mjs';

const HEALTHY_SECONDS = 105;
const TASK_MANAGERS = 2;

/**
 * A running Flink with what is emitted for it, a Prometheus with the emitted rules: nothing fires while the job does its work, and the right
 * alert fires, and clears, each time that something is broken.
 */
export async function live(section, tools, release, minor) {
  section.progress('starting Flink');
  const emission = await emitted(minor);
  const { cluster, faults, folder, isolated, metricsPort } = await prepare(release, emission, { taskManagers: TASK_MANAGERS });
  await start(cluster);
  const prometheus = new Prometheus(tools.prometheus, cluster.hosts.jobManager, folder);
  await prometheus.start(emission, targets(cluster, isolated, metricsPort));
  const watch = new Watch(section, prometheus);

  section.progress(`watching a healthy job for ${HEALTHY_SECONDS} s`);
  await section.check({
    what: `no alert fires in ${HEALTHY_SECONDS} s of a healthy job`, asked: 'GET /api/v1/alerts every two seconds', expected: [], said: () => watch.everFiring(HEALTHY_SECONDS),
  });
  await section.check({ what: 'every rule can be evaluated', asked: 'GET /api/v1/rules', expected: [], said: () => prometheus.broken() });
  await watch.series(emission.rule.spec.groups.flatMap(({ rules }) => rules));

  const fault = (name) => join(faults, name);
  section.progress('making checkpoints expire');
  writeFileSync(fault('checkpoint'), '');
  await watch.fires('FlinkCheckpointsFailing', 90);
  await watch.fires('FlinkCheckpointsStale', 180);
  rmSync(fault('checkpoint'));
  await watch.clears('FlinkCheckpointsStale', 60);

  section.progress('killing the TaskManager');
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  await watch.fires('FlinkTaskManagersMissing', 120);
  cluster.startTaskManager();
  await watch.clears('FlinkTaskManagersMissing', 120);
  await watch.fires('FlinkJobRestarting', 60);
  await until('every task runs again', 120, () => cluster.running());
  await watch.clears('FlinkCheckpointsFailing', 120);

  section.progress('failing the job for good');
  writeFileSync(fault('fail'), '');
  await watch.fires('FlinkJobNotRunning', 90);
  rmSync(fault('fail'));

  section.progress('stopping the JobManager');
  await cluster.jobManager.end();
  await watch.fires('FlinkJobManagerAbsent', 90);
  await watch.clears('FlinkJobNotRunning', 30);
  cluster.startJobManager();
  await watch.clears('FlinkJobManagerAbsent', 120);
  await until('every task runs again', 180, () => cluster.running());
  await watch.clears('FlinkTaskManagersMissing', 60);
  await section.check({ what: 'every rule can be evaluated after all that', asked: 'GET /api/v1/rules', expected: [], said: () => prometheus.broken() });
  await section.check({ what: 'summaries and descriptions are filled in', asked: 'annotations of all alerts seen', expected: [], said: watch.unfilled });

  await prometheus.end();
  await cluster.end();
  if (section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and data are kept in ${folder}`);
}

/** The pods, as Kubernetes would name and find them. One is there only later. */
function targets({ hosts }, isolated, port) {
  return [
    { address: `${hosts.jobManager.address}:${port}`, pod: 'monitored-7c9d8b6f5-x2x4z', component: 'jobmanager' },
    ...hosts.taskManagers.map(({ address }, n) => ({ address: `${address}:${isolated ? port : 9250 + n}`, pod: `monitored-taskmanager-1-${n + 1}`, component: 'taskmanager' })),
  ];
}

/** Watches which alerts fire. */
class Watch {
  unfilled = [];

  constructor(section, prometheus) {
    this.section = section;
    this.prometheus = prometheus;
  }

  async names() {
    const firing = await this.prometheus.firing();
    for (const { labels, annotations } of firing) {
      for (const text of Object.values(annotations)) if (/<error|<no value>|NaN|\{\{/.test(text)) this.unfilled.push(`${labels.alertname}: ${text}`);
    }
    return [...new Set(firing.map(({ labels }) => labels.alertname))].sort();
  }

  /** Every alert that fires at any time within so many seconds. */
  async everFiring(seconds) {
    const seen = new Set();
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(2_000)) (await this.names()).forEach((name) => seen.add(name));
    return [...seen].sort();
  }

  fires(alert, seconds) {
    return this.becomes(alert, seconds, true);
  }

  clears(alert, seconds) {
    return this.becomes(alert, seconds, false);
  }

  async becomes(alert, seconds, wanted) {
    const since = Date.now();
    const seen = await this.section.check({
      what: `${alert} ${wanted ? 'fires' : 'clears'}`,
      asked: `GET /api/v1/alerts for at most ${seconds} s`,
      expected: wanted,
      said: async () => {
        await until(alert, seconds, async () => (await this.names()).includes(alert) === wanted, { every: 1_000 });
        return wanted;
      },
    });
    if (seen) this.section.note('How long alerts took', [`${alert} ${wanted ? 'fired' : 'cleared'} after ${Math.round((Date.now() - since) / 1000)} s`]);
    return seen;
  }

  /** Every series that a rule reads is there on a healthy job, or it is known why not. */
  async series(rules) {
    const metrics = new Set(rules.flatMap(({ expr }) => [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, metric]) => metric)));
    const empty = [];
    for (const metric of metrics) if ((await this.prometheus.query(`count({__name__="${metric}"})`)).length === 0) empty.push(metric);
    for (const metric of empty) this.section.note('No data on a healthy job', [metric, reason(metric) ?? 'not known why']);
    await this.section.check({
      what: 'every series that a rule reads is there, but for those of others', asked: 'a query of each', expected: [], said: empty.filter((metric) => reason(metric) === undefined),
    });
  }
}

/** Why a series is not there on a healthy job that runs without Kubernetes. */
export function reason(metric) {
  if (/^(kube|container)_/.test(metric)) return 'reported by Kubernetes, which is not there';
  if (/^flink_deployment_(?!source)|^certmanager_|^flink_k8soperator_/.test(metric)) return 'reported by what runs in Kubernetes';
  if (/kafka/i.test(metric)) return 'the job reads no Kafka';
  return undefined;
}
