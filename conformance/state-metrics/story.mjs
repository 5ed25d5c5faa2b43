// What operator, Kubernetes and kubelet would write, chapter by chapter. Nobody else does here.

const JOB_MANAGER = '-7c9d8b6f5-x2x4z';
const TASK_MANAGER = '-taskmanager-1-1';
const PENDING = '-taskmanager-1-2';
const KILLED = '-taskmanager-1-3';

/** How old the last savepoint is of a job that does its work: less than a moment, however long the story takes. */
const FRESH = -3600;
const STALE = 60;

const seconds = (ago) => new Date(Date.now() - ago * 1000).toISOString();

/** A job that does its work, with a savepoint, another that failed, and a checkpoint. */
export async function healthy({ client, deployment, pods }) {
  const { namespace, name } = deployment.metadata;
  const rendered = (component) => pods.find(({ metadata }) => metadata.labels.component === component);
  for (const [suffix, component] of [[JOB_MANAGER, 'jobmanager'], [TASK_MANAGER, 'taskmanager']]) {
    await start(client, rendered(component), namespace, `${name}${suffix}`);
    await runs(client, namespace, `${name}${suffix}`, { restartCount: 0 });
  }
  await status(client, deployment, { lifecycleState: 'STABLE' });
  await snapshot(client, deployment, 'savepoint', { savepoint: { formatType: 'CANONICAL' } }, { state: 'COMPLETED', resultTimestamp: seconds(FRESH) });
  await snapshot(client, deployment, 'failed', { savepoint: { formatType: 'CANONICAL' } }, { state: 'FAILED', resultTimestamp: seconds(FRESH) });
  await snapshot(client, deployment, 'checkpoint', { checkpoint: {} }, { state: 'COMPLETED', resultTimestamp: seconds(FRESH) });
}

/** The operator changes it, and is not done. */
export async function upgrading({ client, deployment }) {
  await status(client, deployment, { lifecycleState: 'UPGRADING' });
}

/**
 * The operator gave it up, took no savepoint for long, and does not see the last change; a JobManager came back after it was killed for its memory, a
 * TaskManager did not, and a third finds no place.
 */
export async function troubled({ client, deployment, pods }) {
  const { namespace, name } = deployment.metadata;
  const taskManager = pods.find(({ metadata }) => metadata.labels.component === 'taskmanager');
  await status(client, deployment, { lifecycleState: 'FAILED' });
  await client.apply({ ...deployment, spec: { ...deployment.spec, restartNonce: 1 } });
  await snapshot(client, deployment, 'savepoint', undefined, { state: 'COMPLETED', resultTimestamp: seconds(STALE) });
  await runs(client, namespace, `${name}${JOB_MANAGER}`, { restartCount: 1, lastState: { terminated: terminated() } });
  await start(client, taskManager, namespace, `${name}${PENDING}`);
  await start(client, taskManager, namespace, `${name}${KILLED}`);
  await runs(client, namespace, `${name}${KILLED}`, { restartCount: 0, state: { terminated: terminated() } }, 'Failed');
}

/** What a deployment was when it was last observed. */
async function status(client, deployment, more) {
  const { generation } = (await client.get(deployment.apiVersion, deployment.kind, deployment.metadata.namespace, deployment.metadata.name)).metadata;
  await client.setStatus(deployment, {
    ...more,
    observedGeneration: generation,
    jobManagerDeploymentStatus: 'READY',
    jobStatus: { state: 'RUNNING', savepointInfo: { lastPeriodicSavepointTimestamp: 0, savepointHistory: [] } },
  });
}

/** Makes a snapshot as the operator does, or changes what became of it. */
async function snapshot(client, { apiVersion, metadata: { namespace, name } }, what, spec, result) {
  const object = { apiVersion, kind: 'FlinkStateSnapshot', metadata: { namespace, name: `${name}-${what}` } };
  if (spec !== undefined) await client.apply({ ...object, spec: { jobReference: { kind: 'FlinkDeployment', name }, ...spec } });
  await client.setStatus(object, result);
}

async function start(client, pod, namespace, name) {
  const { ownerReferences, ...metadata } = pod.metadata;
  await client.create({ ...pod, metadata: { ...metadata, name, namespace } });
}

async function runs(client, namespace, name, container, phase = 'Running') {
  const [{ name: main, image }] = (await client.get('v1', 'Pod', namespace, name)).spec.containers.filter((each) => each.name === 'flink-main-container');
  const containerStatuses = [{ name: main, image, imageID: image, ready: phase === 'Running', state: { running: { startedAt: seconds(60) } }, ...container }];
  await client.setStatus({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } }, { phase, containerStatuses });
}

function terminated() {
  return { exitCode: 137, reason: 'OOMKilled', startedAt: seconds(60), finishedAt: seconds(5) };
}
