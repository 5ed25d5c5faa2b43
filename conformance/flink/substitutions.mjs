import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// Everything in which the configuration that Flink reads here differs from what the library emits. All of it is printed.

const OPERATOR_ONLY = 'read by the operator, who keeps it from Flink';
const NEEDS_KUBERNETES = 'read only where Flink itself creates Kubernetes objects';
const NO_KUBERNETES = 'Kubernetes leader election needs an API server; this cluster has none';

/** Emitted keys that are left out. */
const DROPPED = [
  { keys: /^kubernetes\.operator\./, why: OPERATOR_ONLY },
  { keys: /^kubernetes\.(?!operator\.)/, why: NEEDS_KUBERNETES },
];

/** Emitted keys that get another value; `volume`: unless the processes have the pod's volumes where the pod has them. */
const REPLACED = [
  { keys: /^high-availability\.type$/, value: () => 'NONE', why: NO_KUBERNETES },
  { keys: /./, from: /(s3|gs|abfss):\/\/[^/]+/g, value: ({ folder }) => `file://${folder}/bucket`, why: 'a local folder stands for the bucket' },
  { volume: true, keys: /./, from: /\/opt\/flink\/rocksdb/g, value: ({ folder }) => join(folder, 'rocksdb'), why: 'a local folder stands for the volume' },
  { volume: true, keys: /./, from: /\/opt\/flink\/log/g, value: ({ folder }) => join(folder, 'log'), why: 'a local folder stands for the volume' },
];

/** What the operator and its Helm chart add to every job. */
function operatorAdds({ name, spec }, { home, slots }) {
  return [
    ['jobmanager.memory.process.size', spec.jobManager.resource.memory, 'as the operator does from spec.jobManager.resource'],
    ['taskmanager.memory.process.size', spec.taskManager.resource.memory, 'as the operator does from spec.taskManager.resource'],
    ['parallelism.default', String(slots), `as the operator does; ${slots} rather than ${spec.job.parallelism}, which is what the one TaskManager here has slots for`],
    ['pipeline.name', name, 'as the operator does'],
    ['$internal.pipeline.job-id', JOB_ID, 'as the operator does, with an id of ours'],
    ['execution.shutdown-on-application-finish', 'false', 'as the operator does'],
    ['execution.submit-failed-job-on-application-error', 'true', 'as the operator does'],
    ['env.java.default-opts.all', openedPackages(home), 'as the operator\'s Helm chart does: what Java 17 must open, by Flink\'s own stock configuration'],
  ];
}

/** The job's id, so that nobody has to look for it. */
export const JOB_ID = 'cd85f11c00000000000000000000c0de';

/** What Java 17 must open for Flink, by Flink's own stock configuration. */
export function openedPackages(home) {
  return parse(readFileSync(join(home, 'conf', 'config.yaml'), 'utf8')).env.java.opts.all;
}

/** Addresses and paths that Kubernetes and the pod would give. */
function surroundings({ folder, hosts: { jobManager }, isolated, hasVolumes }) {
  const why = 'the address of the host here';
  return [
    ['jobmanager.rpc.address', jobManager.address, why],
    ['rest.address', jobManager.address, why],
    // in a network of its own it may listen everywhere, as in a pod
    ...isolated ? [] : ['jobmanager.bind-host', 'rest.bind-address'].map((key) => [key, jobManager.address, 'nobody else shall reach it']),
    ...hasVolumes ? [] : [
      ['io.tmp.dirs', join(folder, 'tmp'), 'a local folder stands for the volume at /tmp'],
      ['user.artifacts.base-dir', join(folder, 'artifacts'), 'a local folder of this run: an older jar of the same name would be taken from /opt/flink/artifacts'],
      ['web.tmpdir', join(folder, 'tmp'), 'a local folder stands for the volume at /tmp'],
    ],
  ];
}

/** What only one TaskManager is told: its address, and the metrics port where it cannot have the emitted one. */
function ofTaskManager(n, { hosts: { taskManagers }, isolated }) {
  const { address } = taskManagers[n];
  return {
    'taskmanager.host': address,
    ...isolated ? {} : {
      'taskmanager.bind-host': address,
      // the reporter listens on all addresses, so the emitted port is the JobManager's
      'metrics.reporter.prom.port': String(9250 + n),
    },
  };
}

/**
 * From what is emitted to what Flink reads: `{ written, ofTaskManager, notes }`. `ofTaskManager(n)` are settings of one TaskManager
 * alone; `notes` are the differences, as `[key, what was done, why]`.
 */
export function substitute(emission, place) {
  const written = {};
  const notes = [];
  for (const [key, value] of Object.entries(emission.configuration)) {
    const dropped = DROPPED.find(({ keys }) => keys.test(key));
    if (dropped) {
      notes.push([key, 'left out', dropped.why]);
      continue;
    }
    written[key] = REPLACED.filter(({ keys, volume }) => keys.test(key) && !(volume && place.hasVolumes)).reduce((now, { from, value: to, why }) => {
      const next = from === undefined ? to(place) : now.replace(from, to(place));
      if (next !== now) notes.push([key, `${now} → ${next}`, why]);
      return next;
    }, value);
  }
  for (const [key, value, why] of [...operatorAdds(emission, place), ...surroundings(place)]) {
    written[key] = value;
    notes.push([key, `added: ${value.length > 60 ? `${value.slice(0, 57)}…` : value}`, why]);
  }
  for (const [key, value] of Object.entries(ofTaskManager(0, place))) notes.push([key, `${value} on a TaskManager`, 'each has its own here']);
  return { written, ofTaskManager: (n) => ofTaskManager(n, place), notes };
}
