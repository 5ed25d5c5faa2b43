import { OPTION } from '../facts';

/** A property that corresponds to one option or one field of the spec. Binding, messages and `explain` use these rows. */
export interface PlainProperty {
  /** The path in the props, such as `checkpointing.interval`. */
  readonly prop: string;
  readonly option?: string;
  /** A path in the FlinkDeployment's spec. */
  readonly field?: string;
  /** Whether the property is true if the option is false. */
  readonly flip?: boolean;
  /** Whether it is bound elsewhere, since its value must be converted. */
  readonly boundElsewhere?: boolean;
}

/** All such properties, in the order in which they are bound. */
export const PLAIN_PROPERTIES: readonly PlainProperty[] = [
  { prop: 'image', field: 'image' },
  { prop: 'serviceAccountName', field: 'serviceAccount' },
  { prop: 'parallelism', field: 'job.parallelism' },
  { prop: 'initialSavepointPath', field: 'job.initialSavepointPath' },
  { prop: 'allowNonRestoredState', field: 'job.allowNonRestoredState' },
  { prop: 'runtimeMode', option: OPTION.RUNTIME_MODE },
  { prop: 'checkpointing.interval', option: OPTION.CHECKPOINT_INTERVAL },
  { prop: 'checkpointing.timeout', option: OPTION.CHECKPOINT_TIMEOUT },
  { prop: 'checkpointing.minPause', option: 'execution.checkpointing.min-pause' },
  { prop: 'checkpointing.mode', option: 'execution.checkpointing.mode' },
  { prop: 'checkpointing.retained', option: 'execution.checkpointing.num-retained' },
  { prop: 'checkpointing.tolerableFailures', option: 'execution.checkpointing.tolerable-failed-checkpoints' },
  { prop: 'checkpointing.localRecovery', option: 'execution.checkpointing.local-backup.enabled' },
  { prop: 'checkpointing.localRecovery', option: 'execution.state-recovery.from-local' },
  { prop: 'savepoints.onDeletion', option: 'kubernetes.operator.job.savepoint-on-deletion' },
  { prop: 'savepoints.interval', option: 'kubernetes.operator.periodic.savepoint.interval' },
  { prop: 'savepoints.historyMaxCount', option: 'kubernetes.operator.savepoint.history.max.count' },
  { prop: 'savepoints.historyMaxAge', option: 'kubernetes.operator.savepoint.history.max.age' },
  { prop: 'savepoints.disposeOnDelete', option: 'kubernetes.operator.savepoint.dispose-on-delete' },
  { prop: 'savepoints.format', option: 'kubernetes.operator.savepoint.format.type' },
  { prop: 'maxParallelism', option: 'pipeline.max-parallelism' },
  { prop: 'bufferDebloating', option: 'taskmanager.network.memory.buffer-debloat.enabled' },
  { prop: 'objectReuse', option: 'pipeline.object-reuse' },
  { prop: 'requireOperatorUids', option: 'pipeline.auto-generate-uids', flip: true },
  { prop: 'forbidGenericTypes', option: 'pipeline.generic-types', flip: true },
  { prop: 'hadoopConfiguration', option: 'kubernetes.hadoop.conf.config-map.name' },
  { prop: 'rollback', option: 'kubernetes.operator.deployment.rollback.enabled' },
  { prop: 'profilingMode', option: 'pipeline.operator-chaining.enabled', flip: true },
  { prop: 'jobManager.replicas', field: 'jobManager.replicas' },
  { prop: 'jobManager.cpu', field: 'jobManager.resource.cpu' },
  { prop: 'jobManager.memory', field: 'jobManager.resource.memory', boundElsewhere: true },
  { prop: 'jobManager.ephemeralStorage', field: 'jobManager.resource.ephemeralStorage', boundElsewhere: true },
  { prop: 'taskManager.slots', option: OPTION.SLOTS },
  { prop: 'taskManager.cpu', field: 'taskManager.resource.cpu' },
  { prop: 'taskManager.memory', field: 'taskManager.resource.memory', boundElsewhere: true },
  { prop: 'taskManager.ephemeralStorage', field: 'taskManager.resource.ephemeralStorage', boundElsewhere: true },
  { prop: 'artifact', field: 'job.jarURI', boundElsewhere: true },
  { prop: 'name', field: 'metadata.name', boundElsewhere: true },
  { prop: 'namespace', field: 'metadata.namespace', boundElsewhere: true },
  { prop: 'scaling', option: OPTION.AUTOSCALER, boundElsewhere: true },
  { prop: 'scaling', option: OPTION.SCHEDULER_MODE, boundElsewhere: true },
  { prop: 'tls', option: 'security.ssl.internal.enabled', boundElsewhere: true },
];

const BY_TARGET = new Map([...PLAIN_PROPERTIES].reverse().map(({ prop, option, field }) => [option ?? field!, prop]));

/** The property of an option or a field; undefined if there is none. */
export function propertyOf(optionOrField: string): string | undefined {
  return BY_TARGET.get(optionOrField);
}
