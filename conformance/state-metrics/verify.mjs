import { readFileSync } from 'node:fs';
import { freePorts } from '../kubernetes/control-plane.mjs';
import { thisMachine } from '../lib/network.mjs';
import { sleep, until } from '../lib/wait.mjs';
import { Prometheus } from '../prometheus/server.mjs';
import { prometheusTools } from '../prometheus/tools.mjs';
import { RIGHTS, startCluster, watched } from './cluster.mjs';
import { Exporter } from './exporter.mjs';
import { healthy, troubled, upgrading } from './story.mjs';

const SCRAPE_SECONDS = 1;

/** What kube-state-metrics says of pods, as rules and dashboards know it. */
const OF_PODS = Object.entries(JSON.parse(readFileSync('catalogue/metrics-by-hand.json', 'utf8'))).filter(([, { from }]) => from === 'kube-state-metrics');

/** Which of the alerts that read its metrics have something to say. There is no Flink: its own processes are away all the time. */
const AWAY = ['FlinkJobManagerAbsent'];
const ANSWERS = {
  'a job that does its work': AWAY,
  'an upgrade': ['FlinkDeploymentStuck'],
  'trouble': [...AWAY, 'FlinkContainerOomKilled', 'FlinkDeploymentFailed', 'FlinkDeploymentNotReconciled', 'FlinkPodsPending', 'FlinkSavepointStale'].sort(),
};

/**
 * A real kube-state-metrics reads what is emitted for it from a real API server, and a Prometheus reads that.
 *
 * @param options `change(emission)`: breaks what is emitted, to see whether it is noticed; `rights`: of kube-state-metrics
 */
export async function verify(section, { change = (emission) => emission, rights = RIGHTS } = {}) {
  const emission = change(await watched());
  const { namespace, name } = emission.deployment.metadata;
  section.progress('starting Kubernetes and kube-state-metrics');
  const { client, account } = await startCluster(emission, rights);
  let exporter;
  let prometheus;
  try {
    exporter = await Exporter.start(client, account, emission.configuration);
    const [port] = await freePorts(1);
    prometheus = new Prometheus((await prometheusTools()).prometheus, thisMachine(), exporter.folder, port);
    await prometheus.startWith([], {
      global: { scrape_interval: `${SCRAPE_SECONDS}s`, scrape_timeout: `${SCRAPE_SECONDS}s` },
      scrape_configs: [{ job_name: 'kube-state-metrics', honor_labels: true, static_configs: [{ targets: [exporter.address] }] }],
    });
    const rules = emission.rules.flatMap((group) => group.rules).filter(({ alert, expr }) => alert !== undefined && /\b(kube_|flink_deployment_|flink_state_snapshot_)\w+\{/.test(expr));
    const answer = (what) => section.check({
      what: `${what}: alerts that have something to say`,
      asked: `a query of each of ${rules.length} rules that read what kube-state-metrics says`,
      expected: ANSWERS[what],
      said: () => settled(async () => {
        const found = [];
        for (const { alert, expr } of rules) if ((await prometheus.query(expr)).length > 0) found.push(alert);
        return [...new Set(found)].sort();
      }, ANSWERS[what]),
    });

    section.progress('a job that does its work');
    await healthy({ client, ...emission });
    const expected = expectedSeries(await client.get(emission.deployment.apiVersion, emission.deployment.kind, namespace, name));
    await section.check({
      what: 'what it says of a FlinkDeployment and its snapshots', asked: 'GET /metrics, all that begins with flink_ and is not 0', expected, said: () => settled(() => seriesOf(exporter), expected),
    });
    await section.check({ what: 'what kube-state-metrics complains of', asked: 'its log', expected: [], said: () => exporter.complaints() });
    await section.check({
      what: 'what it says of containers\' memory',
      asked: 'GET /metrics, kube_pod_container_resource_limits',
      expected: memoryOf(emission.deployment.spec),
      said: async () => Object.fromEntries((await exporter.scrape()).filter(({ name: metric, labels }) => metric === 'kube_pod_container_resource_limits' && labels.resource === 'memory' && labels.container === 'flink-main-container')
        .map(({ labels, value }) => [/taskmanager/.test(labels.pod) ? 'taskmanager' : 'jobmanager', value]).sort()),
    });
    // What is there is away in a Prometheus that has not read it yet, and an alert that is silent for that would pass.
    await readSince(prometheus, Date.now());
    await answer('a job that does its work');

    section.progress('an upgrade');
    await upgrading({ client, ...emission });
    await answer('an upgrade');

    section.progress('trouble');
    await troubled({ client, ...emission });
    await answer('trouble');
    const labels = Object.fromEntries(OF_PODS.map(([metric, { labels: known }]) => [metric, [...known].sort()]));
    await section.check({
      what: 'labels of what rules and dashboards read of pods', asked: 'GET /metrics', expected: labels, said: async () => {
        const samples = await exporter.scrape();
        return Object.fromEntries(Object.keys(labels).map((metric) => [metric, Object.keys(samples.find((sample) => sample.name === metric)?.labels ?? {}).sort()]));
      },
    });
  } finally {
    await prometheus?.end();
    await exporter?.end();
    await client.stop();
  }
}

/** Waits until Prometheus has read what kube-state-metrics said at a time. */
function readSince(prometheus, millis) {
  return until('Prometheus reads kube-state-metrics', 15, async () => {
    const [read] = await prometheus.query('timestamp(up == 1)');
    return Number(read?.value[1]) * 1000 > millis;
  }, { every: 500 });
}

/** Asks until it is as expected, for a while; then whatever it is. kube-state-metrics watches, and Prometheus reads now and then. */
async function settled(ask, expected) {
  const wanted = JSON.stringify(expected);
  return until('it settles', 15, async () => {
    const answer = await ask();
    return JSON.stringify(answer) === wanted && answer;
  }, { every: 500 }).catch(async () => {
    await sleep(SCRAPE_SECONDS * 1000);
    return ask();
  });
}

/** What must be said of the watched job, from what the API server says of it. */
function expectedSeries({ metadata: { creationTimestamp, generation } }) {
  return {
    flink_deployment_lifecycle_state: ['namespace=watched flink_deployment=orders state=STABLE: 1'],
    flink_deployment_job_state: ['namespace=watched flink_deployment=orders state=RUNNING: 1'],
    flink_deployment_job_manager_state: ['namespace=watched flink_deployment=orders state=READY: 1'],
    flink_deployment_generation: [`namespace=watched flink_deployment=orders: ${generation}`],
    flink_deployment_observed_generation: [`namespace=watched flink_deployment=orders: ${generation}`],
    flink_deployment_created_seconds: [`namespace=watched flink_deployment=orders: ${Date.parse(creationTimestamp) / 1000}`],
    flink_state_snapshot_result_seconds: [
      'namespace=watched flink_deployment=orders snapshot=orders-checkpoint state=COMPLETED: fresh',
      'namespace=watched flink_deployment=orders snapshot=orders-failed state=FAILED format=CANONICAL: fresh',
      'namespace=watched flink_deployment=orders snapshot=orders-savepoint state=COMPLETED format=CANONICAL: fresh',
    ],
  };
}

const LABELS = ['namespace', 'flink_deployment', 'snapshot', 'state', 'format'];

async function seriesOf(exporter) {
  const found = {};
  for (const { name, labels, value } of (await exporter.scrape()).filter((sample) => sample.name.startsWith('flink_') && sample.value !== 0)) {
    const when = name.startsWith('flink_state_snapshot') && value > Date.now() / 1000 ? 'fresh' : value;
    const text = LABELS.filter((label) => (labels[label] ?? '') !== '').map((label) => `${label}=${labels[label]}`).join(' ');
    (found[name] ??= []).push(`${text}: ${when}`);
  }
  return Object.fromEntries(Object.entries(found).map(([name, lines]) => [name, lines.sort()]));
}

/** What the pods may have, from what the manifest says. */
function memoryOf({ jobManager, taskManager }) {
  const bytes = ({ resource: { memory } }) => parseInt(memory, 10) * 2 ** 20;
  return { jobmanager: bytes(jobManager), taskmanager: bytes(taskManager) };
}
