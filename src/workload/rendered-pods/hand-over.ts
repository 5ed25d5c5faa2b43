import { mergeAsOperator } from './operator-merge';
import { PodRejection } from './pod-options';
import { jobSpec, podTemplate } from './shapes';
import { FlinkVersion } from '../../configuration';
import { CATALOGUED_FLINK_VERSIONS } from '../../configuration/options/flink-version';
import { flag, hasHighAvailability, isStandalone, resourcesOf } from '../../facts';
import { COMPONENT_FIELDS, ComponentField } from '../../kubernetes/component';
import { MAIN_CONTAINER } from '../../kubernetes/names';
import { FlinkProcess } from '../../memory';
import { memoryOf } from '../memory';
import { Workload } from '../workload';

/** What the operator passes to Flink for a FlinkDeployment before Flink creates the pods. */
export interface HandOver {
  readonly name: string;
  readonly namespace: string;
  readonly flinkVersion: FlinkVersion;
  /** The generation of the FlinkDeployment, which the API server counts. */
  readonly generation: number;
  /** All Flink options, including those from the spec. */
  readonly options: ReadonlyMap<string, string>;
  /** The pod template of the JobManager. */
  readonly jobManagerTemplate: any;
  /** The pod template of TaskManagers; undefined if none is set. */
  readonly taskManagerTemplate: any | undefined;
  /** Whether the operator creates the TaskManagers instead of Flink. */
  readonly standalone: boolean;
  /** Whether high availability is enabled, so that a new JobManager recovers the state of the previous one. */
  readonly highlyAvailable: boolean;
  /** The job; undefined for a session cluster. */
  readonly job: any | undefined;
  /** The log configuration files, besides Flink's own. */
  readonly logFiles: readonly string[];
}

/** In the order in which they are mounted. */
const LOG_FILES = ['logback-console.xml', 'log4j-console.properties'];


/** Performs the steps of the operator. */
export function handOver(workload: Workload, operatorLogFiles: readonly string[]): HandOver {
  const { minor } = workload.flinkVersion;
  if (!CATALOGUED_FLINK_VERSIONS.includes(minor)) throw new PodRejection(`flinkVersion ${minor} is none of ${CATALOGUED_FLINK_VERSIONS.join(', ')}`);
  const logConfiguration = workload.field('logConfiguration');
  return {
    name: workload.name,
    namespace: workload.namespace,
    flinkVersion: workload.flinkVersion,
    generation: workload.manifest.metadata?.generation ?? 1,
    options: options(workload),
    jobManagerTemplate: withStartupProbe(template(workload, 'jobManager') ?? {}, workload),
    taskManagerTemplate: template(workload, 'taskManager'),
    standalone: isStandalone(workload),
    highlyAvailable: hasHighAvailability(workload),
    job: jobSpec(workload.field('job')),
    logFiles: LOG_FILES.filter((file) => logConfiguration === undefined ? operatorLogFiles.includes(file) : logConfiguration[file] !== undefined),
  };
}

function options(workload: Workload): Map<string, string> {
  const all = new Map(Object.entries(workload._configuration.toMap()));
  const set = (key: string, value: any) => { if (value !== undefined && value !== '') all.set(key, typeof value === 'object' ? JSON.stringify(value) : String(value)); };
  set('kubernetes.container.image.ref', workload.field('image'));
  set('kubernetes.container.image.pull-policy', workload.field('imagePullPolicy'));
  set('kubernetes.service-account', workload.field('serviceAccount'));
  for (const component of COMPONENT_FIELDS) {
    const { cpu, limitFactors } = resourcesOf(workload, component);
    const prefix = `kubernetes.${component.toLowerCase()}`;
    set(`${prefix}.cpu.amount`, cpu);
    set(`${prefix}.cpu.limit-factor`, limitFactors.cpu);
    set(`${prefix}.memory.limit-factor`, limitFactors.memory);
  }
  set('jobmanager.memory.process.size', processSize(workload, 'jobmanager', 'jobManager'));
  set('taskmanager.memory.process.size', processSize(workload, 'taskmanager', 'taskManager'));
  set('kubernetes.cluster-id', workload.name);
  set('kubernetes.namespace', workload.namespace);
  return all;
}

/** The process size in bytes, if a field sets it. */
function processSize(workload: Workload, process: FlinkProcess, component: string): string | undefined {
  const { result, options: told } = memoryOf(workload, process);
  if (!result.ok) throw new PodRejection(`the ${component}'s memory: ${result.reason}`);
  return told.get(`${process}.memory.process.size`);
}

/** The pod template of a component: the common one, its own, and resources for which Flink has no option. */
function template(workload: Workload, component: ComponentField): any | undefined {
  const byName = flag(workload, 'kubernetes.operator.pod-template.merge-arrays-by-name');
  const [common, own] = ['podTemplate', `${component}.podTemplate`].map((field) => podTemplate(workload.field(field), `spec.${field}`));
  const merged = mergeAsOperator(common, own, byName);
  const { requests, limits } = resourcesOf(workload, component).others;
  if (Object.keys({ ...requests, ...limits }).length === 0) return merged;
  return withMainContainer(merged ?? {}, (container) => ({
    ...container,
    resources: {
      ...container.resources,
      limits: { ...container.resources?.limits, ...limits },
      requests: { ...container.resources?.requests, ...requests },
    },
  }));
}

/** The operator considers a JobManager started when its REST API responds, however long that takes. */
function withStartupProbe(jobManager: any, workload: Workload): any {
  if (!flag(workload, 'kubernetes.operator.jm-deployment.startup.probe.enabled')) return jobManager;
  const startupProbe = { failureThreshold: 2 ** 31 - 1, httpGet: { path: '/config', port: 'rest' }, periodSeconds: 1 };
  return withMainContainer(jobManager, (container, first) => first ? { startupProbe, ...container } : container);
}

/** Changes the main container of a template; if there is none, it is appended. A merge by position may have created two. */
function withMainContainer(pod: any, change: (container: any, first: boolean) => any): any {
  const containers: any[] = pod.spec?.containers ?? [];
  const first = containers.findIndex(({ name }) => name === MAIN_CONTAINER);
  const all = first < 0 ? [...containers, { name: MAIN_CONTAINER }] : containers;
  const changed = all.map((container, i) => container.name === MAIN_CONTAINER ? change(container, first < 0 || i === first) : container);
  return { ...pod, spec: { ...pod.spec, containers: changed } };
}
