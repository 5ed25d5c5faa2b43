import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { typescript } from '../lib/typescript.mjs';
import { snapshot } from './snapshot.mjs';
import { invalidChange } from './invalid.mjs';
import { Job } from './job.mjs';
import { Kubelet } from './kubelet.mjs';

export const PROGRAM = 'conformance/reconcile/programs/counted.ts';
/** A machine that does much beside this takes its time. */
export const BOOT_SECONDS = 300;

/** The one kind of object that the operator leaves behind on purpose: a record of each savepoint of an upgrade, of no owner. */
const LEFT = ['FlinkStateSnapshot'];

/** The chapters of the default run. */
const USUAL = ['start', 'pods and ports', 'a killed TaskManager', 'a killed JobManager', 'an upgrade', 'policies', 'deletion'];

/**
 * A job from its first pod to its deletion.
 *
 * @param options `chapters`: names of CHAPTERS; to break something and see whether it is noticed, `change(manifests)`: what is emitted,
 *   `changePod(pod)`: the rendered pods, `judge`: how we judge a spec, `disposes`: whether a snapshot deletes its files, `repairs`: whether a spec that is not
 *   valid is made valid again, `seconds`: how long it is waited for the first RUNNING
 */
export async function story(section, cluster, flink, {
  chapters = USUAL, change = (manifests) => manifests, changePod = (pod) => pod, judge = typescript('conformance/operator/compare.ts').check,
  disposes = true, repairs = true, seconds = BOOT_SECONDS,
} = {}) {
  const emission = await emissionOf(PROGRAM, flink);
  const manifests = change(structuredClone(emission.manifests));
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  await withPods(cluster, flink, deployment.metadata.namespace, async (kubelet) => {
    await cluster.apply(manifests);
    const job = new Job(cluster, kubelet, deployment);
    const emittedSpec = emission.manifests.find(({ kind }) => kind === 'FlinkDeployment').spec;
    const context = { section, left: chapters.includes('an upgrade') ? LEFT : [], cluster, job, deployment, emittedSpec, judge, disposes, repairs, seconds, pods: emission.pods.map((pod) => changePod(structuredClone(pod))) };
    for (const name of chapters) {
      section.progress(`${name}, Flink ${flink}`);
      if (await CHAPTERS[name](context) === false) break;
    }
  });
}

/** What a program emits for a release of Flink. */
export async function emissionOf(program, flink) {
  const { emitted: minor } = VERSIONS.find((version) => version.flink === flink);
  const [emission] = await emitted({ programs: [program], flinkVersions: [minor], operatorVersions: [NEWEST_OPERATOR] });
  return emission;
}

/** Runs the pods of a namespace for as long as something is done. */
export async function withPods(cluster, flink, namespace, act) {
  const image = await imageOf(cluster, flink);
  const kubelet = new Kubelet(cluster, { namespaces: [namespace], imageOf: () => image });
  try {
    await act(kubelet);
  } finally {
    await kubelet.stop();
  }
}

const CHAPTERS = {
  'start': async ({ section, job, seconds }) => {
    const runs = await section.check({
      what: 'the job runs', asked: 'lifecycleState and jobStatus.state of the FlinkDeployment', expected: 'STABLE, RUNNING', said: () => job.stable('the job runs', seconds),
    });
    if (runs) await job.tasksRun(120);
    return runs;
  },

  'pods and ports': podsAndPorts,

  'a killed TaskManager': (context) => killed(context, 'taskManager'),

  'a killed JobManager': (context) => killed(context, 'jobManager'),

  'an upgrade': upgraded,

  'a snapshot': snapshot,

  'a spec that is not valid': invalidChange,

  'policies': async ({ section, cluster, job }) => {
    await refusedConnections(section, cluster);
    const { network: { operator, prometheus, stranger } } = cluster;
    await section.check({
      what: 'policies let Prometheus and the operator in on their ports, and a stranger on none',
      asked: 'connections to every port that a pod listens on',
      expected: { prometheus: ['jobManager:9249', 'taskManager:9249'], operator: ['jobManager:8081'], stranger: [] },
      said: async () => Object.fromEntries(await Promise.all(Object.entries({ prometheus, operator, stranger }).map(async ([who, host]) => [who, await reached(job, host)]))),
    });
  },

  'deletion': async ({ section, cluster, job, deployment, left: expected }) => {
    await section.check({
      what: 'a deleted job leaves what is documented',
      asked: 'Deployments, Services, ConfigMaps, pods and resources of the operator in the namespace, but for what is emitted',
      expected,
      said: async () => {
        await cluster.client.delete(deployment);
        await job.gone();
        const left = () => leftovers(cluster.client, deployment.metadata.namespace);
        await job.wait('its objects are gone', 60, async () => (await left()).every((kind) => expected.includes(kind))).catch(() => {});
        return left();
      },
    });
  },
};

/** Compares the pod of each component with the rendered one, and its ports with the table of ports. */
export async function podsAndPorts({ pods, ...context }) {
  for (const [i, component] of ['jobManager', 'taskManager'].entries()) await podAndPorts({ ...context, component, rendered: pods[i] });
}

async function podAndPorts({ section, cluster, job, component, rendered }) {
  const { differences } = typescript('conformance/reconcile/pods.ts');
  const { PORTS } = typescript('src/kubernetes/ports.ts');
  await section.check({
    what: `${component}: the pod is the rendered one`,
    asked: 'the running pod; the rendered pod as the API server keeps it',
    expected: [],
    said: async () => differences(job[component]().pod, await keptAs(cluster, rendered)),
  });
  await section.check({
    what: `${component}: it listens on the ports of the table, and on no others`,
    asked: 'the kernel, of the process in the main container',
    expected: Object.values(PORTS).filter(({ components }) => components.includes(component.toLowerCase())).map(({ number }) => number).sort((a, b) => a - b),
    said: () => job.listening(component),
  });
}

/** A rendered pod as the API server would keep it. There is one of its name already. */
async function keptAs({ client }, pod) {
  const { metadata } = pod;
  return (await client.create({ ...pod, metadata: { ...metadata, name: `${metadata.name}-rendered` } }, { dryRun: true })).object;
}

/** Kills the main process of a component, and looks how the job goes on: in native mode, a TaskManager's pod is replaced, and other pods restart. */
export async function killed({ section, job }, component, pod = component === 'taskManager' ? 'another' : 'the same') {
  const before = await job.checkpointAfter((await job.checkpoints()).latest.completed?.id ?? 0, 120);
  const restoredBefore = (await job.checkpoints()).counts.restored;
  const { uid } = job[component]().pod.metadata;
  const process = job[component]().main;
  process.signal('SIGKILL');
  await process.ended;
  await section.check({
    what: `after a ${component} that was killed, the job continues from its last checkpoint`,
    asked: 'GET /jobs/:id/checkpoints: the restored one; what the job counted; the pod of the component',
    expected: { restored: 'the last checkpoint', lost: 0, doubled: 0, pod },
    said: async () => {
      const restored = await job.wait('the job is restored', BOOT_SECONDS, async () => {
        const { counts, latest } = await job.checkpoints();
        // A new JobManager counts from the beginning.
        return (component === 'jobManager' || counts.restored > restoredBefore) && latest.restored;
      });
      await job.tasksRun(BOOT_SECONDS);
      const { lost, doubled } = await job.counts();
      return {
        restored: !restored.is_savepoint && restored.id >= before.id ? 'the last checkpoint' : JSON.stringify(restored), lost, doubled,
        pod: job[component]().pod.metadata.uid === uid ? 'the same' : 'another',
      };
    },
  });
}

/** Changes the arguments of a job that runs, and looks from which state it continues. */
export async function upgraded({ section, job }) {
  await job.stable('the job is stable again', 120);
  await job.checkpointAfter(0, 120);
  const { status: { jobStatus: { jobId } } } = await job.resource();
  await job.change({ job: { args: ['--edition', '2'] } });
  await section.check({
    what: 'an upgrade takes a savepoint, and the job continues from it',
    asked: 'the FlinkDeployment; GET /jobs/:id/checkpoints; what the job counted',
    expected: { state: 'STABLE, RUNNING', another: true, restored: 'the savepoint of the upgrade', lost: 0, doubled: 0 },
    said: async () => {
      const state = await job.stable('the job is upgraded', BOOT_SECONDS);
      await job.tasksRun(120);
      const { status: { jobStatus } } = await job.resource();
      const { latest: { restored } } = await job.checkpoints();
      const { lost, doubled } = await job.counts();
      const savepoint = restored?.is_savepoint && restored.external_path.replace(/^file:/, '') === jobStatus.upgradeSavepointPath?.replace(/^file:/, '');
      return { state, another: jobStatus.jobId !== jobId, restored: savepoint ? 'the savepoint of the upgrade' : JSON.stringify({ restored, path: jobStatus.upgradeSavepointPath }), lost, doubled };
    },
  });
}

/** Checks that policies refused no connection that the operator or a pod opened. */
export async function refusedConnections(section, cluster) {
  await section.check({
    what: 'no connection that the operator, the JobManager or the TaskManager opened was refused by a policy',
    asked: 'the kernel, where the NetworkPolicies are enforced in the network of each pod',
    expected: [],
    said: () => cluster.policies.refused(),
  });
}

/** Which ports of the job's pods a host reaches. */
async function reached(job, host) {
  const found = await Promise.all(['jobManager', 'taskManager'].flatMap((component) => job.listening(component).map(async (port) =>
    await connects(host, job[component]().host.address, port) ? [`${component}:${port}`] : [])));
  return found.flat().sort();
}

/** Whether a connection opens, whatever is spoken on it. */
async function connects(host, address, port) {
  const program = `const socket = require('node:net').connect({ host: '${address}', port: ${port}, timeout: 5000 });
    socket.on('connect', () => { console.log('open'); process.exit(); }).on('error', () => process.exit()).on('timeout', () => process.exit());`;
  return (await host.run(process.execPath, ['-e', program])).trim() === 'open';
}

/** The kinds of objects that are still there of a job. */
async function leftovers(client, namespace) {
  const kinds = [['apps/v1', 'Deployment'], ['v1', 'Service'], ['v1', 'ConfigMap'], ['v1', 'Pod'], ['flink.apache.org/v1beta1', 'FlinkDeployment'], ['flink.apache.org/v1beta1', 'FlinkStateSnapshot']];
  const found = await Promise.all(kinds.map(async ([apiVersion, kind]) => (await client.list(apiVersion, kind, namespace)).filter(isLeft).map(() => kind)));
  return [...new Set(found.flat())];
}

/** What is not emitted, nor made for every namespace. */
function isLeft({ metadata: { name, labels } }) {
  return name !== 'kube-root-ca.crt' && labels?.['app.kubernetes.io/managed-by'] !== 'cdk8s-flink';
}

/** What stands for the image of the job: Flink with the job's jar. */
async function imageOf({ folder }, flink) {
  const home = await flinkHome(flink);
  const files = join(folder, `image-${flink}`);
  const jar = await jobJar(flink, home, STATEFUL_JOB);
  // In standalone mode the operator hides usrlib.
  for (const folderOfJar of ['usrlib', 'jobs']) {
    mkdirSync(join(files, folderOfJar), { recursive: true });
    cpSync(jar, join(files, folderOfJar, 'job.jar'));
  }
  return { home, files };
}
