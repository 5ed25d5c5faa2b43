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
  await watch.data('rule', emission.rule.spec.groups.flatMap(({ rules }) => rules).flatMap(({ expr }) => [...new Set(metricsOf(expr))].map((metric) => ({ what: metric, expr: metric }))));
  await watch.data('panel', emission.panels.map(({ what, expr }) => ({ what, expr: filled(expr, emission) })));

  for (const component of ['jobManager', 'taskManager']) {
    await section.check({
      what: `the reporters begin on the ${component}`,
      asked: 'its log',
      expected: ['jmx', 'otel', 'prom'],
      said: () => [...cluster.console(component).matchAll(/eporting metrics (?:in intervals of .* )?for reporter (\w+) of type/g)].map(([, reporter]) => reporter).sort(),
    });
  }

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
      expected: wanted ? 'firing' : 'silent',
      said: async () => {
        await until(alert, seconds, async () => (await this.names()).includes(alert) === wanted, { every: 1_000 });
        return wanted ? 'firing' : 'silent';
      },
    });
    if (seen) this.section.note('How long alerts took', [`${alert} ${wanted ? 'fired' : 'cleared'} after ${Math.round((Date.now() - since) / 1000)} s`]);
    return seen;
  }

  /** Every query has an answer on a healthy job, or it is known why not. */
  async data(kind, queries) {
    const empty = new Map();
    for (const { what, expr } of queries) if ((await this.prometheus.query(expr)).length === 0) empty.set(what, expr);
    for (const [what, expr] of empty) this.section.note('No data on a healthy job', [`${kind} ${what}`, reason(expr) ?? 'not known why']);
    await this.section.check({
      what: `what each ${kind} reads is there, but for what others report`,
      asked: 'a query of each',
      expected: [],
      said: [...empty].filter(([, expr]) => reason(expr) === undefined).map(([what]) => what),
    });
  }
}

/** The metrics of a query. */
function metricsOf(expr) {
  return [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, metric]) => metric);
}

/** A panel's query with Grafana's variables filled in. */
function filled(expr, { name, namespace }) {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll('$namespace', namespace).replaceAll('$job', name);
}

/** Why a query has no answer on a healthy job that runs without Kubernetes. */
function reason(expr) {
  if (/\b(kube|container)_/.test(expr)) return 'Kubernetes is not there';
  if (/\bflink_deployment_|\bcertmanager_|\bflink_k8soperator_/.test(expr)) return 'the operator and what surrounds it are not there';
  if (/kafka/i.test(expr)) return 'the job reads no Kafka';
  if (/\bALERTS\{/.test(expr)) return 'no alert fires';
  return undefined;
}
