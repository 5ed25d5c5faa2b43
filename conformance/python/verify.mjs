import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { emitted } from '../flink/emitted.mjs';
import { flinkHome } from '../flink/home.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { openNetwork } from '../lib/network.mjs';
import { pyflink } from './interpreter.mjs';

const BOOT_SECONDS = 300;
const PROGRAM = join(import.meta.dirname, '..', '..', 'examples', 'python', 'page_views.py');
const DIFFERS = 'What differs from the manifest';

let runs = 0;

/**
 * Boots a Flink with what the Python example emits and kills its TaskManager.
 *
 * @param options `program`: changes the program; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { program: change = (text) => text, keepLogs = true } = {}) {
  section.progress('getting Flink and PyFlink');
  const [home, path] = await Promise.all([flinkHome(version), pyflink(version)]);
  const emission = await emitted(VERSIONS.find(({ flink }) => flink === version).emitted, 'python');
  const { job } = emission.spec;
  const folder = join(CACHE, 'runs', `python-${version}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });
  const { isolated, hosts: [jobManager, ...taskManagers] } = await openNetwork(3);
  const slots = Number(emission.configuration['taskmanager.numberOfTaskSlots']);
  const program = join(folder, basename(PROGRAM));
  writeFileSync(program, change(readFileSync(PROGRAM, 'utf8')));
  const programArguments = job.args.map((arg) => basename(arg) === basename(PROGRAM) ? program : arg);
  const place = { home, path, entryClass: job.entryClass, folder, isolated, hosts: { jobManager, taskManagers }, slots, programArguments };
  section.note(DIFFERS, ['spec.job.args[1]', 'a copy of the example\'s program', 'there is no image here']);
  const { written, ofTaskManager, notes } = substitute(emission, place);
  for (const [option, how, why] of notes) section.note(DIFFERS, [option, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  writeConfiguration(join(folder, 'conf'), version, { ...written, 'execution.checkpointing.interval': '5 s' }, emission.spec.logConfiguration);
  section.note(DIFFERS, ['execution.checkpointing.interval', '5 s', 'so that one need not wait for a minute']);

  const cluster = new Cluster(place, ofTaskManager);
  try {
    section.progress('starting it, waiting until every task runs');
    cluster.startJobManager();
    cluster.startTaskManager();
    await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
    await judge(section, cluster);
  } finally {
    await cluster.end();
  }
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

async function judge(section, cluster) {
  const checkpoints = () => cluster.job('/checkpoints');
  await section.check({
    what: 'Python counts what its source reads', asked: 'the largest count that it printed', expected: { atLeast: 100 }, said: await cluster.wait('a count', 180, () => largestCount(cluster) || false), fits: atLeast,
  });
  await cluster.wait('a checkpoint', 120, async () => (await checkpoints()).counts.completed > 0);
  await section.check({
    what: 'its checkpoints hold its state', asked: 'GET /jobs/:id/checkpoints, bytes of the latest', expected: { atLeast: 1 }, said: (await checkpoints()).latest.completed.state_size, fits: atLeast,
  });

  // A count that the first TaskManager never reached alone shows that the second one went on from its state.
  await cluster.wait('many counts', 240, () => largestCount(cluster) >= 300);
  const { latest: { completed: last } } = await checkpoints();
  await cluster.wait('a checkpoint after them', 120, async () => (await checkpoints()).latest.completed.id > last.id);
  section.progress('killing the TaskManager, starting another');
  const { counts: { restored: before } } = await checkpoints();
  const printed = countsIn(cluster).length;
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS, async () => (await checkpoints()).counts.restored > before);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  await section.check({
    what: 'after a TaskManager that was killed it counts on from its state',
    asked: 'the first count that it printed afterwards',
    expected: { atLeast: 300 },
    said: await cluster.wait('a count of the second TaskManager', 240, () => countsIn(cluster)[printed] ?? false),
    fits: atLeast,
  });
}

const atLeast = ({ atLeast: least }, said) => said >= least;

/** The counts that the sink printed, in their order. */
function countsIn(cluster) {
  return [...cluster.console('taskManager').matchAll(/^(?:\d+> )?\(\d+,(\d+)\)$/gm)].map(([, count]) => Number(count));
}

const largestCount = (cluster) => countsIn(cluster).reduce((most, count) => Math.max(most, count), 0);
