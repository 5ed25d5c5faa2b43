import { Size } from 'cdk8s';
import { call, Expression, list, literal, member, object } from './expression';
import { highAvailabilityOf, Options, plainParts, restartStrategyOf, stateBackendOf, unalignedOf } from './options';
import { podTemplateExpression } from './pod-template';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { readOwnOptions } from '../configuration/options/own-options';
import { derivedMaxParallelism, PYTHON_DRIVER } from '../facts';
import { GuidelineSuppression, readSuppressions } from '../guidelines/suppression';
import { isMap } from '../kubernetes/is-map';
import { NATIVE, STANDALONE } from '../kubernetes/mode';
import { memoryQuantity } from '../kubernetes/quantity';
import { ANNOTATIONS } from '../workload/annotations';
import { FlinkKind, kindOf, specOf } from '../workload/kinds';
import { flatConfiguration } from '../workload/manifests';

/** A manifest of the operator's kinds that is converted to a program. */
export interface Liftable {
  readonly manifest: any;
  /** The Flink version; for a session job that of its cluster. */
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion: OperatorVersion;
  /** Whether every value keeps its spelling. */
  readonly exact: boolean;
  /** The construct that receives the properties. */
  readonly construct: string;
}

/** Properties by name; those that are undefined are not set. */
export type Properties = { readonly [prop: string]: Expression | undefined };

/** The properties that all constructs for a manifest's kind have in common, as far as properties can express it. */
export function propertiesOf({ manifest, flinkVersion, operatorVersion, exact, construct }: Liftable): Properties {
  const spec = specOf(manifest);
  const { holds } = kindOf(manifest) as FlinkKind;
  const options = new Options(flatConfiguration(spec.flinkConfiguration), flinkVersion, operatorVersion, exact);
  const isOfJob = construct !== 'FlinkSessionCluster';
  const cluster = holds.cluster ? clusterProperties(spec, options, operatorVersion, exact) : {};
  return {
    namespace: literal(manifest.metadata.namespace),
    ...holds.cluster && { flinkVersion: versionExpression(flinkVersion), image: text(spec.image) },
    ...isOfJob ? jobProperties(spec, options, exact) : {},
    ...cluster,
    ...stateProperties(options),
    flinkConfiguration: nonEmpty(literal(options.rest)),
    ownOptions: nonEmpty(literal(readOwnOptions(manifest.metadata.annotations?.[ANNOTATIONS.ownOptions]))),
  };
}

/** The suppressions in the manifest. */
export function suppressionsOf(manifest: any): readonly GuidelineSuppression[] {
  return readSuppressions({ manifest, _isFromProgram: false, _inherits: () => false });
}

/** Annotations of this library that a property writes. */
export const WRITTEN_BY_PROPERTIES: readonly string[] = [ANNOTATIONS.suppress, ANNOTATIONS.ownOptions];

function stateProperties(options: Options): Properties {
  return {
    stateBackend: stateBackendOf(options),
    restartStrategy: restartStrategyOf(options),
    checkpointing: group({
      ...plainParts(options, 'checkpointing'),
      unaligned: unalignedOf(options),
      fileMerging: options.taken('execution.checkpointing.file-merging.enabled', 'boolean'),
    }),
  };
}

function jobProperties({ job }: any, options: Options, exact: boolean): Properties {
  const maxParallelism = exact || !isMap(job) ? undefined : maxParallelismOfState(job, options);
  return {
    ...isMap(job) ? jobFields(job, options) : {},
    savepoints: group(plainParts(options, 'savepoints')),
    ...plain(options, ['runtimeMode', 'maxParallelism', 'objectReuse', 'requireOperatorUids', 'forbidGenericTypes']),
    ...maxParallelism && { maxParallelism },
  };
}

/**
 * The max parallelism with which the state of the running job was written, if Flink derived it: with the default of the guidelines the state could
 * not be restored.
 */
function maxParallelismOfState({ parallelism, upgradeMode }: any, options: Options): Expression | undefined {
  const keepsState = Object.hasOwn(UPGRADE_MODES, String(upgradeMode)) && upgradeMode !== 'stateless';
  const isDerived = options.text('pipeline.max-parallelism') === undefined && Number.isInteger(parallelism) && parallelism >= 1;
  return keepsState && isDerived ? literal(derivedMaxParallelism(parallelism)) : undefined;
}

function jobFields(job: any, options: Options): Properties {
  const mode = Object.hasOwn(UPGRADE_MODES, String(job.upgradeMode)) ? UPGRADE_MODES[job.upgradeMode] : undefined;
  return {
    artifact: artifactOf(job),
    parallelism: number(job.parallelism),
    initialSavepointPath: text(job.initialSavepointPath),
    allowNonRestoredState: boolean(job.allowNonRestoredState),
    suspended: job.state === 'suspended' || job.state === 'running' ? literal(job.state === 'suspended') : undefined,
    upgradeMode: mode?.(options),
  };
}

const MAXIMUM_AGE = 'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age';

const UPGRADE_MODES: { readonly [mode: string]: (options: Options) => Expression } = {
  'savepoint': () => call('UpgradeMode.savepoint'),
  'last-state': (options) => call('UpgradeMode.lastState', group({ maxAllowedCheckpointAge: options.taken(MAXIMUM_AGE, 'duration') })),
  'stateless': () => call('UpgradeMode.stateless', literal({ acknowledgeStateLoss: true })),
};

/** The job's code; undefined if no artifact renders the same fields. */
function artifactOf({ jarURI, entryClass, args }: any): Expression | undefined {
  const areArguments = args === undefined || (Array.isArray(args) && args.every((arg) => typeof arg === 'string'));
  if (!areArguments || (entryClass !== undefined && typeof entryClass !== 'string')) return undefined;
  if (typeof jarURI === 'string') return call('JobArtifact.jar', literal(jarURI), group({ entryClass: text(entryClass), args: args && literal(args) }));
  const factory = PYTHON[args?.[0]];
  if (jarURI !== undefined || entryClass !== PYTHON_DRIVER || factory === undefined || args.length < 2) return undefined;
  return call(factory, literal(args[1]), args.length > 2 ? object({ args: literal(args.slice(2)) }) : undefined);
}

const PYTHON: { readonly [flag: string]: string } = { '-py': 'JobArtifact.python', '-pym': 'JobArtifact.pythonModule' };

function clusterProperties(spec: any, options: Options, operator: OperatorVersion, exact: boolean): Properties {
  const component = (field: any, more: Properties) => group({
    ...more,
    ...resources(field?.resource, exact),
    podTemplate: podTemplateExpression(field?.podTemplate, operator.minor),
  });
  return {
    mode: modeOf(spec),
    highAvailability: highAvailabilityOf(options),
    jobManager: component(spec.jobManager, { replicas: number(spec.jobManager?.replicas) }),
    taskManager: component(spec.taskManager, { slots: options.plain('taskManager.slots') }),
    ...plain(options, ['bufferDebloating', 'hadoopConfiguration', 'rollback']),
  };
}

/** Set only if it is set in the manifest. */
function modeOf({ mode, taskManager }: any): Expression | undefined {
  if (mode === NATIVE) return call('DeploymentMode.native');
  const taskManagers = number(taskManager?.replicas);
  return mode === STANDALONE ? call('DeploymentMode.standalone', group({ taskManagers })) : undefined;
}

function resources(resource: any, exact: boolean): Properties {
  return {
    cpu: number(resource?.cpu),
    memory: memory(resource?.memory, exact),
    ephemeralStorage: storage(resource?.ephemeralStorage),
  };
}

/** Memory is rendered in Flink's own unit for MiB. Other spellings of whole MiB have the same meaning. */
function memory(written: unknown, exact: boolean): Expression | undefined {
  const [, digits, unit] = /^(\d+) ?(m|mb|mib|mi|g|gb|gib|gi)$/i.exec(String(written)) ?? [];
  if (digits === undefined || (exact && written !== `${digits}m`)) return undefined;
  // Kubernetes reads M and G as powers of ten
  if (/^[MG]$/.test(unit)) return undefined;
  return sizeExpression(Number(digits) * (/^g/i.test(unit) ? 1024 : 1));
}

function storage(written: unknown): Expression | undefined {
  const [, digits, unit] = /^(\d+)(Mi|Gi)$/.exec(String(written)) ?? [];
  if (digits === undefined) return undefined;
  const mebibytes = Number(digits) * (unit === 'Gi' ? 1024 : 1);
  return memoryQuantity(mebibytes) === written ? sizeExpression(mebibytes) : undefined;
}

function sizeExpression(mebibytes: number): Expression | undefined {
  if (!Number.isSafeInteger(mebibytes) || mebibytes === 0) return undefined;
  const factory: keyof typeof Size & string = mebibytes % 1024 === 0 ? 'gibibytes' : 'mebibytes';
  return call(`Size.${factory}`, literal(factory === 'gibibytes' ? mebibytes / 1024 : mebibytes));
}

const CONSTANTS: { readonly [minor: string]: string } = Object.fromEntries(
  Object.entries(FlinkVersion).filter(([, version]) => version instanceof FlinkVersion).map(([name, { minor }]) => [minor, name]));

function versionExpression({ minor }: FlinkVersion): Expression {
  return Object.hasOwn(CONSTANTS, minor) ? member(`FlinkVersion.${CONSTANTS[minor]}`) : call('FlinkVersion.of', literal(minor));
}

function plain(options: Options, props: readonly string[]): Properties {
  return Object.fromEntries(props.map((prop) => [prop, options.plain(prop)]));
}

/** A map of properties; undefined if it would be empty. */
export function group(parts: Properties): Expression | undefined {
  return Object.values(parts).every((part) => part === undefined) ? undefined : object(parts);
}

function nonEmpty(expression: Expression): Expression | undefined {
  return Object.keys(expression.value).length === 0 ? undefined : expression;
}

function text(value: unknown): Expression | undefined {
  return typeof value === 'string' ? literal(value) : undefined;
}

function number(value: unknown): Expression | undefined {
  return typeof value === 'number' ? literal(value) : undefined;
}

function boolean(value: unknown): Expression | undefined {
  return typeof value === 'boolean' ? literal(value) : undefined;
}

/** Guideline suppressions in the form of the property. */
export function suppressionList(suppressions: readonly GuidelineSuppression[]): Expression | undefined {
  if (suppressions.length === 0) return undefined;
  const written = suppressions.map(({ id, path, reason }) => object({ id: literal(id), path: text(path), reason: literal(reason) }));
  return object({ suppress: list(written) });
}
