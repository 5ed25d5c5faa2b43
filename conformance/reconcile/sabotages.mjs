import { blueGreen } from './blue-green.mjs';
import { created, expectedObjects } from './created.mjs';
import { examplesRun } from './examples.mjs';
import { invalidSpecs } from './invalid.mjs';
import { RIGHTS } from './operator.mjs';
import { versions } from './part.mjs';
import { reactive } from './reactive.mjs';
import { session } from './session.mjs';
import { emissionOf, PROGRAM, story } from './story.mjs';
import { FLINK, onCluster, PODS, rights } from './verify.mjs';

const [VERSION] = versions;
const QUICKSTART = ['examples/quickstart/main.ts'];

const RUNS = 'the job runs';
const POD = (component) => `${component}: the pod is the rendered one`;
const LISTENS = (component) => `${component}: it listens on the ports of the table, and on no others`;
const KILLED = (component) => `after a ${component} that was killed, the job continues from its last checkpoint`;
const UPGRADE = 'an upgrade takes a savepoint, and the job continues from it';
const REFUSED = 'no connection that the operator, the JobManager or the TaskManager opened was refused by a policy';
const REACHED = 'policies let Prometheus and the operator in on their ports, and a stranger on none';
const DELETED = 'a deleted job leaves what is documented';
const FORBIDDEN = 'nothing is forbidden to the operator, the JobManager and the TaskManager';
const INVALID = 'the operator refuses specs that are not valid, and "check" finds an error in each';
const SNAPSHOT = 'a FlinkStateSnapshot that "check" finds no error in is completed, in the emitted folder of savepoints';
const CHANGED = 'a change that "check" finds an error in is refused by the operator, and the job keeps running';
const DISPOSED = 'a deleted FlinkStateSnapshot takes its files with it';
const REPAIRED = 'with a valid spec again the error is gone';
const BLUE = 'blue/green: the first version runs as blue';
const EXAMPLE = 'the example quickstart runs, and is deleted';
const SWITCHED = 'blue/green: a change starts green from a savepoint of blue, and then ends blue';

const OF_SESSION = (what) => `session: ${what}`;
const OF_STANDALONE = (what) => `standalone: ${what}`;
const REFUSED_JAR = 'the operator refuses a jar over http, and "check" finds an error in it';
const SCALED = (direction) => `the HorizontalPodAutoscaler scales ${direction}, and the same job continues from its last checkpoint with another parallelism`;

/** Without the right to write events, which the operator tries to do all the same. */
const WITHOUT_EVENTS = RIGHTS.map((rule) => rule.resources.includes('events') ? { ...rule, verbs: ['get', 'list'] } : rule);

const specOf = (manifests) => manifests.find(({ kind }) => kind === 'FlinkDeployment').spec;
const options = (changes) => (manifests) => {
  Object.assign(specOf(manifests).flinkConfiguration, changes);
  return manifests;
};

/** Closes the port of the query service, and opens the metrics port to all namespaces. */
function otherPolicies(manifests) {
  for (const { spec: { ingress } } of manifests.filter(({ kind }) => kind === 'NetworkPolicy')) {
    for (const rule of ingress) rule.ports = rule.ports.filter(({ port }) => port !== 6121);
    for (const { from } of ingress) for (const peer of from) if (peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === 'monitoring') peer.namespaceSelector = {};
  }
  return manifests;
}

/** Adds an object that the operator does not delete. */
function oneMoreObject(manifests) {
  const { metadata: { namespace } } = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  return [...manifests, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name: 'forgotten' } }];
}

const withLabel = (pod) => ({ ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, another: 'label' } } });

const ofStory = (how, more = () => {}, cluster = {}) => (section) => onCluster(section, VERSION, { pods: PODS, keepLogs: false, ...cluster }, async (running) => {
  await story(section, running, FLINK, how);
  await more(section, running);
});

const onlyCluster = (act) => (section) => onCluster(section, VERSION, { pods: PODS, keepLogs: false }, (cluster) => act(section, cluster));

/** The jobs count some records twice. */
function doubled(manifests) {
  for (const { kind, spec } of manifests) {
    if (['FlinkDeployment', 'FlinkSessionJob'].includes(kind)) spec.flinkConfiguration['pipeline.global-job-parameters'] = 'fault:double';
  }
  return manifests;
}

export const sabotages = [
  {
    what: 'metrics on another port, rendered pods with another label, an operator that may not write events',
    red: [POD('jobManager'), POD('taskManager'), LISTENS('jobManager'), LISTENS('taskManager'), FORBIDDEN],
    run: ofStory({ chapters: ['start', 'pods and ports'], change: options({ 'metrics.reporter.prom.port': '9250' }), changePod: withLabel }, rights, { rights: WITHOUT_EVENTS }),
  },
  {
    what: 'policies without a port and with too many peers, and an object that nobody deletes',
    red: [REFUSED, REACHED, DELETED],
    run: ofStory({ chapters: ['start', 'policies', 'deletion'], change: (manifests) => oneMoreObject(otherPolicies(manifests)) }),
  },
  {
    what: 'a job that counts some records twice',
    slow: true,
    red: [KILLED('taskManager'), KILLED('jobManager'), UPGRADE],
    run: ofStory({
      chapters: ['start', 'a killed TaskManager', 'a killed JobManager', 'an upgrade'], change: options({ 'pipeline.global-job-parameters': 'fault:double' }),
    }),
  },
  {
    what: 'a class that is not there', slow: true, mute: [RUNS],
    run: ofStory({ chapters: ['start'], seconds: 60, change: (manifests) => { specOf(manifests).job.entryClass = 'Nowhere'; return manifests; } }),
    red: [],
  },
  {
    what: 'no error is found in specs that are refused, rendered pods with another label, an object that the operator does not create',
    slow: true,
    red: [INVALID, '1 examples, Flink 1.20: the JobManager\'s pod is the rendered one', '1 examples, Flink 1.20: names of the operator\'s objects'],
    run: onlyCluster(async (section, cluster) => {
      await created(section, cluster, { programs: QUICKSTART, flinkVersions: ['1.20'], change: withLabel, objects: (...job) => [...expectedObjects(...job), 'Service another'] });
      await invalidSpecs(section, cluster, await emissionOf(PROGRAM, FLINK), { judge: () => [] });
    }),
  },
  {
    what: 'savepoints elsewhere that stay, a change in which no error is found and which stays',
    slow: true,
    red: [SNAPSHOT, DISPOSED, CHANGED],
    mute: [REPAIRED],
    run: ofStory({
      chapters: ['start', 'a snapshot', 'a spec that is not valid'], judge: () => [], disposes: false, repairs: false,
      change: options({ 'execution.checkpointing.savepoint-dir': 'file:///opt/flink/state/elsewhere' }),
    }),
  },
  {
    what: 'blue/green with a job that counts some records twice',
    slow: true,
    red: [SWITCHED],
    run: onlyCluster((section, cluster) => blueGreen(section, cluster, FLINK, {
      change: (manifests) => {
        const { spec } = manifests.find(({ kind }) => kind === 'FlinkBlueGreenDeployment');
        spec.template.spec.flinkConfiguration['pipeline.global-job-parameters'] = 'fault:double';
        return manifests;
      },
    })),
  },
  {
    what: 'blue/green and an example with a class that is not there',
    slow: true,
    red: [BLUE],
    mute: [EXAMPLE],
    run: onlyCluster(async (section, cluster) => {
      const seconds = 60;
      await blueGreen(section, cluster, FLINK, {
        seconds,
        change: (manifests) => {
          manifests.find(({ kind }) => kind === 'FlinkBlueGreenDeployment').spec.template.spec.job.entryClass = 'Nowhere';
          return manifests;
        },
      });
      await examplesRun(section, cluster, FLINK, { seconds, programs: QUICKSTART, change: (manifests) => { specOf(manifests).job.entryClass = 'Nowhere'; return manifests; } });
    }),
  },
  {
    what: 'a session job that counts some records twice, rendered pods with another label, no error in a refused jar',
    slow: true,
    red: [...['jobManager', 'taskManager'].map((component) => OF_SESSION(POD(component))), OF_SESSION(REFUSED_JAR), OF_SESSION(KILLED('taskManager')), OF_SESSION(UPGRADE)],
    run: onlyCluster((section, cluster) => session(section, cluster, FLINK, {
      chapters: ['pods and ports', 'a refused jar', 'a killed TaskManager', 'an upgrade'], change: doubled, changePod: withLabel, judge: () => [],
    })),
  },
  {
    what: 'a job in standalone mode that counts some records twice, rendered pods with another label',
    slow: true,
    red: [...['jobManager', 'taskManager'].map((component) => OF_STANDALONE(POD(component))), OF_STANDALONE(KILLED('taskManager')), ...['up', 'down'].map((direction) => OF_STANDALONE(SCALED(direction)))],
    run: onlyCluster((section, cluster) => reactive(section, cluster, FLINK, {
      chapters: ['pods and ports', 'a killed TaskManager', 'scaling'], change: doubled, changePod: withLabel,
    })),
  },
];
