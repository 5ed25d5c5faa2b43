import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../lib/cache.mjs';
import { openNetwork } from '../lib/network.mjs';
import { Cluster } from './cluster.mjs';
import { writeConfiguration } from './configuration.mjs';
import { emitted } from './emitted.mjs';
import { substitute } from './substitutions.mjs';
import { VERSIONS } from './versions.mjs';

/** A machine that does much beside this takes its time. */
const BOOT_SECONDS = 240;

const DIFFERS = 'What differs from the manifest';

let runs = 0;

/**
 * Boots a Flink with what an example emits, whose program is no jar of ours, and judges it while it runs.
 *
 * @param setting `{ example, home, path }`: its name, a Flink home, and, if its processes start other programs, the folder with them
 * @param programOf `({ emission, folder, differs })`: what is run, `{ jar, programArguments }`; `differs(what, how, why)` says in what that is not what is emitted
 * @param judge what is asked of the running cluster
 * @param keepLogs whether a failure leaves its folder
 */
export async function runExample(section, version, { example, home, path }, programOf, judge, keepLogs) {
  const emission = await emitted(VERSIONS.find(({ flink }) => flink === version).emitted, example);
  const { job, logConfiguration } = emission.spec;
  const folder = join(CACHE, 'runs', `${example}-${version}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });
  const differs = (...row) => section.note(DIFFERS, row);
  const program = programOf({ emission, folder, differs });
  const { isolated, hosts: [jobManager, ...taskManagers] } = await openNetwork(3);
  const slots = Number(emission.configuration['taskmanager.numberOfTaskSlots']);
  const place = { home, path, entryClass: job.entryClass, folder, isolated, hosts: { jobManager, taskManagers }, slots, ...program };
  const { written, ofTaskManager, notes } = substitute(emission, place);
  for (const [option, how, why] of notes) differs(option, how.replaceAll(folder, '…').replaceAll(home, '…'), why);
  writeConfiguration(join(folder, 'conf'), version, { ...written, 'execution.checkpointing.interval': '5 s' }, logConfiguration);
  differs('execution.checkpointing.interval', '5 s', 'so that one need not wait for a minute');

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

/**
 * Kills the TaskManager, starts another, and waits until the job runs again.
 *
 * @returns how often the job was restored before, and how often it is now; all that the killed one had printed
 */
export async function replaceTaskManager(section, cluster) {
  section.progress('killing the TaskManager, starting another');
  const restored = async () => (await cluster.job('/checkpoints')).counts.restored;
  const before = await restored();
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  const printed = cluster.console('taskManager');
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS, async () => await restored() > before);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  return { before, now: await restored(), printed };
}
