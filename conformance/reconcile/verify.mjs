import { Cluster } from './cluster.mjs';
import { created } from './created.mjs';
import { story } from './story.mjs';

/** The Flink of the job that runs. */
export const FLINK = '1.20.5';
/** Of a job with one TaskManager, beside those that are ending. */
const PODS = 6;

/** Has the operator reconcile what the library emits, on a cluster of processes. */
export async function verify(section, version) {
  await onCluster(section, version, { pods: PODS }, async (cluster) => {
    await created(section, cluster);
    await story(section, cluster, FLINK);
    await rights(section, cluster);
  });
}

/** Starts a cluster for something, and stops it. */
export async function onCluster(section, version, options, act) {
  section.progress('starting Kubernetes and the operator');
  const cluster = await Cluster.start(version, options);
  try {
    await act(cluster);
  } finally {
    const keepFolder = section.count('failed') > 0 && options.keepLogs !== false;
    await cluster.stop({ keepFolder });
    if (keepFolder) section.progress(`logs are kept in ${cluster.folder}`);
  }
}

/** Whether the accounts of the operator and of the job could do all that they wanted to. */
export async function rights(section, cluster) {
  await section.check({
    what: 'nothing is forbidden to the operator, the JobManager and the TaskManager',
    asked: 'the audit log of the API server: answers 403 to service accounts',
    expected: [],
    said: () => cluster.forbidden(),
  });
}
