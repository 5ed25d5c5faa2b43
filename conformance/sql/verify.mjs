import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { replaceTaskManager, runExample } from '../flink/running-example.mjs';
import { cached } from '../lib/cache.mjs';
import { copyJars } from '../lib/maven.mjs';
import { sleep } from '../lib/wait.mjs';

const POM = join(import.meta.dirname, 'pom.xml');
/** The two INSERTs of the example. */
const SINKS = ['clicks_per_page', 'visitors'];

/**
 * Boots a Flink with what the SQL example emits and kills its TaskManager.
 *
 * @param options `script`: changes the script; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { script: change = (script) => script, keepLogs = true } = {}) {
  section.progress('getting Flink and its SQL gateway');
  const home = await homeWithGateway(version);
  const programOf = ({ emission: { spec: { job, jobManager: { podTemplate } }, manifests }, folder, differs }) => {
    // What the pod would have at the path in the arguments, by its own mount, volume and ConfigMap.
    const [, path] = /^file:\/\/(\/.*)$/.exec(job.args[1]);
    const mount = podTemplate.spec.containers[0].volumeMounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
    const { configMap } = podTemplate.spec.volumes.find(({ name }) => name === mount.name);
    const { key } = configMap.items.find((item) => `${mount.mountPath}/${item.path}` === path);
    const { data } = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap.name);
    const script = join(folder, 'script.sql');
    writeFileSync(script, change(data[key]));
    differs('spec.job.args[1]', `${path} is a file of this run`, 'no ConfigMap is mounted here');
    differs('spec.job.jarURI', 'the Flink home of this run', 'there is no image here');
    return { jar: job.jarURI.replace('local:///opt/flink', home), programArguments: [job.args[0], `file://${script}`] };
  };
  await runExample(section, version, { example: 'sql', home }, programOf, judge, keepLogs);
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

  const { before, now: restored } = await replaceTaskManager(section, cluster);
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
