import { EXAMPLES, emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { typescript } from '../lib/typescript.mjs';

/** Of each of these the operator hands another configuration file to Flink. */
const FLINK_VERSIONS = ['1.20', '2.2'];
/** Differences that a failure tells. */
const SHOWN = 3;

/**
 * Has the operator create the objects of everything that the examples emit, and compares them with what the library says of them. No pod runs.
 *
 * @param options `change(pod)`: what becomes of our pods, and `objects(name)`: of the expected objects, to see whether it is noticed; `programs`,
 *   `flinkVersions`: fewer
 */
export async function created(section, cluster, { change = (pod) => pod, objects = expectedObjects, programs = EXAMPLES, flinkVersions = FLINK_VERSIONS } = {}) {
  const { differences } = typescript('conformance/reconcile/pods.ts');
  for (const flinkVersion of flinkVersions) {
    const emissions = await emitted({ programs, flinkVersions: [flinkVersion], operatorVersions: [NEWEST_OPERATOR] });
    const jobs = emissions.map(elsewhere).map((emission) => ({ ...emission, deployment: emission.manifests.find(({ kind }) => kind === 'FlinkDeployment') }));
    section.progress(`waiting for the JobManagers of ${jobs.length} examples, Flink ${flinkVersion}`);
    for (const { manifests } of jobs) await cluster.apply(manifests);
    const pods = await Promise.all(jobs.map(({ deployment: { metadata } }) => jobManagerPod(cluster, metadata).catch((error) => ({ missing: error.message }))));
    const kept = await Promise.all(jobs.map(({ pods: [jobManager] }) => cluster.client.create(change(structuredClone(jobManager)), { dryRun: true })));
    const what = `${jobs.length} examples, Flink ${flinkVersion}`;
    await section.check({
      what: `${what}: the JobManager's pod is the rendered one`,
      asked: 'the pod that the ReplicaSet of the operator\'s Deployment has created; the rendered pod as the API server keeps it',
      expected: `${jobs.length} pods, 0 differences`,
      said: () => {
        const found = pods.flatMap((pod, i) => (pod.missing ? [pod.missing] : differences(pod, kept[i].object)).map((text) => `${jobs[i].deployment.metadata.name}: ${text}`));
        return [`${pods.length} pods, ${found.length} differences`, ...found.slice(0, SHOWN)].join('; ');
      },
    });
    await section.check({
      what: `${what}: names of the operator's objects`,
      asked: 'Deployments, Services and ConfigMaps with the labels of the job',
      expected: [],
      said: async () => {
        const all = async () => (await Promise.all(jobs.map(({ deployment }) => unexpected(cluster.client, deployment, objects)))).flat();
        // The Deployment comes first.
        await cluster.operator.wait('all objects are there', 30, async () => (await all()).length === 0).catch(() => {});
        return all();
      },
    });
    await forget(cluster, jobs.map(({ deployment }) => deployment));
  }
}

/** The pod of a job's JobManager, as soon as it is there. */
export function jobManagerPod({ client, operator }, { namespace, name }) {
  return operator.wait(`the JobManager's pod of ${name}`, 180, async () => (await client.list('v1', 'Pod', namespace, { app: name, component: 'jobmanager' }))[0]);
}

/**
 * The objects that the operator and Flink create for a job before its JobManager runs. In native mode the JobManager makes the TaskManagers, from a template.
 * In standalone mode the operator does, and they find the JobManager by a Service, with high availability, too.
 */
export const expectedObjects = (name, isStandalone) => [
  `ConfigMap flink-config-${name}`, `Deployment ${name}`, `Service ${name}-rest`,
  ...isStandalone ? [`Deployment ${name}-taskmanager`, `Service ${name}`] : [`ConfigMap pod-template-${name}`],
];

/** Whether Flink or the operator has made an object that carries the name of a job: ours lack this label. */
const isFlinks = ({ metadata: { labels } }) => labels.type?.startsWith('flink-');

/** What is there of a job and not expected, or the other way round. */
async function unexpected(client, { metadata: { namespace, name }, spec: { mode } }, objects) {
  const kinds = [['v1', 'ConfigMap'], ['apps/v1', 'Deployment'], ['v1', 'Service']];
  const lists = await Promise.all(kinds.map(async ([apiVersion, kind]) => (await client.list(apiVersion, kind, namespace, { app: name })).filter(isFlinks).map(({ metadata }) => `${kind} ${metadata.name}`)));
  const found = lists.flat();
  const expected = objects(name, mode === 'standalone');
  return [...found.filter((each) => !expected.includes(each)).map((each) => `not expected: ${each}`), ...expected.filter((each) => !found.includes(each)).map((each) => `missing: ${each}`)];
}

/** The same in other namespaces, so that nothing that the operator still knows of a job of the same name is in the way. */
function elsewhere(emission) {
  const suffix = emission.flinkVersion.replaceAll('.', '-');
  return JSON.parse(JSON.stringify(emission).replace(/"namespace":"([^"]*)"/g, `"namespace":"$1-${suffix}"`));
}

/** Takes jobs that never ran away from the operator, who would ask some of them for a savepoint before it deletes them. */
async function forget({ client }, deployments) {
  for (const deployment of deployments) {
    const { apiVersion, metadata: { namespace, name } } = deployment;
    await client.send('PATCH', `/apis/${apiVersion}/namespaces/${namespace}/flinkdeployments/${name}`, { metadata: { finalizers: null } }, 'application/merge-patch+json');
    await client.delete(deployment);
  }
}
