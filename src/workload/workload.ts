import { ANNOTATIONS } from './annotations';
import { CompanionIndex } from './companion-index';
import { declarations } from './declarations';
import { FlinkKind, kindOf, KINDS } from './kinds';
import { flatConfiguration } from './manifests';
import { WorkloadSet } from './workload-set';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { isClusterOption } from '../configuration/options/cluster-options';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { NEWEST_OPERATOR_VERSION, OPERATORS_FLINK } from '../configuration/options/operator-version';
import { readOwnOptions } from '../configuration/options/own-options';
import { FlinkConfiguration } from '../configuration/said/flink-configuration';
import { JobNotes, noNotes } from '../configuration/said/job-notes';
import { Origin } from '../configuration/said/origin';
import { isOfficialImage } from '../kubernetes/image-name';
import { textOf } from '../kubernetes/text-of';
import { valueAt } from '../kubernetes/value-at';

/**
 * Options for a manifest that does not contain everything that is needed to check it.
 * @internal
 */
export interface WorkloadOptions {
  readonly operatorVersion?: OperatorVersion;
  /** Overrides the Flink version of the manifest. */
  readonly flinkVersion?: FlinkVersion;
  /** Location of the manifest, for findings on other manifests that conflict with it. Expensive to compute. */
  readonly whereabouts?: () => string;
  /** The session cluster of a session job. */
  readonly cluster?: Workload;
}

/**
 * Facts about a manifest that are known only to the program that renders it.
 * @internal
 */
export interface ProgramFacts extends WorkloadOptions {
  readonly configuration: FlinkConfiguration;
  /** The Java version of the image. */
  readonly javaVersion: number;
  /** Guidelines whose suppression comes from a scope with several jobs. An unused one is not reported for a single job. */
  readonly inherited: readonly string[];
  /** Whether the manifest is rendered by Helm before it is applied. */
  readonly isHelmChart: () => boolean;
  /** Settings that no field of the manifest contains. */
  readonly notes: JobNotes;
  /** The name of a field or an option in the program. */
  readonly where: (fieldOrOption: string) => string;
}

/**
 * What guidelines check, and what the additional objects of a job are derived from: one FlinkDeployment, FlinkBlueGreenDeployment or FlinkSessionJob,
 * its effective configuration, and the objects around it.
 */
export class Workload {
  /** @internal */
  public static _of(manifest: any, options: WorkloadOptions | ProgramFacts = {}): Workload {
    return new Workload(manifest, options);
  }

  /** The kind, such as `FlinkDeployment`. */
  public readonly kind: string;
  /** The name. */
  public readonly name: string;
  /** The namespace; `default` if the manifest sets none. */
  public readonly namespace: string;
  /** The Flink version. */
  public readonly flinkVersion: FlinkVersion;
  /** The operator version. */
  public readonly operatorVersion: OperatorVersion;
  /** The complete manifest, as it is sent to the API server. */
  public readonly manifest: any;

  /** @internal */
  public readonly _configuration: FlinkConfiguration;
  /**
   * The Java version of the image, if known.
   * @internal
   */
  public readonly _javaVersion?: number;
  /** @internal */
  public _set?: WorkloadSet;
  /**
   * The session cluster of a session job, if known.
   * @internal
   */
  public readonly _cluster?: Workload;

  /**
   * The spec of the FlinkDeployment, at its place in the manifest.
   * @internal
   */
  public readonly _spec: any;

  private readonly program?: ProgramFacts;
  private readonly flinkKind: FlinkKind;
  private readonly remembered = new Map<string, unknown>();

  /** With `child`, one of the FlinkDeployments that the operator creates for the manifest; it shares the configuration. */
  private constructor(manifest: any, private readonly options: WorkloadOptions | ProgramFacts, child?: Pick<Workload, 'name' | '_configuration'>) {
    this.manifest = manifest;
    this.program = 'configuration' in options ? options : undefined;
    this.flinkKind = kindOf(manifest) ?? KINDS.FlinkDeployment;
    this.kind = this.flinkKind.kind;
    // `metadata:` without a value is null
    const metadata = manifest.metadata ?? {};
    this._spec = valueAt(manifest, this.flinkKind.specPath ?? ['spec']);
    const spec = this._spec ?? {};
    this.name = child?.name ?? textOf(metadata.name);
    this.namespace = textOf(metadata.namespace ?? 'default');
    this._cluster = options.cluster;
    this.flinkVersion = options.flinkVersion ?? options.cluster?.flinkVersion ?? FlinkVersion._of(textOf(spec.flinkVersion));
    this.operatorVersion = options.operatorVersion ?? NEWEST_OPERATOR_VERSION;
    this._javaVersion = this.program?.javaVersion ?? javaOfImage(textOf(spec.image), this.flinkVersion);
    this._configuration = child?._configuration ?? this.program?.configuration ?? readConfiguration(this, spec.flinkConfiguration);
  }

  /**
   * Location of the manifest.
   * @internal
   */
  public get _whereabouts(): string | undefined {
    return this.options.whereabouts?.();
  }

  /** The value of a Flink or operator option, by its current or a deprecated key; undefined if it is not set. */
  public option(key: string): string | undefined {
    return this._configuration.get(key);
  }

  /** The effective value of an option: the value that is set, or Flink's default. Empty if there is neither. */
  public effectiveOption(key: string): string {
    return this._configuration.effective(key);
  }

  /** A field of the spec by its path, such as `job.parallelism`. */
  public field(path: string): any {
    return valueAt(this._spec, path.split('.'));
  }

  /** The declared slot sharing groups, each with its parallelism. */
  public get slotSharingGroups(): { readonly [group: string]: number } {
    return declarations(this).slotSharingGroups;
  }

  /** The other objects of the App or the manifests: those in the same namespace, and those without a namespace. */
  public get companions(): any[] {
    return this._set?.companionsOf(this) ?? [];
  }

  /**
   * The companions that an index contains, without a scan of all others.
   * @internal
   */
  public _companionsIn(index: CompanionIndex, values?: readonly unknown[]): readonly any[] {
    return this._set?.companionsIn(index, this, values) ?? [];
  }

  /** The other jobs and clusters of the same App or the same manifests. */
  public get fleet(): Workload[] {
    return this._set?.workloads.filter((other) => other !== this) ?? [];
  }

  /**
   * The location of a field, such as `job.parallelism`, or of an option, as the author of the job writes it: a property, or a path in the manifest.
   */
  public where(fieldOrOption: string): string {
    if (this.program) return this.program.where(fieldOrOption);
    if (/^(metadata\.|apiVersion$|kind$)/.test(fieldOrOption)) return fieldOrOption;
    const spec = this._specPath;
    if (fieldOrOption === 'spec' || fieldOrOption.startsWith('spec.')) return `${spec}${fieldOrOption.slice('spec'.length)}`;
    const entry = this._configuration.entry(fieldOrOption);
    if (entry?.origin.kind === 'manifest') return entry.origin.source;
    const { reader, later, keys } = this._configuration.names.resolve(fieldOrOption);
    return reader === 'unknown' ? `${spec}.${fieldOrOption}` : `${spec}.flinkConfiguration['${later ? keys[0] : fieldOrOption}']`;
  }

  /**
   * The path of the FlinkDeployment's spec in the manifest, such as `spec.template.spec`.
   * @internal
   */
  public get _specPath(): string {
    return (this.flinkKind.specPath ?? ['spec']).join('.');
  }

  /**
   * What the workload contains: processes, a job, or both.
   * @internal
   */
  public get _holds(): { readonly cluster: boolean; readonly job: boolean } {
    return this.flinkKind.holds;
  }

  /**
   * Whether it is unknown if an option is set: the session cluster of the session job may set it, and is not among the manifests.
   * @internal
   */
  public _isUnknown(fieldOrOption: string): boolean {
    return !this.flinkKind.holds.cluster && this._cluster === undefined && this.option(fieldOrOption) === undefined
      && this._configuration.names.resolve(fieldOrOption).reader !== 'unknown';
  }

  /**
   * The FlinkDeployments that result from the manifest: itself, or one for each colour.
   * @internal
   */
  public get _deployments(): readonly Workload[] {
    return this._remember('deployments', () => this.flinkKind.deploymentNames(textOf(this.manifest.metadata?.name))
      .map((name) => name === this.name ? this : new Workload(this.manifest, this.options, { name, _configuration: this._configuration })));
  }

  /**
   * Settings that the program knows beyond the manifest; empty for a manifest that this library did not render.
   * @internal
   */
  public get _notes(): JobNotes {
    return this.program?.notes ?? NO_NOTES;
  }

  /**
   * The version whose memory model is used: its own, or the nearest one.
   * @internal
   */
  public get _modelVersion(): string {
    return nearestCatalogued(this.flinkVersion).minor;
  }

  /**
   * Whether there is an option catalogue for its version. Without one its options are unknown.
   * @internal
   */
  public get _isCatalogued(): boolean {
    return CATALOGUED_FLINK_VERSIONS.includes(this.flinkVersion.minor);
  }

  /**
   * The configuration as another version reads it.
   * @internal
   */
  public _configurationFor(version: FlinkVersion): FlinkConfiguration {
    return readConfiguration(this, this.field('flinkConfiguration'), version);
  }

  /**
   * Options that are set outside of the spec, as the workload's Flink version reads them.
   * @internal
   */
  public _configurationOf(options: { readonly [key: string]: string }): FlinkConfiguration {
    return readConfiguration(this, options);
  }

  /**
   * Whether the suppression of a guideline is inherited from a scope.
   * @internal
   */
  public _inherits(guideline: string): boolean {
    return this.program?.inherited.includes(guideline) ?? false;
  }

  /** @internal */
  public get _isFromProgram(): boolean {
    return this.program !== undefined;
  }

  /**
   * Whether the manifest is rendered by Helm before it is applied. Until then values such as `{{ .Values.image }}` are unknown.
   * @internal
   */
  public get _isHelmChart(): boolean {
    return this.program?.isHelmChart() ?? false;
  }

  /**
   * Whether the workload is declared as a production job.
   * @internal
   */
  public get _isProduction(): boolean {
    return PRODUCTION.includes(this.manifest.metadata?.annotations?.[ANNOTATIONS.construct]);
  }

  /**
   * The keys of all options that are set.
   * @internal
   */
  public get _keys(): string[] {
    return this._remember('keys', () => Object.keys(this._configuration.toMap()));
  }

  /**
   * The keys that no guideline set. Defaults of this library are checked where their properties are.
   * @internal
   */
  public get _userKeys(): string[] {
    return this._keys.filter((key) => this._configuration.entry(key)!.origin.kind !== 'guideline');
  }

  /**
   * Whether the effective value of an option is known. A session job also inherits options from its cluster, which may not be among the manifests.
   * @internal
   */
  public _isKnown(option: string): boolean {
    return this.kind !== 'FlinkSessionJob' || this._cluster !== undefined || this._configuration.written.some(({ key }) => key === option);
  }

  /**
   * Computes a value once.
   * @internal
   */
  public _remember<T>(name: string, compute: () => T): T {
    if (!this.remembered.has(name)) this.remembered.set(name, compute());
    return this.remembered.get(name) as T;
  }
}

function readConfiguration(w: Workload, written: any, flinkVersion: FlinkVersion = w.flinkVersion): FlinkConfiguration {
  const { manifest, operatorVersion, _specPath, _cluster } = w;
  const ownOptions = readOwnOptions(manifest.metadata?.annotations?.[ANNOTATIONS.ownOptions]);
  const configuration = new FlinkConfiguration(nearestCatalogued(flinkVersion), operatorVersion, ownOptions);
  // Flink reads an option by its own name before it tries the former ones.
  const isByItsOwnName = ([key]: [string, string]) => Number(configuration.names.declared(key) !== undefined);
  for (const [key, value] of Object.entries(flatConfiguration(written)).sort((a, b) => isByItsOwnName(a) - isByItsOwnName(b))) {
    // in a session job it has no effect
    if (w.kind === 'FlinkSessionJob' && (isClusterOption(key) || isOverruled(configuration, key, _cluster))) continue;
    configuration.set(key, value, Origin.manifest(key, _specPath));
  }
  // Options that a session job does not set have the values of its cluster.
  for (const [key, value] of Object.entries(_cluster?._configuration.toMap() ?? {})) configuration.fill(key, value, Origin.cluster(key));
  return configuration;
}

/** Whether a session job sets an option by a deprecated name, and its cluster sets the same option by its current name. */
function isOverruled({ names }: FlinkConfiguration, key: string, cluster: Workload | undefined): boolean {
  const [own] = names.resolve(key).keys;
  return own !== key && cluster !== undefined && cluster._configuration.written.some((written) => written.key === own);
}

/** The constructs that apply the defaults of the guidelines. */
const PRODUCTION = ['ProductionFlinkJob', 'FlinkSessionCluster', 'FlinkSessionJob'];

const NO_NOTES = noNotes();

/**
 * The version itself if it has a catalogue, otherwise the newest older one that has, or the oldest. An unknown version is read as the operator reads
 * it.
 */
function nearestCatalogued(version: FlinkVersion): FlinkVersion {
  if (version.minor === '') return OPERATORS_FLINK;
  const catalogued = CATALOGUED_FLINK_VERSIONS.map((minor) => FlinkVersion._of(minor));
  return catalogued.filter((each) => version.isAtLeast(each)).at(-1) ?? catalogued[0];
}

/** The Java version in the tag of an official Flink image, such as `flink:1.20.1-java17`; without one, the default of the Flink version. */
function javaOfImage(image: string, version: FlinkVersion): number | undefined {
  const java = /-java(\d+)/.exec(image)?.[1];
  if (java !== undefined) return Number(java);
  if (!isOfficialImage(image)) return undefined;
  return version.isAtLeast(FlinkVersion.V2_0) ? 17 : 11;
}
