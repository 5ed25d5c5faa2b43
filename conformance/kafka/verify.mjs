import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { emitted } from '../flink/emitted.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass } from '../flink/job.mjs';
import { parseMetrics } from '../flink/metrics.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { openNetwork } from '../lib/network.mjs';
import { until } from '../lib/wait.mjs';
import { Broker } from './broker.mjs';
import { COPY_JOB, copyJar } from './job.mjs';

const BOOT_SECONDS = 240;
const RECORDS = 20_000;
const SOURCE = 'transactions';
const SINK = 'fraud-alerts';
const CONNECTORS = 'cdk8s-flink.dev/connectors';
const METRICS = JSON.parse(readFileSync(join('catalogue', 'metrics-by-hand.json'), 'utf8'));
const LAG = 'flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max';

let runs = 0;

/**
 * Runs a job on a real Flink and a real Kafka that knows nothing but what the fraud detection's connectors put into the environment of its main.
 *
 * @param options `change`: variables with other values, to see whether it is noticed; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, { flink, connector }, { change = {}, keepLogs = true } = {}) {
  section.progress('getting Flink, Kafka and the connector');
  const home = await flinkHome(flink);
  const jar = await copyJar(flink, home, connector);
  const emission = await emitted(VERSIONS.find((version) => version.flink === flink).emitted, 'fraud-detection');
  const declared = JSON.parse(emission.deployment.metadata.annotations[CONNECTORS]);
  const sink = declared.find(({ name }) => name === SINK);
  const source = declared.find(({ name }) => name === SOURCE);
  const folder = join(CACHE, 'runs', `kafka-${flink}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });

  const { isolated, hosts: [jobManager, brokerHost, ...taskManagers] } = await openNetwork(4);
  const slots = Number(emission.configuration['taskmanager.numberOfTaskSlots']);
  section.progress('starting the broker, filling its topic');
  const broker = await Broker.start(brokerHost, join(folder, 'kafka'), { 'transaction.max.timeout.ms': sink.brokerTransactionMaxTimeoutMs });
  await broker.ask('create', SOURCE, source.partitions);
  await broker.ask('create', SINK, 2);
  await broker.ask('fill', SOURCE, 0, RECORDS);

  const environment = { ...variables(emission.spec, broker.bootstrapServers), ...change };
  section.note('What differs from the manifest', ['*_BOOTSTRAP_SERVERS', broker.bootstrapServers, 'the broker here']);
  const place = { home, jar, entryClass: entryClass(COPY_JOB), folder, isolated, hosts: { jobManager, taskManagers }, slots, environment };
  const { written, ofTaskManager } = substitute(emission, place);
  writeConfiguration(join(folder, 'conf'), flink, written, emission.spec.logConfiguration);

  const cluster = new Cluster(place, ofTaskManager);
  section.progress('starting Flink, waiting until every task runs');
  cluster.startJobManager();
  cluster.startTaskManager();
  await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
  const checkpoint = () => complete(cluster);

  section.progress('copying, taking checkpoints');
  await arrive(cluster, broker, RECORDS, checkpoint);
  await section.check({
    what: 'the first start reads what was there before, and a reader of whole transactions sees it once',
    asked: `a consumer of ${SINK} with read_committed`,
    expected: { records: RECORDS, different: RECORDS },
    said: () => broker.ask('read', SINK),
  });
  await section.check({
    what: 'offsets are committed by the declared group, up to where the checkpoint is',
    asked: 'listConsumerGroups, listConsumerGroupOffsets',
    expected: { [source.groupId]: RECORDS },
    said: () => settle(() => broker.ask('groups'), (groups) => groups[source.groupId] === RECORDS),
  });
  const { ids, timeouts } = await broker.ask('transactions');
  await section.check({
    what: 'every transaction has the declared prefix',
    asked: 'listTransactions',
    expected: { prefix: sink.transactionalIdPrefix },
    said: ids,
    fits: ({ prefix }, said) => said.length > 0 && said.every((id) => id.startsWith(prefix)),
  });
  await section.check({ what: 'every transaction lives as long as computed, which the brokers allow', asked: 'describeTransactions', expected: [sink.transactionTimeoutMs], said: timeouts });
  await section.check({ what: 'records are compressed as declared', asked: 'kafka.tools.DumpLogSegments', expected: [sink.compressionType], said: () => broker.codecs(SINK) });
  await section.check({
    what: 'the metric of the lag has the name and the labels that alerts and dashboards use',
    asked: 'a scrape of the TaskManager',
    expected: METRICS[LAG].labels,
    said: async () => labelsOf(await cluster.scrapeTaskManager(written), LAG),
  });
  await section.check({
    what: 'Kafka tells how many records wait',
    asked: 'a scrape of the TaskManager',
    expected: true,
    said: async () => labelsOf(await cluster.scrapeTaskManager(written), 'flink_taskmanager_job_task_operator_pendingRecords').length > 0,
  });

  section.progress('killing the TaskManager in the middle of a transaction, starting another');
  await broker.ask('fill', SOURCE, RECORDS, 2 * RECORDS);
  const before = (await cluster.job('/checkpoints')).counts.restored;
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS, async () => (await cluster.job('/checkpoints')).counts.restored > before);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  await arrive(cluster, broker, 2 * RECORDS, checkpoint);
  await section.check({
    what: 'after a failure nothing is missing, and nothing comes twice',
    asked: `a consumer of ${SINK} with read_committed`,
    expected: { records: 2 * RECORDS, different: 2 * RECORDS },
    said: () => broker.ask('read', SINK),
  });
  await cluster.end();
  await broker.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

/** What the manifest puts into the environment of the job's main, with the brokers that are here. */
function variables({ jobManager }, bootstrapServers) {
  const { env } = jobManager.podTemplate.spec.containers.find(({ name }) => name === 'flink-main-container');
  return Object.fromEntries(env.filter(({ name }) => /^(TRANSACTIONS|FRAUD_ALERTS)_/.test(name))
    .map(({ name, value }) => [name, name.endsWith('_BOOTSTRAP_SERVERS') ? bootstrapServers : value]));
}

/** Waits until so many records arrived, whole transactions only; as many as there will ever be are enough to go on and compare. */
async function arrive(cluster, broker, records, checkpoint) {
  await settle(async () => {
    await checkpoint();
    return broker.ask('read', SINK);
  }, (said) => said.records >= records);
}

/** Asks until the answer is as wished, but not for ever: whoever compares tells what is wrong with it. */
async function settle(ask, isFine) {
  let last;
  await until('it settles', 60, async () => isFine(last = await ask())).catch(() => {});
  return last;
}

/** Asks for a checkpoint until one completes. */
async function complete(cluster) {
  const completed = async () => (await cluster.job('/checkpoints')).counts.completed;
  const before = await completed();
  await cluster.wait('a checkpoint', 120, async () => {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
    return await completed() > before;
  });
}

function labelsOf(scrape, name) {
  return [...new Set(parseMetrics(scrape).filter((sample) => sample.name === name).flatMap(({ labels }) => Object.keys(labels)))].sort();
}
