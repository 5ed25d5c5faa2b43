import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { typescript } from '../lib/typescript.mjs';
import { Job } from './job.mjs';
import { Kubelet } from './kubelet.mjs';

const PROGRAM = 'conformance/reconcile/programs/counted.ts';
/** A machine that does much beside this takes its time. */
const BOOT_SECONDS = 300;

/** What the operator refuses, and what `check` has to say of it. */
const INVALID = { job: { parallelism: 0 } };

/** The one kind of object that the operator leaves behind on purpose: a record of each savepoint, of no owner. */
const LEFT = ['FlinkStateSnapshot'];

/**
 * A job from its first pod to its deletion: it runs, its JobManager is killed, it is upgraded, given a spec that is not valid, and deleted.
 *
 * @param options break something, to see whether it is noticed: `change(manifests)`: what is emitted; `changePod(pod)`: the rendered pods;
 *   `until`: the last chapter, of CHAPTERS
 */
export async function story(section, cluster, flink, { change = (manifests) => manifests, changePod = (pod) => pod, until: last = 'deletion' } = {}) {
  const { emitted: minor } = VERSIONS.find((version) => version.flink === flink);
  const [emission] = await emitted({ programs: [PROGRAM], flinkVersions: [minor], operatorVersions: [NEWEST_OPERATOR] });
  const manifests = change(structuredClone(emission.manifests));
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const image = await imageOf(cluster, flink);
  await cluster.apply(manifests);
  const kubelet = new Kubelet(cluster, { namespaces: [deployment.metadata.namespace], imageOf: () => image });
  const job = new Job(cluster, kubelet, deployment);
  const context = { section, cluster, job, deployment, pods: emission.pods.map((pod) => changePod(structuredClone(pod))) };
  try {
    for (const [name, chapter] of Object.entries(CHAPTERS)) {
      section.progress(name);
      if (await chapter(context) === false || name === last) break;
    }
  } finally {
    await kubelet.stop();
  }
}

const CHAPTERS = {
  'start': async ({ section, job }) => {
    const runs = await section.check({
      what: 'the job runs', asked: 'lifecycleState and jobStatus.state of the FlinkDeployment', expected: 'STABLE, RUNNING', said: () => job.stable('the job runs', BOOT_SECONDS),
    });
    if (runs) await job.tasksRun(120);
    return runs;
  },

  'pods and ports': async ({ section, cluster, job, pods }) => {
    const { differences } = typescript('conformance/reconcile/pods.ts');
    const { PORTS } = typescript('src/kubernetes/ports.ts');
    for (const [i, component] of ['jobManager', 'taskManager'].entries()) {
      await section.check({
        what: `${component}: the pod is the rendered one`,
        asked: 'the running pod; the rendered pod as the API server keeps it',
        expected: [],
        said: async () => differences(job[component]().pod, (await cluster.client.create(pods[i], { dryRun: true })).object),
      });
      await section.check({
        what: `${component}: it listens on the ports of the table, and on no others`,
        asked: 'the kernel, of the process in the main container',
        expected: Object.values(PORTS).filter(({ components }) => components.includes(component.toLowerCase())).map(({ number }) => number).sort((a, b) => a - b),
        said: () => job.listening(component),
      });
    }
  },

  'a killed JobManager': async ({ section, job }) => {
    const before = await job.checkpointAfter(1, 120);
    job.jobManager().main.signal('SIGKILL');
    await section.check({
      what: 'after a JobManager that was killed, the job continues from its last checkpoint',
      asked: 'GET /jobs/:id/checkpoints: the restored one; what the job counted',
      expected: { restored: 'the last checkpoint', lost: 0, doubled: 0 },
      said: async () => {
        const restored = await job.wait('the job is restored', BOOT_SECONDS, async () => (await job.checkpoints()).latest.restored);
        await job.tasksRun(BOOT_SECONDS);
        const { lost, doubled } = await job.counts();
        return { restored: !restored.is_savepoint && restored.id >= before.id ? 'the last checkpoint' : JSON.stringify(restored), lost, doubled };
      },
    });
  },

  'an upgrade': async ({ section, job }) => {
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
  },

  'a spec that is not valid': async ({ section, job, deployment }) => {
    const { check } = typescript('conformance/operator/compare.ts');
    const invalid = { ...deployment, spec: { ...deployment.spec, job: { ...deployment.spec.job, ...INVALID.job } } };
    await job.change(INVALID);
    await section.check({
      what: 'a spec that "check" finds an error in is refused by the operator, and the job keeps running',
      asked: 'findings of "check"; status.error and jobStatus.state of the FlinkDeployment',
      expected: { check: 'an error', operator: 'ValidationException', job: 'RUNNING' },
      said: async () => {
        const error = await job.wait('the operator refuses it', 60, async () => (await job.resource()).status.error);
        const { status } = await job.resource();
        return { check: check(invalid).length > 0 ? 'an error' : 'nothing', operator: /ValidationException/.exec(error)?.[0] ?? error, job: status.jobStatus.state };
      },
    });
    await job.change({ job: { parallelism: deployment.spec.job.parallelism } });
    await section.check({
      what: 'with a valid spec again the error is gone', asked: 'status.error', expected: 'none',
      said: () => job.wait('the error is gone', 60, async () => (await job.resource()).status.error ? false : 'none'),
    });
  },

  'deletion': async ({ section, cluster, job, deployment }) => {
    await section.check({
      what: 'a deleted job leaves what is documented',
      asked: 'Deployments, Services, ConfigMaps, pods and resources of the operator in the namespace, but for what is emitted',
      expected: LEFT,
      said: async () => {
        await cluster.client.delete(deployment);
        await job.wait('the FlinkDeployment is gone', 120, () => job.resource().then(() => false, ({ code }) => code === 404));
        const left = () => leftovers(cluster.client, deployment.metadata.namespace);
        await job.wait('its objects are gone', 60, async () => (await left()).every((kind) => LEFT.includes(kind))).catch(() => {});
        return left();
      },
    });
  },
};

/** The kinds of objects that are still there of a job. */
async function leftovers(client, namespace) {
  const kinds = [['apps/v1', 'Deployment'], ['v1', 'Service'], ['v1', 'ConfigMap'], ['v1', 'Pod'], ['flink.apache.org/v1beta1', 'FlinkDeployment'], ['flink.apache.org/v1beta1', 'FlinkStateSnapshot']];
  const found = await Promise.all(kinds.map(async ([apiVersion, kind]) => (await client.list(apiVersion, kind, namespace)).filter(({ metadata: { name } }) => name !== 'kube-root-ca.crt').map(() => kind)));
  return [...new Set(found.flat())];
}

/** What stands for the image of the job: Flink with the job's jar. */
async function imageOf({ folder }, flink) {
  const home = await flinkHome(flink);
  const files = join(folder, 'image');
  mkdirSync(join(files, 'usrlib'), { recursive: true });
  cpSync(await jobJar(flink, home, STATEFUL_JOB), join(files, 'usrlib', 'job.jar'));
  return { home, files };
}
