import { flinkHome } from '../flink/home.mjs';
import { jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { typescript } from '../lib/typescript.mjs';
import { Job } from './job.mjs';
import { BOOT_SECONDS, emissionOf, killed, podsAndPorts, upgraded, withPods } from './story.mjs';

const PROGRAM = 'conformance/reconcile/programs/session.ts';
const CHAPTERS = ['pods and ports', 'a refused jar', 'a killed TaskManager', 'an upgrade', 'deletion'];

/**
 * A session cluster with a job that counts and one that cannot start, to the deletion of both.
 *
 * @param options `chapters`: names of CHAPTERS; to break something and see whether it is noticed, `change(manifests)`: what is emitted, `changePod(pod)`: the
 *   rendered pods, `judge`: how we judge a spec, `seconds`: how long it is waited for the first RUNNING
 */
export async function session(section, cluster, flink, {
  chapters = CHAPTERS, change = (manifests) => manifests, changePod = (pod) => pod, judge = typescript('conformance/operator/compare.ts').check, seconds = BOOT_SECONDS,
} = {}) {
  const emission = await emissionOf(PROGRAM, flink);
  const jar = await jobJar(flink, await flinkHome(flink), STATEFUL_JOB);
  const manifests = change(withJar(emission.manifests, jar));
  const of = (kind, name) => manifests.find((manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
  const deployment = of('FlinkDeployment');
  const titled = section.titled('session');
  await withPods(cluster, flink, deployment.metadata.namespace, async (kubelet) => {
    section.progress(`session cluster, Flink ${flink}`);
    await cluster.apply(manifests);
    const [shared, counted, broken] = [deployment, of('FlinkSessionJob', 'counted-in-session'), of('FlinkSessionJob', 'broken')].map((object) => new Job(cluster, kubelet, object));
    const runs = await titled.check({
      what: 'a job of a session cluster runs beside one that cannot start',
      asked: 'lifecycleState of the FlinkDeployment; lifecycleState and jobStatus.state of the FlinkSessionJobs; error of the broken one',
      expected: { cluster: 'STABLE', counted: 'STABLE, RUNNING', broken: true },
      said: async () => {
        const running = await counted.stable('the session job runs', seconds);
        const error = await broken.wait('the broken job has an error', 60, async () => (await broken.resource()).status?.error);
        return { cluster: (await shared.resource()).status.lifecycleState, counted: running, broken: /Nowhere|not found|could not be/i.test(error) };
      },
    });
    if (!runs) return;
    await counted.tasksRun(120);
    const context = { section: titled, cluster, job: counted, pods: emission.pods.map((pod) => changePod(structuredClone(pod))) };
    for (const chapter of chapters) {
      section.progress(`session: ${chapter}`);
      await STORY[chapter]({ ...context, shared, broken, judge, object: of('FlinkSessionJob', 'counted-in-session'), deployment });
    }
  });
}

const STORY = {
  'pods and ports': podsAndPorts,

  'a refused jar': async ({ section, cluster, judge, object, deployment }) => {
    const refused = structuredClone({ ...object, metadata: { namespace: object.metadata.namespace, name: 'refused' } });
    refused.spec.job.jarURI = 'http://repo.example.com/job.jar';
    await cluster.client.apply(refused);
    await section.check({
      what: 'the operator refuses a jar over http, and "check" finds an error in it',
      asked: 'status.error of the FlinkSessionJob; findings of "check"',
      expected: { operator: true, check: ['ARC-09'] },
      said: async () => {
        const error = await cluster.operator.wait('the operator has seen the session job', 60, async () =>
          (await cluster.client.get(refused.apiVersion, refused.kind, refused.metadata.namespace, refused.metadata.name)).status?.error);
        return { operator: /scheme 'http'/.test(error), check: judge(refused, deployment).map(({ guideline }) => guideline) };
      },
    });
    await cluster.client.delete(refused);
  },

  'a killed TaskManager': (context) => killed(context, 'taskManager'),

  'an upgrade': upgraded,

  'deletion': async ({ section, cluster, job, shared, broken, deployment }) => {
    await section.check({
      what: 'a session cluster is deleted after its jobs',
      asked: 'events of the FlinkDeployment, and whether it is there, when it was deleted with its jobs in place; the same after they were deleted',
      expected: { before: 'CleanupFailed, there', after: 'gone' },
      said: async () => {
        await cluster.client.delete(deployment);
        const { namespace, name } = deployment.metadata;
        const reason = await shared.wait('the operator reports the jobs', 60, async () =>
          (await cluster.client.list('v1', 'Event', namespace)).find((event) => event.involvedObject.name === name && event.reason === 'CleanupFailed')?.reason);
        const before = `${reason}, ${await shared.resource().then(() => 'there', () => 'gone')}`;
        for (const { apiVersion, kind, metadata } of [job, broken]) await cluster.client.delete({ apiVersion, kind, metadata });
        await shared.gone();
        return { before, after: 'gone' };
      },
    });
  },
};

/** No server has the jar of session jobs: it lies on the operator's machine. */
export function withJar(manifests, jar) {
  return manifests.map((manifest) => manifest.kind !== 'FlinkSessionJob' ? structuredClone(manifest)
    : { ...manifest, spec: { ...manifest.spec, job: { ...manifest.spec.job, jarURI: `file://${jar}` } } });
}
