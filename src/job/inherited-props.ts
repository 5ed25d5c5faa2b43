import { FlinkDeploymentProps } from './flink-deployment-props';
import { RuntimeMode } from './runtime-mode';
import { FlinkDefaultsOptions } from '../companions/defaults';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { OPTION } from '../facts';
import { hasRegistry } from '../kubernetes/image-name';
import { clusterLabels } from '../kubernetes/labels';
import { DNS_LABEL, isSubdomain, LABEL_VALUE, NameSyntax, QUALIFIED_NAME } from '../kubernetes/name-syntax';

type Props = Partial<FlinkDeploymentProps>;

/** Properties of a job, and the names of those that come from its scopes. */
export interface EffectiveProps<P extends Props> {
  readonly props: P;
  /** The names of the properties, and `flinkConfiguration['<key>']` for single options. */
  readonly inherited: ReadonlySet<string>;
}

/** Defaults that are properties of a job with the same name. */
const AS_PROPERTIES = [
  'storage', 'checkpointing', 'savepoints', 'stateBackend', 'restartStrategy', 'highAvailability', 'jvm', 'logging', 'scheduling', 'identity', 'mesh', 'reporters', 'runAsUser',
] as const;
/** Properties that do not apply to batch jobs. */
const OF_STREAMS: readonly string[] = ['checkpointing', 'savepoints', 'stateBackend'];
const MAPS = ['secretEnv', 'flinkConfiguration'] as const;

/** The properties of a job, completed with the defaults of its scopes. The properties of the job take precedence. */
export function withDefaults<P extends Props>(props: P, defaults: FlinkDefaultsOptions): EffectiveProps<P> {
  const inherited = new Set<string>();
  const effective: any = { ...props };
  const isBatch = isBatchJob(props);
  for (const prop of AS_PROPERTIES) {
    if (isBatch && OF_STREAMS.includes(prop)) continue;
    if (props[prop] !== undefined || defaults[prop] === undefined) continue;
    effective[prop] = defaults[prop];
    inherited.add(prop);
  }
  for (const map of MAPS) {
    if (defaults[map] === undefined) continue;
    const own: { readonly [key: string]: unknown } = props[map] ?? {};
    for (const key of Object.keys(defaults[map])) if (own[key] === undefined) inherited.add(`${map}['${key}']`);
    effective[map] = { ...defaults[map], ...own };
  }
  if (defaults.imageRegistry !== undefined && typeof props.image === 'string' && !hasRegistry(props.image)) effective.image = `${defaults.imageRegistry}/${props.image}`;
  return { props: effective, inherited };
}

function isBatchJob({ runtimeMode, flinkConfiguration }: Props): boolean {
  return String(flinkConfiguration?.[OPTION.RUNTIME_MODE] ?? runtimeMode ?? '').toUpperCase() === RuntimeMode.BATCH;
}

/** Applies the defaults for pods, and reports invalid names in them. */
export function bindDefaults(settings: JobSettings, { imagePullSecrets = [], labels = {}, annotations = {} }: FlinkDefaultsOptions): void {
  const refuse = (path: string, value: string, syntax: NameSyntax) => {
    const nearest = syntax.nearest(value);
    settings.refuse('ARC-12', `FlinkDefaults.${path}`, value, `must be a name that Kubernetes accepts: ${syntax.words}`, nearest === undefined ? 'Correct it' : `Write "${nearest}"`);
  };
  for (const [map, entries] of Object.entries({ labels, annotations })) {
    for (const key of Object.keys(entries)) if (!QUALIFIED_NAME.allows(key)) refuse(map, key, QUALIFIED_NAME);
  }
  for (const [key, value] of Object.entries(labels)) {
    if (key in clusterLabels('', undefined) || key === 'component') {
      settings.refuse('ARC-12', `FlinkDefaults.labels['${key}']`, value, 'must not be a label of Flink, by which its pods are selected', 'Choose another name, such as "example.com/team"');
    } else if (!LABEL_VALUE.allows(value)) {
      refuse(`labels['${key}']`, value, LABEL_VALUE);
    }
  }
  imagePullSecrets.forEach((name, i) => {
    if (!isSubdomain(name)) refuse(`imagePullSecrets[${i}]`, name, DNS_LABEL);
  });
  if (!settings.holds.cluster) return;
  const metadata = { ...nonEmpty('labels', labels), ...nonEmpty('annotations', annotations) };
  const fragment = {
    ...nonEmpty('metadata', metadata),
    ...imagePullSecrets.length === 0 ? {} : { spec: { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } },
  };
  if (Object.keys(fragment).length > 0) settings.inTheNameOf(Origin.prop('FlinkDefaults'), () => settings.addToBothPods(fragment));
}

/** A manifest with the labels and annotations of all objects, unless it sets them itself. */
export function withDefaultMetadata(manifest: any, { labels, annotations }: FlinkDefaultsOptions): any {
  const { metadata = {} } = manifest;
  return {
    ...manifest,
    metadata: { ...metadata, ...nonEmpty('labels', { ...labels, ...metadata.labels }), ...nonEmpty('annotations', { ...annotations, ...metadata.annotations }) },
  };
}

function nonEmpty(name: string, map: object): object {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}
