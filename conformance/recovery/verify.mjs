import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { emitted } from '../flink/emitted.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { parseMetrics } from '../flink/metrics.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { millis } from '../flink/values.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { openNetwork } from '../lib/network.mjs';
import { random } from '../lib/seed.mjs';
import { sleep } from '../lib/wait.mjs';

const BOOT_SECONDS = 240;
/** A kill comes at some moment of this time after the job runs again. */
const CALM = 15_000;
/** How much later than the delay the tasks may be scheduled, and how far off the clock of a busy machine is. */
const SLACK = 2_000;
/** Every key comes again, twice; and Flink's own view of a job, up to 3 s old, is that of afterwards. */
const EVERY_KEY = 8_000;

let runs = 0;

/**
 * Boots a Flink with what the fraud detection emits, runs a job on it that knows what its counts must be, and kills the TaskManager again and again.
 *
 * @param options `kills`: how often; `change`: keys that Flink reads, with other values, to see whether it is noticed; `keepLogs`: whether a failure
 *   leaves its folder
 */
export async function verify(section, version, { kills, change = {}, keepLogs = true }) {
  section.progress('getting Flink and compiling the job');
  const home = await flinkHome(version);
  const jar = await jobJar(version, home, STATEFUL_JOB);
  const emission = await emitted(VERSIONS.find(({ flink }) => flink === version).emitted, 'fraud-detection');
  const folder = join(CACHE, 'runs', `recovery-${version}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });

  const { isolated, hosts: [jobManager, ...taskManagers] } = await openNetwork(2 + kills);
  const slots = Number(emission.configuration['taskmanager.numberOfTaskSlots']);
  const place = { home, jar, entryClass: entryClass(STATEFUL_JOB), folder, isolated, hosts: { jobManager, taskManagers }, slots };
  const { written, ofTaskManager, notes } = substitute(emission, place);
  for (const [key, how, why] of notes) section.note('What differs from the manifest', [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  writeConfiguration(join(folder, 'conf'), version, { ...written, ...change }, emission.spec.logConfiguration);

  const cluster = new Cluster(place, ofTaskManager);
  section.progress('starting it, waiting until every task runs');
  cluster.startJobManager();
  cluster.startTaskManager();
  await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
  for (let n = 0; n < kills; n++) await survive(section, cluster, written, n);
  await cluster.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

/** Kills the TaskManager at some moment, starts another, and looks what has become of the job. */
async function survive(section, cluster, written, n) {
  const ordinal = `kill ${n + 1}`;
  const delay = restartDelay(written, n);
  await checkpoint(cluster);
  await sleep(random() * CALM);
  // Half of the kills fall into a checkpoint.
  if (random() < 0.5) {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
    await sleep(random() * 300);
  }
  section.progress(`${ordinal}: killing the TaskManager, starting another`);
  const before = (await cluster.job('/checkpoints')).counts.restored;
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS + delay / 1000, async () => (await cluster.job('/checkpoints')).counts.restored > before);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  // Flink's own view of a job may still be that from before the kill; what the tasks themselves show is not.
  await cluster.wait('the tasks count again', BOOT_SECONDS, () => cluster.counts(written));
  await sleep(EVERY_KEY);

  const counts = parseMetrics(await cluster.scrapeTaskManager(written));
  const of = (name) => counts.filter((sample) => sample.name.endsWith(`conformance_${name}`)).map(({ value }) => value);
  const sum = (name) => of(name).reduce((all, value) => all + value, 0);
  const { history, latest: { restored } } = await cluster.job('/checkpoints');
  const { timestamps } = await cluster.job();
  await section.check({
    what: `${ordinal}: it came back from the last checkpoint`,
    asked: 'GET /jobs/:id/checkpoints, latest.restored; expected is the last of the history that was complete by then',
    expected: lastBefore(history, restored.restore_timestamp),
    said: restored.id,
  });
  await section.check({
    what: `${ordinal}: records lost, records doubled`, asked: 'a scrape of the TaskManager, after every key came again', expected: [0, 0], said: [sum('lost'), sum('doubled')],
  });
  await section.check({
    what: `${ordinal}: every subtask went on from a count`,
    asked: 'a scrape of the TaskManager: the first count of each subtask',
    expected: { atLeast: 1 },
    said: Math.min(...of('first')),
    fits: ({ atLeast }, said) => Number.isFinite(said) && said >= atLeast,
  });
  const jitter = delay * Number(written['restart-strategy.exponential-delay.jitter-factor']);
  await section.check({
    what: `${ordinal}: milliseconds from the failure to the restart`,
    asked: 'GET /jobs/:id, timestamps of RESTARTING and of RUNNING',
    expected: { from: delay - jitter, to: delay + jitter + SLACK },
    said: timestamps.RUNNING - timestamps.RESTARTING,
    fits: ({ from, to }, said) => said >= from && said <= to,
  });
}

function lastBefore(history, time) {
  const complete = history.filter((each) => each.status === 'COMPLETED' && each.latest_ack_timestamp <= time);
  return Math.max(...complete.map(({ id }) => id));
}

/** Asks for a checkpoint until one completes: right after a start Flink refuses some. */
async function checkpoint(cluster) {
  const completed = async () => (await cluster.job('/checkpoints')).counts.completed;
  const before = await completed();
  await cluster.wait('a checkpoint', 120, async () => {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
    await sleep(2_000);
    return await completed() > before;
  });
}

/** What the emitted strategy says about the restart after so many others. */
function restartDelay(written, before) {
  const option = (name) => written[`restart-strategy.exponential-delay.${name}`];
  return Math.min(millis(option('initial-backoff')) * Number(option('backoff-multiplier')) ** before, millis(option('max-backoff')));
}
