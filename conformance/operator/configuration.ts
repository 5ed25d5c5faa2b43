/** Compares the configuration that Flink gets of the operator with the one that we say it gets. */
import { judgedOf } from './deployments';
import { parseValue } from '../../src/configuration/options/value-syntax';
import { checkpointInterval, jobManagers, slots, slotsNeeded } from '../../src/facts';
import { OPERATORS_FLINK } from '../../src/configuration/options/operator-version';
import { handOver } from '../../src/workload/rendered-pods/hand-over';
import { Workload } from '../../src/workload/workload';

/** What the operator adds, and nothing of ours reads: by key, why. */
const ADDED: { readonly [key: string]: string } = {
  '$internal.application.main': 'is job.entryClass',
  '$internal.application.program-args': 'is job.args',
  '$internal.deployment.config-dir': 'is a folder of the operator\'s own',
  '$internal.flink.version': 'is flinkVersion',
  'execution.savepoint.ignore-unclaimed-state': 'is job.allowNonRestoredState',
  'execution.shutdown-on-application-finish': 'is how the operator sees that a job has finished',
  'execution.submit-failed-job-on-application-error': 'is how the operator sees that a job has not started',
  'execution.target': 'follows from whether there is a job',
  'high-availability.cluster-id': 'is the name',
  'kubernetes.internal.cluster-mode': 'follows from whether there is a job',
  'kubernetes.internal.taskmanager.replicas': 'is taskManager.replicas in standalone mode',
  'kubernetes.operator.reconcile.interval': 'is the operator\'s own',
  'kubernetes.pod-template-file.jobmanager': 'is a file with the pod template',
  'kubernetes.pod-template-file.taskmanager': 'is a file with the pod template',
  'kubernetes.rest-service.exposed.type': 'is ClusterIP unless somebody sets it',
  'pipeline.classpaths': 'is job.jarURI in standalone mode',
  'pipeline.jars': 'is job.jarURI',
  'pipeline.name': 'is the name',
  'web.cancel.enable': 'is false unless somebody sets it: the operator cancels jobs',
  'execution.checkpointing.externalized-checkpoint-retention': 'is RETAIN_ON_CANCELLATION unless somebody sets it',
};

/** What we derive of the spec rather than of an option. */
const DERIVED: { readonly [key: string]: (workload: Workload) => unknown } = {
  // the slots of the job alone, without those of other groups in its code
  'parallelism.default': (workload) => slotsNeeded(Object.create(workload, { slotSharingGroups: { value: {} } })) ?? 1,
  'kubernetes.jobmanager.replicas': jobManagers,
  'taskmanager.numberOfTaskSlots': slots,
  'execution.checkpointing.interval': (workload) => {
    const millis = checkpointInterval(workload);
    return millis && `${millis} ms`;
  },
};

/** Of which types options are that the operator writes in another notation. */
const NOTATIONS: readonly (readonly [key: RegExp, type: string])[] = [
  [/\.memory\.process\.size$/, 'MemorySize'],
  [/\.cpu\.amount$/, 'Double'],
  [/^execution\.checkpointing\.interval$/, 'Duration'],
];

/** Deployments to ask about, as they are emitted. */
export function deployments(manifests: readonly any[]): any[] {
  return manifests.flatMap(judgedOf);
}

export type Options = { readonly [key: string]: string };

/** What we say that Flink gets. */
export function ourOptions(deployment: any): Options {
  const workload = Workload._of(deployment);
  const derived = Object.entries(DERIVED).map(([key, value]) => [key, value(workload)]).filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]);
  return { ...Object.fromEntries(derived), ...Object.fromEntries(handOver(workload, []).options) };
}

/** Where our options and the operator's differ, a text each. */
export function differences(ours: Options, theirs: Options): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort().flatMap((key) => {
    if (ours[key] !== undefined && theirs[key] !== undefined && meaning(key, ours[key]) === meaning(key, theirs[key])) return [];
    if (ours[key] === undefined && ADDED[key] !== undefined) return [];
    return [`${key}: operator ${theirs[key] ?? 'nothing'}, ours ${ours[key] ?? 'nothing'}`];
  });
}

function meaning(key: string, text: string): unknown {
  const type = NOTATIONS.find(([pattern]) => pattern.test(key))?.[1];
  if (type === undefined) return text;
  const parsed = parseValue(type, undefined, text, OPERATORS_FLINK.minor);
  return parsed.ok ? parsed.value : text;
}
