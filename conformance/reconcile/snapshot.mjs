import { existsSync } from 'node:fs';
import { typescript } from '../lib/typescript.mjs';

const NAME = 'by-hand';

/** A FlinkStateSnapshot of a running job, as a program emits it, and its deletion. */
export async function snapshot({ section, cluster, job, deployment, emittedSpec, judge, disposes }) {
  const { namespace } = deployment.metadata;
  const manifest = typescript('conformance/reconcile/programs/snapshot.ts').snapshotOf(deployment, NAME, disposes);
  await cluster.client.apply(manifest);
  const taken = () => cluster.client.get(manifest.apiVersion, manifest.kind, namespace, NAME);
  const folder = emittedSpec.flinkConfiguration['execution.checkpointing.savepoint-dir'];
  let path;
  await section.check({
    what: 'a FlinkStateSnapshot that "check" finds no error in is completed, in the emitted folder of savepoints',
    asked: 'findings of "check"; state and path of the FlinkStateSnapshot; the volume',
    expected: { check: [], state: 'COMPLETED', folder: true, files: true },
    said: async () => {
      const { status } = await job.wait('the savepoint is taken', 120, async () => {
        const snapshot = await taken();
        return ['COMPLETED', 'FAILED', 'ABANDONED'].includes(snapshot.status?.state) && snapshot;
      });
      path = status.path;
      const findings = judge(manifest, deployment).map(({ message }) => message);
      return { check: findings, state: status.state, folder: pathOf(path).startsWith(`${pathOf(folder)}/`), files: existsSync(onMachine(job, path)) };
    },
  });
  await section.check({
    what: 'a deleted FlinkStateSnapshot takes its files with it',
    asked: 'the FlinkStateSnapshot; the volume',
    expected: { files: false },
    said: async () => {
      await cluster.client.delete(manifest);
      await job.wait('the FlinkStateSnapshot is gone', 60, () => taken().then(() => false, ({ code }) => code === 404));
      return { files: existsSync(onMachine(job, path)) };
    },
  });
}

const pathOf = (uri) => uri?.replace(/^file:\/*/, '/') ?? '';

/** Where a path of the pod's volume is on this machine. */
function onMachine(job, uri) {
  const pod = job.jobManager();
  const mounts = pod.pod.spec.containers[0].volumeMounts.filter(({ mountPath }) => `${pathOf(uri)}/`.startsWith(`${mountPath}/`));
  const [{ name, mountPath }] = mounts.sort((one, other) => other.mountPath.length - one.mountPath.length);
  return `${pod.volumes[name]}${pathOf(uri).slice(mountPath.length)}`;
}
