import { bindCompiledPlan, bindConnectors, bindSlotSharingGroups, bindStateSize } from './declarations';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { JobManagerOptions, TaskManagerOptions } from './flink-job-options';
import { bindLoadFactor } from './load-factor';
import { PLAIN_PROPERTIES, PlainProperty } from './plain-properties';
import { bindResources } from './resources';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount } from '../configuration/said/refuse';
import { bindSecretEnv, bindSecretFiles } from '../credentials/secrets';
import { COMPONENTS, FlinkComponent } from '../kubernetes/component';
import { bindIngress } from '../network/ingress';
import { bindJvm } from '../pods/jvm';
import { bindLogging } from '../pods/logging/bind';
import { bindPodTemplate } from '../pods/pod-template';
import { bindScheduling } from '../pods/scheduling';
import { bindUser } from '../pods/user';
import { bindCheckpointing } from '../state/checkpointing';
import { bindDisasterRecovery } from '../state/disaster-recovery';
import { bindSavepoints } from '../state/savepoints';

/** The effects of properties that need more than a row of `PLAIN_PROPERTIES`. */
type Props = Partial<FlinkDeploymentProps>;
type Steps = { readonly [prop in keyof Props]?: (settings: JobSettings, props: Props) => void };

/** The storage of state, which contains other directories. */
const STORAGE: Steps = {
  storage: (s, { storage }) => storage!._bind(s),
};

/** Settings that depend on the property itself and on the storage. */
const SAID: Steps = {
  flinkVersion: (s) => s.setField('flinkVersion', s.flinkVersion.manifestValue, 'flinkVersion'),
  mode: (s, { mode }) => mode!._bind(s),
  artifact: (s, { artifact }) => artifact!._bind(s),
  tls: (s, { tls }) => tls!._bind(s),
  upgradeMode: (s, props) => props.upgradeMode!._bind(s),
  highAvailability: (s, props) => props.highAvailability!._bind(s),
  stateBackend: (s, props) => props.stateBackend!._bind(s),
  restartStrategy: (s, props) => props.restartStrategy!._bind(s),
  checkpointing: (s, { checkpointing }) => bindCheckpointing(s, checkpointing!),
  savepoints: (s, { savepoints }) => bindSavepoints(s, savepoints!),
  disasterRecovery: (s, { disasterRecovery }) => bindDisasterRecovery(s, disasterRecovery!),
  reporters: (s, { reporters }) => reporters!.forEach((reporter, i) => reporter._bind(s, `reporters[${i}]`)),
  runAsUser: (s, { runAsUser }) => bindUser(s, runAsUser!),
  jvm: (s, { jvm }) => bindJvm(s, jvm!),
  logging: (s, { logging }) => bindLogging(s, logging!),
  connectors: (s, { connectors }) => bindConnectors(s, connectors!),
  expectedStateSize: (s, { expectedStateSize }) => bindStateSize(s, expectedStateSize!),
  slotSharingGroups: (s, { slotSharingGroups: groups }) => bindSlotSharingGroups(s, groups!),
  compiledPlan: (s, { compiledPlan }) => bindCompiledPlan(s, compiledPlan!),
  identity: (s, { identity }) => identity!._bind(s),
  kerberos: (s, { kerberos }) => kerberos!._bind(s),
  secretEnv: (s, { secretEnv }) => bindSecretEnv(s, secretEnv!),
  secretFiles: (s, { secretFiles }) => bindSecretFiles(s, secretFiles!),
  suspended: (s, { suspended }) => s.setField('job.state', suspended ? 'suspended' : 'running', 'suspended'),
  profilingMode: (s, { profilingMode }) => bindProfiling(s, profilingMode!),
  scaling: (s, { scaling }) => scaling!._bind(s),
  jobManager: (s, { jobManager }) => bindJobManager(s, jobManager!),
  taskManager: (s, { taskManager }) => bindTaskManager(s, taskManager!),
};

/** Settings that are derived from earlier settings of any property; their order does not matter. */
const FOLLOWING: Steps = {
  loadFactor: (s, { loadFactor }) => bindLoadFactor(s, loadFactor!),
  ingress: (s, { ingress }) => bindIngress(s, ingress!),
  mesh: (s, { mesh }) => mesh!._bind(s),
};

/** Settings of pods that take precedence over all others. */
const PODS: Steps = {
  podTemplate: (s, { podTemplate }) => bindPodTemplate(s, podTemplate!, [...COMPONENTS], 'podTemplate'),
  jobManager: (s, { jobManager }) => bindOwnTemplate(s, jobManager!, FlinkComponent.JOB_MANAGER, 'jobManager.podTemplate'),
  taskManager: (s, { taskManager }) => bindOwnTemplate(s, taskManager!, FlinkComponent.TASK_MANAGER, 'taskManager.podTemplate'),
};

/**
 * Applies the props in increasing order of precedence: typed properties, `flinkConfiguration`, pod templates. Settings that are derived from options
 * are applied after all options are set.
 */
export function bindProps(settings: JobSettings, props: Props): void {
  attempt(settings, 'scheduling', () => bindScheduling(settings, props));
  for (const row of PLAIN_PROPERTIES) attempt(settings, row.prop, () => bindPlain(settings, props, row));
  run(STORAGE, settings, props);
  run(SAID, settings, props);
  attempt(settings, 'flinkConfiguration', () => bindFlinkConfiguration(settings, props.flinkConfiguration ?? {}));
  run(FOLLOWING, settings, props);
  run(PODS, settings, props);
}

function run(steps: Steps, settings: JobSettings, props: Props): void {
  for (const [prop, step] of Object.entries(steps)) {
    if (props[prop as keyof Props] !== undefined) attempt(settings, prop, () => step!(settings, props));
  }
}

/** A value that cannot be read (half a millisecond, an object of another class) results in one more finding, and does not end the synth. */
function attempt(settings: JobSettings, prop: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    // A part of the property may have failed for the same reason before.
    if (settings.findings.some((before) => before.message === message && before.path.startsWith(prop))) return;
    settings.refuse('ARC-12', prop, undefined, message, 'Give it a value of its documented type');
  }
}

function bindPlain(settings: JobSettings, props: Props, { prop, option, field, flip, boundElsewhere }: PlainProperty): void {
  if (boundElsewhere) return;
  const value = prop.split('.').reduce((part: any, step) => part?.[step], props);
  if (value === undefined) return;
  if (field !== undefined) settings.setField(field, value, prop);
  else settings.set(option!, flip ? !value : value, Origin.prop(prop));
}

function bindProfiling(settings: JobSettings, profiling: boolean): void {
  if (profiling) settings.notes.acknowledgements.push({ id: 'ARC-06', reason: 'the job is being profiled: profilingMode' });
}

function bindFlinkConfiguration(settings: JobSettings, configuration: { readonly [key: string]: string }): void {
  for (const [key, value] of Object.entries(configuration)) settings.set(key, value, Origin.flinkConfiguration(key));
}

type Component = JobManagerOptions | TaskManagerOptions;

function bindOwnTemplate(settings: JobSettings, { podTemplate }: Component, component: FlinkComponent, prop: string): void {
  if (podTemplate) bindPodTemplate(settings, podTemplate, [component], prop);
}

function bindJobManager(settings: JobSettings, props: JobManagerOptions): void {
  refuseUnlessCount(settings, 'HA-04', 'jobManager.replicas', props.replicas, 1);
  bindResources(settings, 'jobManager', props);
}

function bindTaskManager(settings: JobSettings, props: TaskManagerOptions): void {
  refuseUnlessCount(settings, 'PAR-03', 'taskManager.slots', props.slots, 1);
  bindResources(settings, 'taskManager', props);
}
