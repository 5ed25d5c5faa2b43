import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { emitted, EXAMPLES, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { pluginJars } from '../restricted/verify.mjs';
import { stores } from '../tls/stores.mjs';
import { PASSWORD } from './cluster.mjs';
import { Job } from './job.mjs';
import { Kubelet } from './kubelet.mjs';
import { withJar } from './session.mjs';
import { BOOT_SECONDS } from './story.mjs';

/** Plugins of the examples' storage, in releases that Maven Central has. */
const PLUGINS = [{ name: 's3-fs-hadoop', release: '1.20.1' }, { name: 'gs-fs-hadoop', release: '1.20.0' }];
/** Where a volume stands for the buckets. */
const BUCKETS = '/opt/flink/buckets';

/** What a machine without object stores and with little memory cannot have as it is emitted: all that is changed of an example. */
function substituted(manifests, jar) {
  const copy = JSON.parse(JSON.stringify(withJar(manifests, jar)).replace(/(s3|gs):\/\//g, `file://${BUCKETS}/`));
  const { spec } = deploymentOf(copy);
  // What the job of an example needs besides Flink, such as Python, other parts have.
  if (spec.job) Object.assign(spec.job, { jarURI: 'local:///opt/flink/jobs/job.jar', entryClass: 'StatefulJob', args: [], parallelism: 2 });
  for (const { spec: { job } } of sessionJobsOf(copy)) if (job.entryClass !== BROKEN) job.entryClass = 'StatefulJob';
  Object.assign(spec.jobManager.resource, { memory: '1280m' });
  Object.assign(spec.taskManager.resource, { memory: '1536m' });
  for (const { podTemplate: { spec: pod } } of [spec.jobManager, spec.taskManager]) {
    pod.volumes.push({ name: 'buckets', persistentVolumeClaim: { claimName: 'buckets' } });
    pod.containers[0].volumeMounts.push({ name: 'buckets', mountPath: BUCKETS });
  }
  return copy;
}

/** Of `reactive` there is a longer story, and `python` differs from others in its job alone, which a part of its own runs. */
const PROGRAMS = EXAMPLES.filter((file) => !/\/(reactive|python)\//.test(file));

/** The class of the one session job that shall not start. */
const BROKEN = 'com.example.ThrowsInMain';

const sessionJobsOf = (manifests) => manifests.filter(({ kind }) => kind === 'FlinkSessionJob');

const deploymentOf = (manifests) => manifests.find(({ kind }) => kind === 'FlinkDeployment');

/**
 * Brings each example to RUNNING, one after the other.
 *
 * @param options `programs`: fewer; `change(manifests)`: breaks what is emitted, to see whether it is noticed; `seconds`: how long it is waited for RUNNING
 */
export async function examplesRun(section, cluster, flink, { programs = PROGRAMS, change = (manifests) => manifests, seconds = BOOT_SECONDS } = {}) {
  const { emitted: minor } = VERSIONS.find((version) => version.flink === flink);
  const emissions = await emitted({ programs, flinkVersions: [minor], operatorVersions: [NEWEST_OPERATOR] });
  const jar = await jobJar(flink, await flinkHome(flink), STATEFUL_JOB);
  const image = await imageOf(cluster, flink, jar);
  for (const { program, manifests } of emissions) {
    const deployment = deploymentOf(manifests);
    section.progress(`example ${program}`);
    const kubelet = new Kubelet(cluster, { namespaces: [deployment.metadata.namespace], imageOf: () => image });
    try {
      const ours = change(substituted(manifests, jar));
      await cluster.apply(ours);
      for (const secret of await secretsOf(cluster, ours)) await cluster.client.apply(secret);
      const job = new Job(cluster, kubelet, deployment);
      const jobs = [...ours.filter(({ kind, spec }) => kind === 'FlinkDeployment' && spec.job), ...sessionJobsOf(ours)]
        .map((each) => ({ job: new Job(cluster, kubelet, each), isBroken: each.spec.job.entryClass === BROKEN }));
      await section.check({
        what: `the example ${program} runs, and is deleted`,
        asked: 'lifecycleState and jobStatus.state of the FlinkDeployment, or of each FlinkSessionJob, or its error',
        expected: [...jobs.map(({ isBroken }) => isBroken ? 'error' : 'STABLE, RUNNING'), 'gone'],
        said: async () => {
          const states = await Promise.all(jobs.map(({ job: each, isBroken }) => isBroken
            ? each.wait('the operator reports an error', seconds, async () => (await each.resource()).status?.error && 'error') : each.stable(`${program} runs`, seconds)));
          for (const { apiVersion, kind, metadata } of [...sessionJobsOf(ours), deployment]) await cluster.client.delete({ apiVersion, kind, metadata });
          await job.gone();
          return [...states, 'gone'];
        },
      });
    } finally {
      await kubelet.stop();
    }
  }
}

/** The Secrets that the pods of an example read: those of a Certificate as cert-manager makes them, others with a password for each key. */
async function secretsOf({ folder, authority }, manifests) {
  const { metadata: { namespace }, spec } = deploymentOf(manifests);
  const made = [];
  for (const { spec: certificate } of manifests.filter(({ kind }) => kind === 'Certificate')) {
    const { keystore, truststore } = await stores(join(folder, certificate.secretName), certificate, { by: authority, password: PASSWORD });
    made.push(secret(namespace, certificate.secretName, Object.fromEntries([keystore, truststore].map((file) => [basename(file), readFileSync(file)]))));
  }
  const pods = [spec.jobManager, spec.taskManager].map(({ podTemplate }) => podTemplate.spec);
  const keys = [
    ...pods.flatMap(({ containers }) => containers.flatMap(({ env = [] }) => env)).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []).map(({ name, key }) => [name, key]),
    ...pods.flatMap(({ volumes }) => volumes).flatMap(({ projected }) => projected?.sources ?? []).flatMap((source) => source.secret?.items.map(({ key }) => [source.secret.name, key]) ?? []),
  ];
  for (const name of new Set(keys.map(([each]) => each))) {
    made.push(secret(namespace, name, Object.fromEntries(keys.filter(([each]) => each === name).map(([, key]) => [key, Buffer.from(PASSWORD)]))));
  }
  return made;
}

function secret(namespace, name, files) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, data: Object.fromEntries(Object.entries(files).map(([key, bytes]) => [key, bytes.toString('base64')])) };
}

/** What stands for the images of all examples: Flink, plugins, and our job. */
async function imageOf({ folder }, flink, jar) {
  const home = await flinkHome(flink);
  const files = join(folder, 'image-of-examples');
  for (const each of ['jobs', 'opt']) mkdirSync(join(files, each), { recursive: true });
  cpSync(jar, join(files, 'jobs', 'job.jar'));
  for (const plugin of PLUGINS) {
    const jars = await pluginJars({ plugin });
    for (const name of readdirSync(jars)) cpSync(join(jars, name), join(files, 'opt', name));
  }
  return { home, files };
}
