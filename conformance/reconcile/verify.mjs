import { blueGreen } from './blue-green.mjs';
import { Cluster } from './cluster.mjs';
import { created } from './created.mjs';
import { examplesRun } from './examples.mjs';
import { invalidSpecs } from './invalid.mjs';
import { reactive } from './reactive.mjs';
import { session } from './session.mjs';
import { emissionOf, PROGRAM, refusedConnections, story } from './story.mjs';

/** The Flink of the job that runs on every push, and of the one of the rest. */
export const FLINK = '1.20.5';
export const OTHER_FLINK = '2.2.1';
/** Of two clusters with one TaskManager each, beside those that are ending. */
export const PODS = 8;

/** The story of one job. */
export async function verify(section, version) {
  await onCluster(section, version, { pods: PODS }, async (cluster) => {
    await story(section, cluster, FLINK);
    await rights(section, cluster);
  });
}

/** What takes longer. */
export async function verifyRest(section, version) {
  await onCluster(section, version, { pods: PODS, tls: true }, async (cluster) => {
    await created(section, cluster);
    await invalidSpecs(section, cluster, await emissionOf(PROGRAM, FLINK));
    await story(section, cluster, OTHER_FLINK, { chapters: ['start', 'pods and ports', 'a snapshot', 'a spec that is not valid', 'deletion'] });
    await session(section, cluster, FLINK);
    await reactive(section, cluster, FLINK);
    await blueGreen(section, cluster, FLINK);
    await examplesRun(section, cluster, FLINK);
    await refusedConnections(section, cluster);
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
