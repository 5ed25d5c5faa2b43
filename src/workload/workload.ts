import { ANNOTATIONS } from './annotations';
import { CompanionIndex } from './companion-index';
import { isOfficialImage } from './image-name';
import { flatConfiguration } from './manifests';
import { WorkloadSet } from './workload-set';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { FlinkConfiguration } from '../configuration/flink-configuration';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/flink-version';
import { parseDuration } from '../configuration/option-value';
import { Origin } from '../configuration/origin';

/**
 * Who will run a manifest, where the manifest does not say.
 * @internal
 */
export interface WorkloadOptions {
  readonly operatorVersion?: OperatorVersion;
  /** Overrides the manifest's. */
  readonly flinkVersion?: FlinkVersion;
  /** Where it is written, for others that collide with it. */
  readonly whereabouts?: string;
}

/**
 * What a program knows of a manifest that it makes.
 * @internal
 */
export interface ProgramFacts extends WorkloadOptions {
  readonly configuration: FlinkConfiguration;
  /** The Java version of the image. */
  readonly javaVersion: number;
  /** Guidelines whose suppression was not meant for this job alone: that they silence nothing here is no mistake. */
  readonly inherited: readonly string[];
  /** How the author of the program calls a field or an option. */
  readonly where: (fieldOrOption: string) => string;
}

/**
 * What guidelines judge: one FlinkDeployment, whoever wrote it, its effective configuration, and what stands around it.
 */
export class Workload {
  /** @internal */
  public static _of(manifest: any, options: WorkloadOptions | ProgramFacts = {}): Workload {
    return new Workload(manifest, options);
  }

  /** Its name. */
  public readonly name: string;
  /** Its namespace; `default` where the manifest leaves that to whoever applies it. */
  public readonly namespace: string;
  /** The Flink version it runs. */
  public readonly flinkVersion: FlinkVersion;
  /** The operator that reads it. */
  public readonly operatorVersion: OperatorVersion;
  /** The whole FlinkDeployment, as the API server gets it. */
  public readonly manifest: any;

  /** @internal */
  public readonly _configuration: FlinkConfiguration;
  /**
   * The Java version of the image, where it is known.
   * @internal
   */
  public readonly _javaVersion?: number;
  /** @internal */
  public readonly _whereabouts?: string;
  /** @internal */
  public _set?: WorkloadSet;

  private readonly program?: ProgramFacts;
  private readonly remembered = new Map<string, unknown>();

  private constructor(manifest: any, options: WorkloadOptions | ProgramFacts) {
    this.manifest = manifest;
    this.program = 'configuration' in options ? options : undefined;
    // `metadata:` with nothing behind it is null
    const metadata = manifest.metadata ?? {};
    const spec = manifest.spec ?? {};
    this.name = textOf(metadata.name);
    this.namespace = textOf(metadata.namespace ?? 'default');
    this.flinkVersion = options.flinkVersion ?? FlinkVersion.of(textOf(spec.flinkVersion));
    this.operatorVersion = options.operatorVersion ?? OperatorVersion.V1_15;
    this._whereabouts = options.whereabouts;
    this._javaVersion = this.program?.javaVersion ?? javaOfImage(textOf(spec.image), this.flinkVersion);
    this._configuration = this.program?.configuration ?? readConfiguration(this, spec.flinkConfiguration);
  }

  /** What a Flink or operator option is set to, by any of its names; undefined where nobody set it. */
  public option(key: string): string | undefined {
    return this._configuration.get(key);
  }

  /** What holds for an option: what was set, or Flink's own default. Empty where there is none. */
  public effectiveOption(key: string): string {
    return this.option(key) ?? this._configuration.names.resolve(key).option?.default ?? '';
  }

  /** A field of the spec by its path, such as `job.parallelism`. */
  public field(path: string): any {
    return path.split('.').reduce((value, step) => Object.hasOwn(Object(value), step) ? value[step] ?? undefined : undefined, this.manifest.spec);
  }

  /** The other objects that stand with it: those of its namespace, and those of none. */
  public get companions(): any[] {
    return this._set?.companionsOf(this) ?? [];
  }

  /**
   * Those of the companions that are in an index, without a look at all others.
   * @internal
   */
  public _companionsIn(index: CompanionIndex, values?: readonly unknown[]): readonly any[] {
    return this._set?.companionsIn(index, this, values) ?? [];
  }

  /** The other FlinkDeployments of the same App, or the same manifests. */
  public get fleet(): Workload[] {
    return this._set?.workloads.filter((other) => other !== this) ?? [];
  }

  /** How the author of the job calls a field, such as `job.parallelism`, or an option: a property, or a path in the manifest. */
  public where(fieldOrOption: string): string {
    if (this.program) return this.program.where(fieldOrOption);
    if (/^(metadata\.|spec\.|apiVersion$)/.test(fieldOrOption)) return fieldOrOption;
    const entry = this._configuration.entry(fieldOrOption);
    if (entry) return entry.origin.source;
    return this._configuration.names.resolve(fieldOrOption).reader === 'unknown' ? `spec.${fieldOrOption}` : `spec.flinkConfiguration['${fieldOrOption}']`;
  }

  /**
   * The version whose model of memory is its own, or the nearest.
   * @internal
   */
  public get _modelVersion(): string {
    return nearestCatalogued(this.flinkVersion).minor;
  }

  /**
   * Whether there is a catalogue of its version's options. Without one nobody knows what they are.
   * @internal
   */
  public get _isCatalogued(): boolean {
    return CATALOGUED_FLINK_VERSIONS.includes(this.flinkVersion.minor);
  }

  /**
   * Whether the suppression of a guideline comes from further up.
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
   * Whether it promised to be a production job.
   * @internal
   */
  public get _isProduction(): boolean {
    return this.manifest.metadata?.annotations?.[ANNOTATIONS.construct] === 'ProductionFlinkJob';
  }

  /** @internal */
  public _is(key: string, value: string): boolean {
    return this.effectiveOption(key).toLowerCase() === value.toLowerCase();
  }

  /**
   * The milliseconds that an option was set to.
   * @internal
   */
  public _millis(key: string): number | undefined {
    return parseDuration(this.option(key));
  }

  /**
   * The keys of all options that are set.
   * @internal
   */
  public get _keys(): string[] {
    return this._remember('keys', () => Object.keys(this._configuration.toMap()));
  }

  /**
   * The keys that no guideline set: a default of ours is judged where its property is.
   * @internal
   */
  public get _userKeys(): string[] {
    return this._keys.filter((key) => this._configuration.entry(key)!.origin.kind !== 'guideline');
  }

  /**
   * Computes something once.
   * @internal
   */
  public _remember<T>(name: string, compute: () => T): T {
    if (!this.remembered.has(name)) this.remembered.set(name, compute());
    return this.remembered.get(name) as T;
  }
}

function readConfiguration({ manifest, flinkVersion, operatorVersion }: Workload, written: any): FlinkConfiguration {
  const ownOptions = String(manifest.metadata?.annotations?.[ANNOTATIONS.ownOptions] ?? '').split(/\s+/).filter((option) => option !== '');
  const configuration = new FlinkConfiguration(nearestCatalogued(flinkVersion), operatorVersion, ownOptions);
  for (const [key, value] of Object.entries(flatConfiguration(written))) configuration.set(key, value, Origin.manifest(key));
  return configuration;
}

/** What stands where a text belongs: numbers are written without quotes, and what is neither is none. */
function textOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** A version that has no catalogue is nearly the one before it that has one, or the oldest. */
function nearestCatalogued(version: FlinkVersion): FlinkVersion {
  const catalogued = CATALOGUED_FLINK_VERSIONS.map((minor) => FlinkVersion.of(minor));
  return catalogued.filter((each) => version.isAtLeast(each)).at(-1) ?? catalogued[0];
}

/** The tags of Flink's own images tell their Java, such as `flink:1.20.1-java17`; without one it is the version's default. */
function javaOfImage(image: string, version: FlinkVersion): number | undefined {
  const java = /-java(\d+)/.exec(image)?.[1];
  if (java !== undefined) return Number(java);
  if (!isOfficialImage(image)) return undefined;
  return version.isAtLeast(FlinkVersion.V2_0) ? 17 : 11;
}
