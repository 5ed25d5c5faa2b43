import { call, Expression, literal, member, object } from './expression';
import { Options } from './options';
import { ReadObject } from './plan';
import { podTemplateExpression } from './pod-template';
import { group, Properties, propertiesOf, suppressionList, suppressionsOf, WRITTEN_BY_PROPERTIES } from './props';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { OptionNames } from '../configuration/options/option-names';
import { GuidelineSuppression } from '../guidelines';
import { PLAIN_PROPERTIES } from '../job/plain-properties';
import { isMap } from '../kubernetes/is-map';
import { mergePodTemplates } from '../kubernetes/merge';
import { valueAt } from '../kubernetes/value-at';
import { API_VERSION, kindOf, specOf } from '../workload/kinds';
import { flatConfiguration } from '../workload/manifests';

/**
 * How an object of the input becomes part of the program:
 *
 * - `production`: a construct that adds the defaults of the guidelines, and the additional objects of the job
 * - `exact`: a construct that renders exactly the manifest
 * - `kept`: the manifest itself
 */
export type Treatment = 'production' | 'exact' | 'kept';

/** Input for the properties of a construct. */
export interface Subject {
  readonly read: ReadObject;
  readonly treatment: Treatment;
  /** The Flink version; for a session job that of its cluster. */
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion: OperatorVersion;
  readonly suppressions: readonly GuidelineSuppression[];
  /** Options and fields of the spec that are left to the guidelines. */
  readonly dropped: readonly string[];
  /** Kinds of additional objects that the input contains under the names that the construct would use. */
  readonly ownCompanions: readonly string[];
}

/** Whether a construct exists for the kind of a manifest. */
export function isForConstruct({ object: manifest }: ReadObject): boolean {
  const kind = kindOf(manifest);
  return manifest.apiVersion === API_VERSION && kind !== undefined && (kind.holds.cluster || kind.holds.job);
}

/** The class that renders a manifest. */
export function constructOf({ read: { object: manifest }, treatment }: Pick<Subject, 'read' | 'treatment'>): string {
  if (manifest.kind === 'FlinkSessionJob' || treatment !== 'production') return manifest.kind;
  return specOf(manifest).job === undefined ? 'FlinkSessionCluster' : 'ProductionFlinkJob';
}

/** Why no construct can render a manifest; undefined if one can. */
export function obstacle(subject: Subject): string | undefined {
  const { read: { object: manifest }, treatment } = subject;
  const spec = specOf(manifest);
  if (!isMap(spec)) return 'it has no spec';
  const isSessionJob = manifest.kind === 'FlinkSessionJob';
  if (!isSessionJob && typeof spec.image !== 'string') return 'spec.image is missing';
  if (!isSessionJob && !/^v\d+_\d+$/.test(String(spec.flinkVersion))) return 'spec.flinkVersion is missing, or no version';
  if (spec.serviceAccount !== undefined && typeof spec.serviceAccount !== 'string') return 'spec.serviceAccount is no text';
  if ((isSessionJob || spec.job !== undefined) && !isMap(spec.job)) return 'spec.job is missing, or no map';
  const props = propertiesOf({ ...subject, manifest, exact: treatment !== 'production', construct: constructOf(subject) });
  if (spec.job !== undefined && !props.artifact) return 'spec.job.jarURI is missing';
  if (isSessionJob && !props.parallelism) return 'spec.job.parallelism is missing';
  if (treatment !== 'production' || isSessionJob) return undefined;
  if (spec.job !== undefined && !props.parallelism) return 'spec.job.parallelism is missing';
  if (storageOf(subject) === undefined) return 'it names no directory of an object store for checkpoints';
  const isUntyped = (template: unknown) => template !== undefined && !podTemplateExpression(template, subject.operatorVersion.minor);
  const untyped = ['jobManager.podTemplate', 'taskManager.podTemplate', 'podTemplate'].find((path) => isUntyped(valueAt(spec, path.split('.'))));
  return untyped && `spec.${untyped} has fields that k8s.PodTemplateSpec lacks`;
}

/**
 * What a construct must render: the manifest, without what is left to its guidelines, with the pod template in the form that the construct renders.
 */
export function target(subject: Subject): any {
  const { read: { object: manifest }, treatment, dropped } = subject;
  const copy = structuredClone(manifest);
  const spec = specOf(copy);
  dropFrom(spec, dropped, subject);
  if (treatment !== 'production' || spec.podTemplate === undefined) return copy;
  for (const component of ['jobManager', 'taskManager']) {
    spec[component] = { ...spec[component], podTemplate: mergePodTemplates([spec.podTemplate, spec[component]?.podTemplate]) };
  }
  delete spec.podTemplate;
  return copy;
}

/** Removes options, by any of their names, and fields from a spec. */
function dropFrom(spec: any, dropped: readonly string[], { flinkVersion, operatorVersion }: Subject): void {
  if (dropped.length === 0) return;
  const names = OptionNames.of(flinkVersion, operatorVersion);
  const isDropped = (key: string) => [key, ...names.resolve(key).keys].some((name) => dropped.includes(name));
  const options = Object.entries(flatConfiguration(spec.flinkConfiguration));
  if (options.some(([key]) => isDropped(key))) spec.flinkConfiguration = Object.fromEntries(options.filter(([key]) => !isDropped(key)));
  for (const path of dropped) {
    const steps = path.split('.');
    const holder = steps.slice(0, -1).reduce((part, step) => part?.[step], spec);
    if (isMap(holder) && steps.length > 1) delete holder[steps.at(-1)!];
  }
}

/**
 * The properties of the construct.
 *
 * @param name the name, if it differs from the id of the construct
 */
export function propsOf(subject: Subject, name: string | undefined): Expression {
  const { read: { object: manifest }, treatment, suppressions } = subject;
  const construct = constructOf(subject);
  const isProduction = treatment === 'production' && manifest.kind !== 'FlinkSessionJob';
  const lifted = structuredClone(manifest);
  dropFrom(specOf(lifted), isProduction ? [...subject.dropped, ...directoriesOf(subject)] : subject.dropped, subject);
  const properties = propertiesOf({ ...subject, manifest: lifted, exact: treatment !== 'production', construct });
  const { namespace, flinkVersion, image, artifact, parallelism, ...rest } = properties;
  const more = manifest.kind === 'FlinkSessionJob' ? { alerts: hasOwnAlerts(subject) ? literal({ enabled: false }) : undefined }
    : isProduction ? productionProperties(subject) : plainProperties(manifest);
  return object({
    name: name === undefined ? undefined : literal(name),
    // the fields that readers look for first
    ...{ namespace, flinkVersion, image, artifact, parallelism },
    ...more,
    ...rest,
    guidelines: suppressionList([...suppressionsOf(manifest), ...suppressions]),
  });
}

/** Whether the alerts of a session job differ from those of the construct. */
function hasOwnAlerts({ treatment, ownCompanions }: Subject): boolean {
  return treatment !== 'production' || ownCompanions.includes('PrometheusRule');
}

function plainProperties(manifest: any): Properties {
  const { serviceAccount } = specOf(manifest);
  return { serviceAccountName: serviceAccount === undefined ? undefined : literal(serviceAccount), ...timing(manifest) };
}

function productionProperties(subject: Subject): Properties {
  const { read: { object: manifest }, operatorVersion, ownCompanions } = subject;
  const { serviceAccount, podTemplate } = specOf(manifest);
  const off = (...kinds: string[]) => kinds.some((kind) => ownCompanions.includes(kind)) ? literal({ enabled: false }) : undefined;
  return {
    storage: storageOf(subject),
    blueGreen: manifest.kind === 'FlinkBlueGreenDeployment' ? group(timing(manifest)) ?? object({}) : undefined,
    podTemplate: podTemplate === undefined ? undefined : podTemplateExpression(podTemplate, operatorVersion.minor),
    serviceAccount: serviceAccount === undefined ? off('ServiceAccount', 'Role', 'RoleBinding') : literal({ name: serviceAccount }),
    networkPolicy: off('NetworkPolicy'),
    monitoring: group({
      collector: ['Service', 'ServiceMonitor', 'PodMonitor'].some((kind) => ownCompanions.includes(kind)) ? member('MetricsCollector.NONE') : undefined,
      alerts: off('PrometheusRule'),
    }),
    disruptionBudget: off('PodDisruptionBudget'),
  };
}

const TIMING = {
  abortGracePeriod: 'kubernetes.operator.bluegreen.abort.grace-period',
  deploymentDeletionDelay: 'kubernetes.operator.bluegreen.deployment-deletion.delay',
} as const;

function timing({ kind, spec }: any): Properties {
  if (kind !== 'FlinkBlueGreenDeployment' || !isMap(spec.configuration)) return {};
  const options = new Options(flatConfiguration(spec.configuration), FlinkVersion.V1_20, OperatorVersion.V1_16, true);
  return Object.fromEntries(Object.entries(TIMING).map(([prop, option]) => [prop, options.expression(option, 'duration')]));
}

const STORES: { readonly [scheme: string]: readonly [factory: string, ...options: [prop: string, constant: string][]] } = {
  s3: ['s3'],
  s3a: ['s3'],
  s3p: ['s3', ['fileSystem', 'S3FileSystem.PRESTO']],
  gs: ['gcs'],
  abfs: ['azure'],
  abfss: ['azure'],
  wasb: ['azure'],
  wasbs: ['azure'],
};

/** The storage of checkpoints. The file system plugin is already installed by the image or the pod template. */
function storageOf(subject: Subject): Expression | undefined {
  const directory = checkpointDirectory(subject);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^/]/.exec(directory ?? '')?.[1] ?? '';
  const { name, namespace } = subject.read.object.metadata;
  const root = directory?.replace(new RegExp(`/+${namespace}/${name}/checkpoints/*$`), '');
  if (scheme === 'hdfs') return call('DurableStorage.hdfs', literal(root));
  if (!Object.hasOwn(STORES, scheme)) return undefined;
  const [factory, ...constants] = STORES[scheme];
  const options = { pluginInImage: literal(true), ...Object.fromEntries(constants.map(([prop, constant]) => [prop, member(constant)])) };
  return call(`DurableStorage.${factory}`, literal(root), object(options));
}

function checkpointDirectory({ read: { object: manifest }, flinkVersion, operatorVersion }: Subject): string | undefined {
  return new Options(flatConfiguration(specOf(manifest).flinkConfiguration), flinkVersion, operatorVersion, false).text('execution.checkpointing.dir');
}

/** Options of directories that are derived from the storage. */
function directoriesOf(subject: Subject): string[] {
  const { metadata: { name, namespace } } = subject.read.object;
  const own = `/${namespace}/${name}/`;
  const directory = checkpointDirectory(subject) ?? '';
  if (!directory.endsWith(`${own}checkpoints`)) return [];
  const root = directory.slice(0, -'checkpoints'.length);
  const flat = flatConfiguration(specOf(subject.read.object).flinkConfiguration);
  return Object.keys(flat).filter((key) => ['checkpoints', 'savepoints', 'ha'].some((each) => flat[key] === root + each));
}

type Texts = { [name: string]: string };

/** Metadata that the program adds to the object; only strings. */
export function metadataOf({ object: { metadata } }: ReadObject): { readonly labels: Texts; readonly annotations: Texts } {
  const texts = (map: unknown): Texts => Object.fromEntries(Object.entries(isMap(map) ? map : {}).filter(([, value]) => typeof value === 'string'));
  const annotations = texts(metadata.annotations);
  for (const name of WRITTEN_BY_PROPERTIES) delete annotations[name];
  return { labels: texts(metadata.labels), annotations };
}

/** The option or field of the spec that a finding is about, as named in a manifest; undefined if the finding is about something else. */
export function optionOrField(place: string): string | undefined {
  const option = /\['([^']+)'\]$/.exec(place)?.[1];
  if (option !== undefined && /^(spec\.)?(template\.spec\.)?flinkConfiguration\[/.test(place)) return option;
  const row = PLAIN_PROPERTIES.find(({ prop }) => prop === place);
  return row?.option ?? row?.field ?? (/^spec\.[\w.]+$/.test(place) ? place.replace(/^spec\.(template\.spec\.)?/, '') : undefined);
}

