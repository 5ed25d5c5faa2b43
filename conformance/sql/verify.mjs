import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { emitted } from '../flink/emitted.mjs';
import { flinkHome } from '../flink/home.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE, cached } from '../lib/cache.mjs';
import { copyJars } from '../lib/maven.mjs';
import { openNetwork } from '../lib/network.mjs';
import { sleep } from '../lib/wait.mjs';

const BOOT_SECONDS = 240;
const POM = join(import.meta.dirname, 'pom.xml');
/** The two INSERTs of the example. */
const SINKS = ['clicks_per_page', 'visitors'];

let runs = 0;

/**
 * Boots a Flink with what the SQL example emits and kills its TaskManager.
 *
 * @param options `script`: changes the script; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { script: change = (script) => script, keepLogs = true } = {}) {
  section.progress('getting Flink and its SQL gateway');
  const home = await homeWithGateway(version);
  const emission = await emitted(VERSIONS.find(({ flink }) => flink === version).emitted, 'sql');
  const { job, jobManager: { podTemplate } } = emission.spec;
  const folder = join(CACHE, 'runs', `sql-${version}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });

  // What the pod would have at the path in the arguments, by its own mount, volume and ConfigMap.
  const [, path] = /^file:\/\/(\/.*)$/.exec(job.args[1]);
  const mount = podTemplate.spec.containers[0].volumeMounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
  const { configMap } = podTemplate.spec.volumes.find(({ name }) => name === mount.name);
  const { key } = configMap.items.find((item) => `${mount.mountPath}/${item.path}` === path);
  const { data } = emission.manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap.name);
  const script = join(folder, 'script.sql');
  writeFileSync(script, change(data[key]));
  section.note('What differs from the manifest', ['spec.job.args[1]', `${path} is a file of this run`, 'no ConfigMap is mounted here']);
  const jar = job.jarURI.replace('local:///opt/flink', home);
  section.note('What differs from the manifest', ['spec.job.jarURI', 'the Flink home of this run', 'there is no image here']);

  const { isolated, hosts: [jobManager, ...taskManagers] } = await openNetwork(3);
  const slots = Number(emission.configuration['taskmanager.numberOfTaskSlots']);
  const place = {
    home, jar, entryClass: job.entryClass, folder, isolated, hosts: { jobManager, taskManagers }, slots, programArguments: [job.args[0], `file://${script}`],
  };
  const { written, ofTaskManager, notes } = substitute(emission, place);
  for (const [option, how, why] of notes) section.note('What differs from the manifest', [option, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  writeConfiguration(join(folder, 'conf'), version, { ...written, 'execution.checkpointing.interval': '5 s' }, emission.spec.logConfiguration);
  section.note('What differs from the manifest', ['execution.checkpointing.interval', '5 s', 'so that one need not wait for a minute']);

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
  const { jobs } = await cluster.get('/jobs/overview');
  await section.check({ what: 'the script is one job', asked: 'GET /jobs/overview', expected: [1, 'RUNNING'], said: [jobs.length, jobs[0]?.state] });
  const { vertices } = await cluster.job();
  const names = vertices.map(({ name }) => name).join(' ');
  await section.check({
    what: 'every INSERT of the STATEMENT SET is in it', asked: 'GET /jobs/:id, the names of its vertices', expected: SINKS, said: SINKS.filter((sink) => names.includes(sink)),
  });
  const completed = async () => (await cluster.job('/checkpoints')).counts.completed;
  await cluster.wait('a checkpoint', 120, async () => await completed() > 0);
  const { latest } = await cluster.job('/checkpoints');
  await section.check({
    what: 'its checkpoints hold state', asked: 'GET /jobs/:id/checkpoints, bytes of the latest', expected: { moreThan: 0 }, said: latest.completed.state_size, fits: ({ moreThan }, said) => said > moreThan,
  });

  section.progress('killing the TaskManager, starting another');
  const before = (await cluster.job('/checkpoints')).counts.restored;
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS, async () => (await cluster.job('/checkpoints')).counts.restored > before);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  const { counts: { restored } } = await cluster.job('/checkpoints');
  const after = await completed();
  await cluster.wait('another checkpoint', 120, async () => await completed() > after);
  await sleep(1_000);
  await section.check({ what: 'a killed TaskManager: it is restored once, and takes checkpoints again', asked: 'GET /jobs/:id/checkpoints', expected: before + 1, said: restored });
}

/** A Flink home with the jar that the images have in opt, and the packages of PyPI have not. */
async function homeWithGateway(version) {
  const [home, jars] = [await flinkHome(version), await copyJars('sql', POM, { flink: version })];
  return cached(join('flink', version, 'home-with-sql-gateway'), (copy) => {
    cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
    cpSync(join(jars, `flink-sql-gateway-${version}.jar`), join(copy, 'opt', `flink-sql-gateway-${version}.jar`));
  });
}
