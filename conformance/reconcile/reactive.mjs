import { Job } from './job.mjs';
import { BOOT_SECONDS, emissionOf, killed, podsAndPorts, withPods } from './story.mjs';

const PROGRAM = 'conformance/reconcile/programs/reactive.ts';
const CHAPTERS = ['pods and ports', 'a killed TaskManager', 'scaling', 'deletion'];

/** Of the TaskManagers, which request one CPU. */
const BUSY = '950m';
const IDLE = '100m';

/**
 * The API of metrics, as far as a HorizontalPodAutoscaler asks it: a kind of its group that the API server itself keeps, whose objects say what we want.
 */
const METRICS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'pods.metrics.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, of a test' } },
  spec: {
    group: 'metrics.k8s.io',
    scope: 'Namespaced',
    names: { plural: 'pods', singular: 'podmetrics', kind: 'PodMetrics', listKind: 'PodMetricsList' },
    versions: [{ name: 'v1beta1', served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
};

/**
 * A job in standalone mode whose TaskManagers a HorizontalPodAutoscaler scales, up and down.
 *
 * @param options `chapters`: names of CHAPTERS; to break something and see whether it is noticed, `change(manifests)`: what is emitted, `changePod(pod)`: the
 *   rendered pods, `seconds`: how long it is waited for RUNNING and for a scaling
 */
export async function reactive(section, cluster, flink, {
  chapters = CHAPTERS, change = (manifests) => manifests, changePod = (pod) => pod, seconds = BOOT_SECONDS,
} = {}) {
  const emission = await emissionOf(PROGRAM, flink);
  const manifests = change(structuredClone(emission.manifests));
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const titled = section.titled('standalone');
  await cluster.client.apply(METRICS);
  await withPods(cluster, flink, deployment.metadata.namespace, async (kubelet) => {
    section.progress(`standalone mode, Flink ${flink}`);
    await cluster.apply(manifests);
    const job = new Job(cluster, kubelet, deployment);
    const usage = new Usage(cluster.client, deployment.metadata);
    const runs = await titled.check({
      what: 'the job runs', asked: 'lifecycleState and jobStatus.state of the FlinkDeployment', expected: 'STABLE, RUNNING', said: () => job.stable('the job runs', seconds),
    });
    if (!runs) return;
    await job.tasksRun(120);
    const context = { section: titled, cluster, job, usage, deployment, seconds, pods: emission.pods.map((pod) => changePod(structuredClone(pod))) };
    for (const chapter of chapters) {
      section.progress(`standalone: ${chapter}`);
      await STORY[chapter](context);
    }
  });
}

const STORY = {
  'pods and ports': podsAndPorts,

  'a killed TaskManager': (context) => killed(context, 'taskManager', 'the same'),

  'scaling': async ({ section, job, usage, seconds }) => {
    const { status: { jobStatus: { jobId } } } = await job.resource();
    for (const { title, cpu, taskManagers } of [{ title: 'up', cpu: BUSY, taskManagers: 2 }, { title: 'down', cpu: IDLE, taskManagers: 1 }]) {
      await job.checkpointAfter((await job.checkpoints()).latest.completed?.id ?? 0, 120);
      await section.check({
        what: `the HorizontalPodAutoscaler scales ${title}, and the same job continues from its last checkpoint with another parallelism`,
        asked: 'taskManager.replicas; jobId and lifecycleState of the FlinkDeployment; GET /jobs/:id; what the job counted',
        expected: { replicas: taskManagers, parallelism: taskManagers, sameJob: true, state: 'STABLE', lost: 0, doubled: 0 },
        said: async () => {
          const scaled = async () => {
            await usage.is(cpu, job.taskManagers());
            const { spec } = await job.resource();
            const { vertices } = await job.ofJob();
            // A reader of the source that gets no range of numbers is finished.
            const isRunning = vertices.every(({ parallelism, tasks }) => parallelism === taskManagers && tasks.RUNNING + tasks.FINISHED === parallelism);
            return spec.taskManager.replicas === taskManagers && job.taskManagers().length === taskManagers && isRunning;
          };
          await job.wait(`it has ${taskManagers} TaskManagers`, seconds, () => scaled().catch(() => false));
          const state = (await job.stable('the operator has scaled', 60)).split(',')[0];
          const { spec, status } = await job.resource();
          const { vertices } = await job.ofJob();
          const { lost, doubled } = await job.counts();
          return {
            replicas: spec.taskManager.replicas, parallelism: Math.max(...vertices.map(({ parallelism }) => parallelism)),
            sameJob: status.jobStatus.jobId === jobId, state, lost, doubled,
          };
        },
      });
    }
  },

  'deletion': async ({ section, cluster, job, deployment }) => {
    await section.check({
      what: 'a deleted job leaves no pods',
      asked: 'the FlinkDeployment; Deployments and pods in the namespace',
      expected: [],
      said: async () => {
        await cluster.client.delete(deployment);
        await job.gone();
        const left = async () => (await Promise.all([['apps/v1', 'Deployment'], ['v1', 'Pod']].map(([apiVersion, kind]) => cluster.client.list(apiVersion, kind, deployment.metadata.namespace))))
          .flat().map(({ metadata }) => metadata.name);
        await job.wait('its pods are gone', 60, async () => (await left()).length === 0).catch(() => {});
        return left();
      },
    });
  },
};

/** What pods use, as the API of metrics tells it. */
class Usage {
  constructor(client, { namespace }) {
    Object.assign(this, { client, namespace });
  }

  /** Says that each of some pods uses as much CPU, now. */
  async is(cpu, pods) {
    for (const { pod } of pods) {
      await this.client.apply({
        apiVersion: 'metrics.k8s.io/v1beta1',
        kind: 'PodMetrics',
        metadata: { namespace: this.namespace, name: pod.metadata.name, labels: pod.metadata.labels },
        timestamp: new Date().toISOString(),
        window: '10s',
        containers: pod.spec.containers.map(({ name }) => ({ name, usage: { cpu, memory: '1Gi' } })),
      });
    }
  }
}
