import { Size } from 'cdk8s';
import { JobArtifact } from './job-artifact';
import { FlinkJobOptions, JobManagerProps, TaskManagerProps } from './flink-job-options';
import { FlinkComponent, FlinkVersion, JobSettings } from '../configuration';
import { Origin } from '../configuration/origin';
import { refuseUnlessCount, refuseUnlessSize } from '../configuration/refuse';
import { bindJvm } from '../pods/jvm';
import { bindPodTemplate } from '../pods/pod-template';
import { bindCheckpointing } from '../state/checkpointing';
import { DurableStorage } from '../state/durable-storage';
import { quantity } from '../state/local-volume';
import { bindSavepoints } from '../state/savepoints';

/** Everything a FlinkDeployment is told. */
export interface BoundProps extends FlinkJobOptions {
  readonly flinkVersion: FlinkVersion;
  readonly image: string;
  readonly artifact?: JobArtifact;
  readonly parallelism?: number;
  readonly storage?: DurableStorage;
  readonly serviceAccountName?: string;
}

/** Writes down what the props say, from the common ways of saying it to the rare ones. */
export function bindProps(settings: JobSettings, props: BoundProps): void {
  settings._setField('image', props.image, 'image');
  settings._setField('flinkVersion', props.flinkVersion.manifestValue, 'flinkVersion');
  settings._setField('serviceAccount', props.serviceAccountName, 'serviceAccountName');
  settings._setField('job.parallelism', props.parallelism, 'parallelism');
  settings._setField('job.initialSavepointPath', props.initialSavepointPath, 'initialSavepointPath');
  settings._setField('job.allowNonRestoredState', props.allowNonRestoredState, 'allowNonRestoredState');
  props.artifact?._bind(settings);
  props.storage?._bind(settings);
  props.upgradeMode?._bind(settings);
  props.highAvailability?._bind(settings);
  props.stateBackend?._bind(settings);
  props.restartStrategy?._bind(settings);
  if (props.checkpointing) bindCheckpointing(settings, props.checkpointing);
  if (props.savepoints) bindSavepoints(settings, props.savepoints);
  if (props.jvm) bindJvm(settings, props.jvm);
  for (const [prop, [key, flip]] of Object.entries(OPTIONS)) {
    const value = props[prop as keyof FlinkJobOptions];
    settings._set(key, flip && value !== undefined ? !value : value, Origin.prop(prop));
  }
  if (props.jobManager) bindJobManager(settings, props.jobManager);
  if (props.taskManager) bindTaskManager(settings, props.taskManager);
  for (const [key, value] of Object.entries(props.flinkConfiguration ?? {})) settings._set(key, value, Origin.flinkConfiguration(key));
  bindPodTemplates(settings, props);
}

/** Properties that are an option by another name, some of them the other way round. */
const OPTIONS: { readonly [prop in keyof FlinkJobOptions]?: [key: string, flip?: boolean] } = {
  maxParallelism: ['pipeline.max-parallelism'],
  bufferDebloating: ['taskmanager.network.memory.buffer-debloat.enabled'],
  objectReuse: ['pipeline.object-reuse'],
  requireOperatorUids: ['pipeline.auto-generate-uids', true],
  forbidGenericTypes: ['pipeline.generic-types', true],
  hadoopConfiguration: ['kubernetes.hadoop.conf.config-map.name'],
  rollback: ['kubernetes.operator.deployment.rollback.enabled'],
};

/** Below this not even Flink itself fits; above it no machine is that large. */
const LEAST_MEMORY = 600;
const MOST_MEMORY = 4 * 1024 * 1024;
const MOST_CPU = 1024;

function bindJobManager(settings: JobSettings, props: JobManagerProps): void {
  settings._setField('jobManager.replicas', props.replicas, 'jobManager.replicas');
  refuseUnlessCount(settings, 'HA-04', 'jobManager.replicas', props.replicas, 1);
  bindResources(settings, 'jobManager', props);
}

function bindTaskManager(settings: JobSettings, props: TaskManagerProps): void {
  settings._set('taskmanager.numberOfTaskSlots', props.slots, Origin.prop('taskManager.slots'));
  refuseUnlessCount(settings, 'PAR-03', 'taskManager.slots', props.slots, 1);
  bindResources(settings, 'taskManager', props);
}

function bindResources(settings: JobSettings, component: string, { cpu, memory, ephemeralStorage }: {
  readonly cpu?: number; readonly memory?: Size; readonly ephemeralStorage?: Size;
}): void {
  if (cpu !== undefined && !(typeof cpu === 'number' && cpu > 0 && cpu <= MOST_CPU)) {
    settings._refuse('MEM-11', `${component}.cpu`, cpu, `must be a number of processors above 0, at most ${MOST_CPU}`, 'Write a number such as 2 or 0.5');
  }
  settings._setField(`${component}.resource.cpu`, cpu, `${component}.cpu`);
  refuseUnlessSize(settings, 'MEM-11', `${component}.memory`, memory, LEAST_MEMORY, MOST_MEMORY);
  refuseUnlessSize(settings, 'RES-03', `${component}.ephemeralStorage`, ephemeralStorage, 1, 1024 * MOST_MEMORY);
  // Flink reads `m` as MiB; ephemeral storage is a Kubernetes quantity, where `m` would be a thousandth.
  settings._setField(`${component}.resource.memory`, memory && `${Math.round(memory.toKibibytes() / 1024)}m`, `${component}.memory`);
  settings._setField(`${component}.resource.ephemeralStorage`, ephemeralStorage && quantity(ephemeralStorage), `${component}.ephemeralStorage`);
}

function bindPodTemplates(settings: JobSettings, props: FlinkJobOptions): void {
  const { JOB_MANAGER, TASK_MANAGER } = FlinkComponent;
  if (props.podTemplate) bindPodTemplate(settings, props.podTemplate, [JOB_MANAGER, TASK_MANAGER], 'podTemplate');
  if (props.jobManager?.podTemplate) bindPodTemplate(settings, props.jobManager.podTemplate, [JOB_MANAGER], 'jobManager.podTemplate');
  if (props.taskManager?.podTemplate) bindPodTemplate(settings, props.taskManager.podTemplate, [TASK_MANAGER], 'taskManager.podTemplate');
}
