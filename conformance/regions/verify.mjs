import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';
import { writeConfiguration } from '../flink/configuration.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { parseMetrics } from '../flink/metrics.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { openNetwork } from '../lib/network.mjs';
import { sleep } from '../lib/wait.mjs';

const BOOT_SECONDS = 240;
const PROGRAM = 'conformance/regions/programs/two-regions.ts';
/** Every key comes again, twice. */
const EVERY_KEY = 8_000;

let runs = 0;

/**
 * Runs the job in the primary region, takes a savepoint, loses the region, copies the bucket, and starts the job with the manifest of the standby region.
 *
 * @param options `restores`: whether the standby region is told of the savepoint; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { restores = true, keepLogs = true } = {}) {
  section.progress('getting Flink and compiling the job');
  const home = await flinkHome(version);
  const jar = await jobJar(version, home, STATEFUL_JOB);
  const folder = join(CACHE, 'runs', `regions-${version}-${process.pid}-${++runs}`);
  const { isolated, hosts: [jobManager, taskManager, ...others] } = await openNetwork(4);
  const start = async (region, deployment, [first, second]) => {
    const place = {
      home, jar, entryClass: entryClass(STATEFUL_JOB), folder: join(folder, region), isolated, hosts: { jobManager: first, taskManagers: [second] },
      slots: Number(deployment.spec.flinkConfiguration['taskmanager.numberOfTaskSlots']),
    };
    mkdirSync(place.folder, { recursive: true });
    const emission = { name: deployment.metadata.name, spec: deployment.spec, configuration: deployment.spec.flinkConfiguration };
    const { written, ofTaskManager, notes } = substitute(emission, place);
    for (const [key, how, why] of notes) section.note(`What differs from the manifest of ${region}`, [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
    const { initialSavepointPath } = deployment.spec.job;
    // as the operator does, which gives Flink the path of the field as an option
    const restored = initialSavepointPath === undefined || !restores ? {} : { 'execution.savepoint.path': local(initialSavepointPath, place) };
    writeConfiguration(join(place.folder, 'conf'), version, { ...written, ...restored }, deployment.spec.logConfiguration);
    const cluster = new Cluster(place, ofTaskManager);
    section.progress(`starting it in ${region}, waiting until every task runs`);
    cluster.startJobManager();
    cluster.startTaskManager();
    await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
    await cluster.wait('the tasks count', BOOT_SECONDS, () => cluster.counts(written));
    return { cluster, written, place };
  };

  const [eu, us] = await deployments({});
  await section.check({ what: 'one region runs the job', asked: 'the manifests: job.state', expected: ['running', 'suspended'], said: [eu, us].map(({ spec }) => spec.job.state) });
  const primary = await start('eu', eu, [jobManager, taskManager]);
  await sleep(EVERY_KEY);
  const path = await savepoint(primary.cluster);
  section.progress('losing the region, copying its bucket to the other one');
  for (const process of [primary.cluster.taskManager, primary.cluster.jobManager]) process.signal('SIGKILL');
  await primary.cluster.end();
  const bucket = (region) => join(folder, region, 'bucket');
  cpSync(bucket('eu'), bucket('us'), { recursive: true });
  rmSync(bucket('eu'), { recursive: true });

  const restoreFrom = path.replace(`file://${bucket('eu')}`, 's3://state-us');
  const [lost, running] = await deployments({ RESTORE_FROM: restoreFrom });
  await section.check({ what: 'the other region runs it, from the savepoint', asked: 'the manifests: job.state, initialSavepointPath', expected: ['suspended', 'running', restoreFrom], said: [lost.spec.job.state, running.spec.job.state, running.spec.job.initialSavepointPath] });
  const standby = await start('us', running, others);
  await sleep(EVERY_KEY);
  await judge(section, standby);
  await standby.cluster.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

async function judge(section, { cluster, written }) {
  const counts = parseMetrics(await cluster.scrapeTaskManager(written));
  const of = (name) => counts.filter((sample) => sample.name.endsWith(`conformance_${name}`)).map(({ value }) => value);
  const sum = (name) => of(name).reduce((all, value) => all + value, 0);
  await section.check({ what: 'records lost, records doubled', asked: 'a scrape of the TaskManager, after every key came again', expected: [0, 0], said: [sum('lost'), sum('doubled')] });
  await section.check({
    what: 'every subtask went on from a count', asked: 'a scrape of the TaskManager: the first count of each subtask', expected: { atLeast: 1 }, said: Math.min(...of('first')),
    fits: ({ atLeast }, said) => Number.isFinite(said) && said >= atLeast,
  });
}

/** The FlinkDeployments of both regions, primary first. */
async function deployments(environment) {
  const script = `process.argv.splice(1, 0, ''); const { App } = require('cdk8s'); const apps = []; App.prototype.synth = function () { apps.push(this); };
    require('ts-node').register({ transpileOnly: true, cwd: process.cwd() }); require('./${PROGRAM}');
    const problems = apps.flatMap((app) => app.node.findAll()).flatMap((construct) => construct.node.validate());
    if (problems.length > 0) { console.error(problems.join('\\n')); process.exit(1); }
    console.log(JSON.stringify(apps.flatMap((app) => app.charts).flatMap((chart) => chart.toJson()).filter(({ kind }) => kind === 'FlinkDeployment')));`;
  return JSON.parse(await run(process.execPath, ['-e', script], { env: { ...process.env, ...environment } }));
}

/** Where a path in a bucket is here. */
function local(uri, { folder }) {
  const path = uri.replace(/^s3:\/\/[^/]+/, `${folder}/bucket`);
  if (!existsSync(join(path, '_metadata'))) throw new Error(`${path} holds no savepoint`);
  return `file://${path}`;
}

/** Takes a savepoint into the directory that the manifest names, and returns its path. */
async function savepoint(cluster) {
  const { body: { 'request-id': id } } = await cluster.rest('POST', cluster.jobPath('/savepoints'), { 'cancel-job': false });
  let location;
  await cluster.wait('a savepoint', 120, async () => {
    const { status, operation } = await cluster.job(`/savepoints/${id}`);
    if (operation?.['failure-cause']) throw new Error(operation['failure-cause'].class);
    location = operation?.location;
    return status.id === 'COMPLETED';
  });
  return location.replace(/^file:(?=\/[^/])/, 'file://');
}
