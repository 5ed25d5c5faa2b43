import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { emitted, OPERATOR_VERSIONS } from '../lib/emitted.mjs';
import { copyJars } from '../lib/maven.mjs';
import { openNetwork } from '../lib/network.mjs';
import { Pod } from './pod.mjs';

const BOOT_SECONDS = 240;
const POM = join(import.meta.dirname, 'plugin-pom.xml');
/** Who owns Flink's files in its images. */
const FLINK_USER = '9999';
/** What the kernel gives to every container, whatever its root is. */
const EVERYBODYS = ['/dev/mqueue', '/dev/shm'];

let runs = 0;

/** Flink's processes in the main containers of the rendered pods. */
class PodCluster extends Cluster {
  start(component, script, args) {
    // Flink as the image has it finds its folders by itself.
    return this.pods[component].start([`/opt/flink/bin/${script}`, 'start-foreground', ...args.filter((arg) => arg !== '--jars' && !arg.startsWith('file://'))],
      { log: this.consoleOf(component), env: { FLINK_HOME: '/opt/flink', FLINK_CONF_DIR: '/opt/flink/conf', FLINK_IDENT_STRING: 'conformance', HOME: '/opt/flink' } });
  }
}

/**
 * Boots Flink as the rendered pods of the quickstart would: as their user, without privileges, on a root that nobody can write, with their volumes.
 *
 * @param options `change`: what becomes of the rendered pods, to see whether it is noticed; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, { flink, minor, plugin }, { change = (spec) => spec, keepLogs = true } = {}) {
  section.progress('getting Flink and its plugin, compiling the job');
  const home = await flinkHome(flink);
  const jar = await jobJar(flink, home, STATEFUL_JOB);
  const plugins = await pluginJars({ plugin });
  const [{ manifests, pods }] = await emitted({ programs: ['examples/quickstart/main.ts'], flinkVersions: [minor], operatorVersions: OPERATOR_VERSIONS.slice(-1) });
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const { metadata: { name }, spec } = deployment;
  const folder = join(CACHE, 'runs', `restricted-${flink}-${process.pid}-${++runs}`);

  const image = join(folder, 'image');
  for (const [from, to] of [[jar, 'usrlib/job.jar'], ...readdirSync(plugins).map((file) => [join(plugins, file), `opt/${file}`])]) {
    mkdirSync(join(image, to, '..'), { recursive: true });
    cpSync(from, join(image, to));
  }
  const bucket = join(folder, 'mnt');
  mkdirSync(join(bucket, 'bucket'), { recursive: true });
  for (const each of [bucket, join(bucket, 'bucket')]) chmodSync(each, 0o777);

  const { isolated, hosts: [jobManager, taskManager] } = await openNetwork(2);
  const slots = Number(spec.flinkConfiguration['taskmanager.numberOfTaskSlots']);
  const place = { home, jar, entryClass: entryClass(STATEFUL_JOB), folder: '/mnt', isolated, hosts: { jobManager, taskManagers: [taskManager] }, slots, hasVolumes: true };
  const { written, ofTaskManager, notes } = substitute({ deployment, name, spec, configuration: spec.flinkConfiguration }, place);
  for (const [key, how, why] of notes) section.note('What differs from the manifest', [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  const conf = join(folder, 'conf');
  writeConfiguration(conf, flink, written, spec.logConfiguration);

  const podOf = (component, host) => {
    const rendered = pods.find(({ metadata: { labels } }) => labels.component === component).spec;
    return new Pod(change(structuredClone(rendered)), { host, home, image, conf, bucket, folder: join(folder, component) });
  };
  const both = { jobManager: podOf('jobmanager', jobManager), taskManager: podOf('taskmanager', taskManager) };
  const cluster = new PodCluster({ ...place, folder, pods: both }, ofTaskManager);

  for (const [component, pod] of Object.entries(both)) {
    section.progress(`${component}: running its init containers, looking where its user can write`);
    for (const container of pod.initContainers) await pod.run(container);
    await section.check({
      what: `${component}: its user can write to the pod's volumes, and nowhere else`,
      asked: 'find / -writable, in the container',
      expected: pod.writable(pod.main),
      said: async () => (await writableFolders(pod)).filter((path) => !EVERYBODYS.includes(path) && path !== '/mnt'),
    });
  }
  await section.check({
    what: 'the init container has put the plugin where Flink looks for it',
    asked: 'the volume, after the container\'s own command with the plugin\'s released jar',
    expected: readdirSync(plugins),
    said: () => readdirSync(both.taskManager.volumes['plugin-s3-fs-hadoop']),
  });

  section.progress('starting Flink, waiting until every task runs');
  cluster.startJobManager();
  cluster.startTaskManager();
  await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
  await cluster.wait('a checkpoint', 120, async () => {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
    return (await cluster.job('/checkpoints')).counts.completed > 0;
  });
  await section.check({ what: 'checkpoints complete', asked: 'GET /jobs/:id/checkpoints', expected: 0, said: async () => (await cluster.job('/checkpoints')).counts.failed });
  await section.check({ what: 'metrics are there', asked: 'a scrape of the TaskManager', expected: true, said: () => cluster.counts(written) });
  for (const [component, pod] of Object.entries(both)) {
    await section.check({
      what: `${component}: it runs as the pod's user, and may do nothing else`,
      asked: '/proc/<pid>/status: Uid, Gid, CapEff, CapBnd, NoNewPrivs',
      expected: { Uid: FLINK_USER, Gid: FLINK_USER, CapEff: '0', CapBnd: '0', NoNewPrivs: '1' },
      said: () => status(cluster[component].pid),
    });
    const log = () => readdirSync(pod.volumes.log).map((file) => readFileSync(join(pod.volumes.log, file), 'utf8')).join('\n');
    await section.check({
      what: `${component}: the log is in its volume, and says that the plugin was loaded`, asked: 'the files of the volume', expected: true, said: () => log().includes('s3-fs-hadoop'),
    });
    await section.check({
      what: `${component}: nothing wanted to write where it cannot`,
      asked: 'console and log',
      expected: [],
      said: () => [...new Set(`${cluster.console(component)}\n${log()}`.split('\n').filter((line) => /read-only file system|permission denied/i.test(line)).map((line) => line.slice(0, 200)))],
    });
  }
  await cluster.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

/** The folder with the S3 plugin's jar. */
export function pluginJars({ plugin }) {
  return copyJars('flink-plugins', POM, { 'plugin.version': plugin });
}

/** The highest folders that the user of a container can write to. */
async function writableFolders(pod) {
  // Where it may not look, there is nothing that it could write to.
  const found = await pod.run(pod.main, ['bash', '-c', 'find / \\( -path /proc -o -path /sys \\) -prune -o -type d -writable -print -prune 2>/dev/null || true']);
  return found.split('\n').filter((path) => path !== '').sort();
}

function status(pid) {
  const lines = Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(/:\s+/)));
  const one = (text) => [...new Set(text.split(/\s+/))].join(' ');
  return { Uid: one(lines.Uid), Gid: one(lines.Gid), CapEff: lines.CapEff.replace(/^0+(?=.)/, ''), CapBnd: lines.CapBnd.replace(/^0+(?=.)/, ''), NoNewPrivs: lines.NoNewPrivs };
}
