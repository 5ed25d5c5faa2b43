import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeConfiguration } from '../flink/configuration.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { emitted, OPERATOR_VERSIONS } from '../lib/emitted.mjs';
import { filesIn } from '../lib/files.mjs';
import { copyJars } from '../lib/maven.mjs';
import { openNetwork } from '../lib/network.mjs';
import { PodCluster } from './cluster.mjs';
import { Pod } from './pod.mjs';

const BOOT_SECONDS = 240;
const POM = join(import.meta.dirname, 'plugin-pom.xml');
/** What the kernel gives to every container, whatever its root is. */
const EVERYBODYS = ['/dev/mqueue', '/dev/shm'];
/** A line of Flink's own log, which what scripts print is not. */
const LOGGED = /runtime\.entrypoint\.ClusterEntrypoint|runtime\.taskexecutor\.TaskManagerRunner/;
const REFUSED_WRITE = /read-only file system|permission denied/i;

let runs = 0;

/**
 * Boots Flink as the rendered pods of a program would: as their user, without privileges, on a root that nobody can write, with their volumes.
 *
 * @param scenario of scenarios.mjs
 * @param options break something, to see whether it is noticed: `change(spec)`: what becomes of the rendered pods; `changeLog(text)`: of the log
 *   configuration; `settings`: keys that Flink reads, with other values, or undefined for none; `fetches`: whether the jar is fetched where it should be;
 *   `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, flink, scenario, {
  change = (spec) => spec, changeLog = (text) => text, settings = {}, fetches = true, keepLogs = true,
} = {}) {
  section.progress('getting Flink and its plugin, compiling the job');
  const home = await flinkHome(flink);
  const jar = await jobJar(flink, home, STATEFUL_JOB);
  const plugins = await pluginJars(scenario);
  const { emitted: minor } = VERSIONS.find((version) => version.flink === flink);
  const [{ manifests, pods }] = await emitted({ programs: [scenario.program], flinkVersions: [minor], operatorVersions: OPERATOR_VERSIONS.slice(-1) });
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const { metadata: { name }, spec } = deployment;
  const folder = join(CACHE, 'runs', `restricted-${flink}-${process.pid}-${++runs}`);

  const { isolated, hosts: [jobManager, taskManager, elsewhere] } = await openNetwork(3);
  const fetched = fetches && /^https?:/.test(spec.job.jarURI) ? new URL(spec.job.jarURI) : undefined;
  const server = fetched && elsewhere.start('python3', ['-m', 'http.server', fetched.port, '--bind', fetched.hostname, '--directory', dirname(jar)], { stdio: 'ignore' });

  const image = join(folder, 'image');
  const inImage = [...fetched ? [] : [[jar, 'usrlib/job.jar']], ...readdirSync(plugins).map((file) => [join(plugins, file), `opt/${file}`])];
  for (const [from, to] of inImage) {
    mkdirSync(join(image, to, '..'), { recursive: true });
    cpSync(from, join(image, to));
  }
  const bucket = join(folder, 'mnt');
  mkdirSync(join(bucket, 'bucket'), { recursive: true });
  for (const each of [bucket, join(bucket, 'bucket')]) chmodSync(each, 0o777);

  const slots = Number(spec.flinkConfiguration['taskmanager.numberOfTaskSlots']);
  const place = { home, jar, entryClass: entryClass(STATEFUL_JOB), folder: '/mnt', isolated, hosts: { jobManager, taskManagers: [taskManager] }, slots, hasVolumes: true };
  const { written, ofTaskManager, notes } = substitute({ deployment, name, spec, configuration: spec.flinkConfiguration }, place);
  for (const [key, how, why] of notes) section.note(`What differs from the manifest of ${name}`, [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  const conf = join(folder, 'conf');
  const read = Object.entries({ ...written, ...settings }).filter(([, value]) => value !== undefined);
  const logConfiguration = Object.entries(spec.logConfiguration).map(([file, text]) => [file, changeLog(text)]);
  writeConfiguration(conf, flink, Object.fromEntries(read), Object.fromEntries(logConfiguration));

  const podOf = (component, host) => {
    const rendered = pods.find(({ metadata: { labels } }) => labels.component === component).spec;
    return new Pod(change(structuredClone(rendered)), { host, home, image, conf, bucket, folder: join(folder, component) });
  };
  const both = { jobManager: podOf('jobmanager', jobManager), taskManager: podOf('taskmanager', taskManager) };
  const cluster = new PodCluster({ ...place, folder, pods: both, fetched }, ofTaskManager);
  const context = { section, scenario, cluster, pods: both };

  section.progress('running init containers, looking where their user can write');
  await Promise.all(Object.values(both).map(async (pod) => {
    for (const container of pod.initContainers) await pod.run(container);
  }));
  await beforeItStarts(context, readdirSync(plugins));

  section.progress('starting Flink, waiting until every task runs');
  cluster.startJobManager();
  cluster.startTaskManager();
  const works = await section.check({
    what: 'the job runs', asked: 'GET /jobs/:id, until every task does', expected: true, said: () => cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running()),
  });
  if (works) await whileItRuns(context, written, spec.flinkConfiguration['execution.checkpointing.savepoint-dir']);
  await cluster.end();
  await server?.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

/** The folder with the jar of a scenario's plugin. */
export function pluginJars({ plugin: { name, release } }) {
  return copyJars('flink-plugins', POM, { 'plugin.name': name, 'plugin.version': release });
}

async function beforeItStarts({ section, scenario, pods }, jars) {
  await Promise.all(Object.entries(pods).map(([component, pod]) => section.check({
    what: `${component}: its user can write to the pod's volumes, and nowhere else`,
    asked: 'find -writable on whatever is not mounted read-only, in the container',
    expected: pod.writable(pod.main),
    said: async () => (await writableFolders(pod)).filter((path) => !EVERYBODYS.includes(path) && path !== '/mnt'),
  })));
  await section.check({
    what: 'the init container has put the plugin where Flink looks for it',
    asked: 'the volume, after the container\'s own command with the plugin\'s released jar',
    expected: jars,
    said: () => readdirSync(pods.taskManager.volumeAt(`/opt/flink/plugins/${scenario.plugin.name}`)),
  });
}

async function whileItRuns({ section, scenario, cluster, pods }, written, storage) {
  await cluster.wait('a checkpoint', 120, async () => {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
    return (await cluster.job('/checkpoints')).counts.completed > 0;
  });
  await section.check({ what: 'checkpoints complete', asked: 'GET /jobs/:id/checkpoints', expected: 0, said: async () => (await cluster.job('/checkpoints')).counts.failed });
  await section.check({ what: 'metrics are there', asked: 'a scrape of the TaskManager', expected: true, said: () => cluster.counts(written) });
  await section.check({
    what: 'what Flink fetched is in its volume',
    asked: 'the files of the volume at /opt/flink/artifacts',
    expected: scenario.fetched,
    said: () => filesIn(pods.jobManager.volumeAt('/opt/flink/artifacts')).map((file) => basename(file)),
  });
  await section.check({
    what: 'RocksDB works on its volume',
    asked: 'a file CURRENT, which every RocksDB has, in the volume at /opt/flink/rocksdb',
    expected: true,
    said: () => filesIn(pods.taskManager.volumeAt('/opt/flink/rocksdb')).some((file) => basename(file) === 'CURRENT'),
  });
  for (const [component, pod] of Object.entries(pods)) {
    await section.check({
      what: `${component}: it runs as the pod's user, and may do nothing else`,
      asked: '/proc/<pid>/status: Uid, Gid, CapEff, CapBnd, NoNewPrivs',
      expected: { Uid: scenario.user, Gid: scenario.user, CapEff: '0', CapBnd: '0', NoNewPrivs: '1' },
      said: () => status(cluster[component].pid),
    });
    const inVolume = () => filesIn(pod.volumeAt('/opt/flink/log')).map((file) => readFileSync(file, 'utf8')).join('\n');
    await section.check({
      what: `${component}: its log is where it was asked for`,
      asked: 'the console, and the files of the volume at /opt/flink/log',
      expected: scenario.logs,
      said: () => ({ console: LOGGED.test(cluster.console(component)), file: LOGGED.test(inVolume()) }),
    });
    await section.check({
      what: `${component}: nothing wanted to write where it cannot`,
      asked: 'console and log',
      expected: [],
      said: () => [...new Set(`${cluster.console(component)}\n${inVolume()}`.split('\n').filter((line) => REFUSED_WRITE.test(line)).map((line) => line.slice(0, 200)))],
    });
  }
  await section.check({
    what: 'Flink asks the storage through the plugin',
    asked: `POST /jobs/:id/savepoints to ${storage}, which nobody can reach here; GET /jobmanager/thread-dump, and why it fails`,
    expected: String(scenario.plugin.speaks),
    said: () => cluster.triesSavepoint(storage, scenario.plugin.speaks),
    fits: (_, said) => scenario.plugin.speaks.test(said),
  });
}

/** The highest folders that the user of a container can write to. */
async function writableFolders(pod) {
  // On what is mounted read-only nothing can be written, whatever a folder's rights say, and where the user may not look there is nothing either.
  const found = await pod.run(pod.main, ['bash', '-c', `
    mapfile -t mounted < <(awk '$6 !~ /(^|,)ro(,|$)/ { print $5 }' /proc/self/mountinfo | sort -u)
    find "\${mounted[@]}" -xdev \\( -path /proc -o -path /sys \\) -prune -o -type d -writable -print -prune 2>/dev/null || true`]);
  return found.split('\n').filter((path) => path !== '').sort();
}

function status(pid) {
  const lines = Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(/:\s+/)));
  const one = (text) => [...new Set(text.split(/\s+/))].join(' ');
  return { Uid: one(lines.Uid), Gid: one(lines.Gid), CapEff: lines.CapEff.replace(/^0+(?=.)/, ''), CapBnd: lines.CapBnd.replace(/^0+(?=.)/, ''), NoNewPrivs: lines.NoNewPrivs };
}
