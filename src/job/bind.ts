import { Size } from 'cdk8s';
import { bindCompiledPlan, bindConnectors, bindSlotSharingGroups, bindStateSize } from './declarations';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { FlinkJobOptions, JobManagerProps, TaskManagerProps } from './flink-job-options';
import { bindLoadFactor } from './load-factor';
import { FlinkComponent, JobSettings } from '../configuration';
import { Origin } from '../configuration/origin';
import { refuseUnlessCount, refuseUnlessSize } from '../configuration/refuse';
import { bindSecretEnv, bindSecretFiles } from '../credentials/secrets';
import { OPTION } from '../facts';
import { bindIngress } from '../network/ingress';
import { bindJvm } from '../pods/jvm';
import { bindLogging } from '../pods/logging/bind';
import { bindPodTemplate } from '../pods/pod-template';
import { bindScheduling } from '../pods/scheduling';
import { bindUser } from '../pods/user';
import { bindCheckpointing } from '../state/checkpointing';
import { bindDisasterRecovery } from '../state/disaster-recovery';
import { LOCAL_STATE_SIZE, quantity } from '../state/local-volume';
import { bindSavepoints } from '../state/savepoints';

/** Writes down what the props say, from the common ways of saying it to the rare ones. */
export function bindProps(settings: JobSettings, props: FlinkDeploymentProps): void {
  const steps: { readonly [prop in keyof FlinkDeploymentProps]?: () => void } = {
    image: () => settings._setField('image', props.image, 'image'),
    flinkVersion: () => settings._setField('flinkVersion', settings.flinkVersion.manifestValue, 'flinkVersion'),
    serviceAccountName: () => settings._setField('serviceAccount', props.serviceAccountName, 'serviceAccountName'),
    mode: () => props.mode!._bind(settings),
    parallelism: () => settings._setField('job.parallelism', props.parallelism, 'parallelism'),
    initialSavepointPath: () => settings._setField('job.initialSavepointPath', props.initialSavepointPath, 'initialSavepointPath'),
    allowNonRestoredState: () => settings._setField('job.allowNonRestoredState', props.allowNonRestoredState, 'allowNonRestoredState'),
    artifact: () => props.artifact!._bind(settings),
    storage: () => props.storage!._bind(settings),
    tls: () => props.tls!._bind(settings),
    upgradeMode: () => props.upgradeMode!._bind(settings),
    highAvailability: () => props.highAvailability!._bind(settings),
    stateBackend: () => props.stateBackend!._bind(settings),
    restartStrategy: () => props.restartStrategy!._bind(settings),
    checkpointing: () => bindCheckpointing(settings, props.checkpointing!),
    savepoints: () => bindSavepoints(settings, props.savepoints!),
    disasterRecovery: () => bindDisasterRecovery(settings, props.disasterRecovery!),
    reporters: () => props.reporters!.forEach((reporter, i) => reporter._bind(settings, `reporters[${i}]`)),
    runAsUser: () => bindUser(settings, props.runAsUser!),
    jvm: () => bindJvm(settings, props.jvm!),
    logging: () => bindLogging(settings, props.logging!),
    connectors: () => bindConnectors(settings, props.connectors!),
    expectedStateSize: () => bindStateSize(settings, props.expectedStateSize!),
    slotSharingGroups: () => bindSlotSharingGroups(settings, props.slotSharingGroups!),
    loadFactor: () => bindLoadFactor(settings, props.loadFactor!),
    compiledPlan: () => bindCompiledPlan(settings, props.compiledPlan!),
    identity: () => props.identity!._bind(settings),
    kerberos: () => props.kerberos!._bind(settings),
    secretEnv: () => bindSecretEnv(settings, props.secretEnv!),
    secretFiles: () => bindSecretFiles(settings, props.secretFiles!),
    ingress: () => bindIngress(settings, props.ingress!),
    suspended: () => settings._setField('job.state', props.suspended ? 'suspended' : 'running', 'suspended'),
    profilingMode: () => bindProfiling(settings, props.profilingMode!),
    ...optionSteps(settings, props),
    jobManager: () => bindJobManager(settings, props.jobManager!),
    taskManager: () => bindTaskManager(settings, props.taskManager!),
    flinkConfiguration: () => bindFlinkConfiguration(settings, props.flinkConfiguration!),
    // Last: ports may be said in flinkConfiguration.
    mesh: () => props.mesh!._bind(settings),
    podTemplate: () => bindPodTemplate(settings, props.podTemplate!, [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER], 'podTemplate'),
  };
  attempt(settings, 'scheduling', () => bindScheduling(settings, props));
  for (const [prop, step] of Object.entries(steps)) {
    if (props[prop as keyof FlinkDeploymentProps] !== undefined) attempt(settings, prop, step);
  }
  for (const component of ['jobManager', 'taskManager'] as const) {
    const template = props[component]?.podTemplate;
    const label = component === 'jobManager' ? FlinkComponent.JOB_MANAGER : FlinkComponent.TASK_MANAGER;
    if (template) attempt(settings, `${component}.podTemplate`, () => bindPodTemplate(settings, template, [label], `${component}.podTemplate`));
  }
}

/** A value that cannot even be read (half a millisecond, an object of another class) is one more finding, not the end of the synth. */
function attempt(settings: JobSettings, prop: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    settings._refuse('ARC-12', prop, undefined, `cannot be read: ${(error as Error).message}`, 'Give it a value of its documented type');
  }
}

function optionSteps(settings: JobSettings, props: FlinkDeploymentProps): { readonly [prop in keyof FlinkDeploymentProps]?: () => void } {
  return Object.fromEntries(Object.entries(OPTIONS).map(([prop, [key, flip]]) => [prop, () => {
    const value = props[prop as keyof FlinkJobOptions];
    settings._set(key, flip ? !value : value, Origin.prop(prop));
  }]));
}

function bindProfiling(settings: JobSettings, profiling: boolean): void {
  settings._set('pipeline.operator-chaining.enabled', !profiling, Origin.prop('profilingMode'));
  if (profiling) settings._acknowledgements.push({ id: 'ARC-06', reason: 'the job is being profiled: profilingMode' });
}

function bindFlinkConfiguration(settings: JobSettings, configuration: { readonly [key: string]: string }): void {
  for (const [key, value] of Object.entries(configuration)) settings._set(key, value, Origin.flinkConfiguration(key));
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

/** Whether Flink fits into it is for its memory model to say; above the most no machine is that large. */
const LEAST_MEMORY = 1;
const MOST_MEMORY = 4 * 1024 * 1024;
const MOST_CPU = 1024;

function bindJobManager(settings: JobSettings, props: JobManagerProps): void {
  settings._setField('jobManager.replicas', props.replicas, 'jobManager.replicas');
  refuseUnlessCount(settings, 'HA-04', 'jobManager.replicas', props.replicas, 1);
  bindResources(settings, 'jobManager', props);
}

function bindTaskManager(settings: JobSettings, props: TaskManagerProps): void {
  settings._set(OPTION.SLOTS, props.slots, Origin.prop('taskManager.slots'));
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
  // Flink reads `m` as MiB; ephemeral storage is a Kubernetes quantity, where `m` would be a thousandth.
  if (refuseUnlessSize(settings, 'MEM-11', `${component}.memory`, memory, LEAST_MEMORY, MOST_MEMORY)) {
    settings._setField(`${component}.resource.memory`, memory && `${memory.toKibibytes() / 1024}m`, `${component}.memory`);
  }
  if (refuseUnlessSize(settings, 'RES-03', `${component}.ephemeralStorage`, ephemeralStorage, 1, 1024 * MOST_MEMORY)) {
    settings._setField(`${component}.resource.ephemeralStorage`, ephemeralStorage && quantity(ephemeralStorage), `${component}.ephemeralStorage`);
  }
  const localState = component === 'taskManager' ? settings.field(LOCAL_STATE_SIZE) : undefined;
  if (localState !== undefined && ephemeralStorage && ephemeralStorage.toKibibytes() <= localState) {
    settings._refuse('RES-03', `${component}.ephemeralStorage`, ephemeralStorage,
      `is not more than the state backend's emptyDir (${quantity(Size.kibibytes(localState))}), which counts against it: the pod would be evicted`,
      'Give it some GiB more than the volume, or leave it out');
  }
}
