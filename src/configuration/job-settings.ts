import { SLOT_SHARING_GROUPS } from './declared-fields';
import { Finding, refusal } from './finding';
import { FlinkConfiguration } from './flink-configuration';
import { FlinkVersion } from './flink-version';
import { OperatorVersion } from './operator-version';
import { Origin } from './origin';
import { SecretOption } from './secret-option';
import { StateLocation } from './state-location';
import { NO_TRAFFIC, Traffic } from './traffic';
import { put } from '../kubernetes/put';

/** Whose pod template a fragment belongs to. The values are Flink's own label values. */
export enum FlinkComponent {
  /** The JobManager. */
  JOB_MANAGER = 'jobmanager',
  /** The TaskManagers. */
  TASK_MANAGER = 'taskmanager',
}

/** Who the settings are of. */
export interface JobSettingsProps {
  /** The name of the FlinkDeployment. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** The Flink version it runs. */
  readonly flinkVersion: FlinkVersion;
  /**
   * The operator that will read it.
   * @default OperatorVersion.V1_15
   */
  readonly operatorVersion?: OperatorVersion;
  /**
   * Options that the image reads and neither Flink nor the operator knows.
   * @default - none
   */
  readonly ownOptions?: string[];
}

/** A field of the spec and who said so. */
interface Field {
  readonly value: any;
  readonly origin: Origin;
}

/**
 * Everything that is said about one job, by whom, before a manifest is made of it: Flink options, fields of the
 * FlinkDeployment's spec, and fragments of the two pod templates. Props write to it first, guidelines then fill what nobody set.
 */
export class JobSettings {
  /** The name of the FlinkDeployment: the identity of the job's state. */
  public readonly name: string;
  /** The namespace. */
  public readonly namespace: string;
  /** The Flink version. */
  public readonly flinkVersion: FlinkVersion;
  /** The operator version. */
  public readonly operatorVersion: OperatorVersion;

  /**
   * The names of the FlinkDeployments that have these settings: its own, unless the operator makes several of it.
   * @internal
   */
  public _deploymentNames: readonly string[];

  /** @internal */
  public _stateLocation?: StateLocation;

  /** @internal */
  public _traffic: Traffic = NO_TRAFFIC;

  /**
   * Annotations of the service accounts that stand beside the job.
   * @internal
   */
  public _accountAnnotations: { readonly [annotation: string]: string } = {};

  /**
   * Guidelines that a property breaks on purpose, and says so.
   * @internal
   */
  public readonly _acknowledgements: { readonly id: string; readonly reason: string }[] = [];

  /**
   * Options whose value only a Secret knows, by today's name. No manifest holds them.
   * @internal
   */
  public readonly _secretOptions = new Map<string, SecretOption>();

  /** @internal */
  public readonly _configuration: FlinkConfiguration;

  private readonly fields = new Map<string, Field>();
  /** Every path that some field lies below. */
  private readonly parents = new Set<string>();
  private readonly fragments: { component: FlinkComponent; fragment: any; origin: Origin }[] = [];
  private readonly findings: Finding[] = [];
  private readonly applied = new Set<string>();
  /** In whose name something is being set right now. */
  private speaker?: Origin;

  constructor(props: JobSettingsProps) {
    this.name = props.name;
    this._deploymentNames = [props.name];
    this.namespace = props.namespace;
    this.flinkVersion = props.flinkVersion;
    this.operatorVersion = props.operatorVersion ?? OperatorVersion.V1_15;
    this._configuration = new FlinkConfiguration(this.flinkVersion, this.operatorVersion, props.ownOptions);
  }

  /**
   * What a Flink or operator option is set to, by today's name of the option.
   *
   * @returns the text as it will stand in the manifest, or undefined where nobody set it
   */
  public option(key: string): string | undefined {
    return this._configuration.get(key);
  }

  /**
   * What holds for an option: what was set, or Flink's or the operator's own default.
   *
   * @returns an empty text where there is neither
   */
  public effectiveOption(key: string): string {
    return this._configuration.effective(key);
  }

  /**
   * Sets an option that nobody has set: how a guideline gives its default.
   *
   * @param key the option by its name of Flink 1.20 or newer; an older version gets its own name for it
   * @param value a string, number, boolean, Duration or Size
   */
  public fill(key: string, value: any): void {
    const origin = this.speaker ?? this.refuseOutsiders();
    if (this._configuration.fill(key, value, origin)) this.note(origin);
  }

  /**
   * A field of the FlinkDeployment's spec by its path, such as `job.parallelism`, or a whole part of it, such as `job`.
   */
  public field(path: string): any {
    const exact = this.fields.get(path);
    if (exact) return exact.value;
    if (this.parents.has(path)) return this.assembled(path);
    return this.within(path);
  }

  /** The slot sharing groups in the job's code besides `default`, each with its parallelism. */
  public get slotSharingGroups(): { readonly [group: string]: number } {
    return this.field(SLOT_SHARING_GROUPS) ?? {};
  }

  /**
   * Sets a field of the spec that nobody has set.
   */
  public fillField(path: string, value: any): void {
    if (!this.fields.has(path)) this.put(path, value);
  }

  /**
   * Adds to the pod template of one component. Lists merge by name (containers, volumes, env), by mount path (mounts)
   * and by port; what the user says wins.
   *
   * @param fragment a part of a pod template in the manifest's own spelling
   */
  public addToPods(component: FlinkComponent, fragment: any): void {
    const origin = this.speaker ?? this.refuseOutsiders();
    this.note(origin);
    this.fragments.push({ component, fragment, origin });
  }

  /**
   * Adds the same to the templates of both components.
   * @internal
   */
  public _addToBothPods(fragment: any): void {
    for (const component of [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER]) this.addToPods(component, fragment);
  }

  /**
   * The job's own directory in the durable storage: `<storage>/<namespace>/<name>/<what>`.
   *
   * @param what `checkpoints`, `savepoints`, `ha` or `changelog`
   * @returns undefined where the job has no durable storage
   */
  public stateDirectory(what: string): string | undefined {
    const location = this._stateLocation;
    if (!location) return undefined;
    const root = what === 'checkpoints' ? location.checkpointRoot : location.root;
    return `${root}/${this.namespace}/${this.name}/${what}`;
  }

  /** Who set an option or a field, such as `guideline CKP-02`; undefined where nobody did. */
  public originOf(keyOrPath: string): string | undefined {
    return (this.fields.get(keyOrPath) ?? this._configuration.entry(keyOrPath))?.origin.toString();
  }

  /** The ids of the guidelines that set something, sorted. */
  public get appliedGuidelines(): string[] {
    return [...this.applied].sort();
  }

  /**
   * The effective `flinkConfiguration`: flat, sorted, every value a string.
   */
  public get flinkConfiguration(): { [key: string]: string } {
    return this._configuration.toMap();
  }

  /**
   * Runs a step in whose name everything is then set.
   * @internal
   */
  public _inTheNameOf(origin: Origin, step: () => void): void {
    const outer = this.speaker;
    this.speaker = origin;
    try {
      step();
    } finally {
      this.speaker = outer;
    }
  }

  /**
   * Sets an option because the user said so. A later, rarer way of saying it wins.
   * @internal
   */
  public _set(key: string, value: any, origin: Origin): void {
    if (value !== undefined) this._configuration.set(key, value, origin);
  }

  /**
   * Sets a field of the spec because the user said so.
   * @internal
   */
  public _setField(path: string, value: any, prop: string): void {
    if (value === undefined) return;
    this._inTheNameOf(Origin.prop(prop), () => this.put(path, value));
  }

  /** @internal */
  public _report(finding: Finding): void {
    this.findings.push(finding);
  }

  /**
   * Refuses what a property says: an error.
   * @internal
   */
  public _refuse(guideline: string, path: string, value: unknown, message: string, fix: string): void {
    this._report(refusal(guideline, path, value, message, fix));
  }

  /** @internal */
  public _addTraffic({ endpoints = [], uiNamespaces = [], probes = [], ...mesh }: Partial<Traffic>): void {
    const { _traffic: known } = this;
    this._traffic = {
      ...known,
      ...mesh,
      endpoints: [...known.endpoints, ...endpoints],
      uiNamespaces: [...known.uiNamespaces, ...uiNamespaces],
      probes: [...known.probes, ...probes],
    };
  }

  /** @internal */
  public get _findings(): readonly Finding[] {
    return this.findings;
  }

  /** @internal */
  public get _fields(): ReadonlyMap<string, { value: any; origin: Origin }> {
    return this.fields;
  }

  /**
   * The fragments of one component's pod template in the order in which they merge: what the user says comes last and wins.
   * @internal
   */
  public _podFragments(component: FlinkComponent): any[] {
    const mine = this.fragments.filter((f) => f.component === component);
    const of = (kind: string) => mine.filter((f) => f.origin.kind === kind).map((f) => f.fragment);
    return [...of('guideline'), ...of('user')];
  }

  private put(path: string, value: any): void {
    const origin = this.speaker ?? this.refuseOutsiders();
    this.note(origin);
    this.fields.set(path, { value, origin });
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) this.parents.add(path.slice(0, dot));
  }

  /** The fields below a path, as the part of the spec that they make. */
  private assembled(path: string): any {
    const part: any = {};
    for (const [each, { value }] of this.fields) if (each.startsWith(`${path}.`)) put(part, each.slice(path.length + 1).split('.'), value);
    return part;
  }

  /** A path inside of a field that was set as a whole. */
  private within(path: string): any {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const whole = this.fields.get(path.slice(0, dot));
      if (whole) return path.slice(dot + 1).split('.').reduce((value, step) => Object.hasOwn(Object(value), step) ? value[step] : undefined, whole.value);
    }
    return undefined;
  }

  /** Remembers which guidelines set something. */
  private note(origin: Origin): void {
    if (origin.kind === 'guideline') this.applied.add(origin.source);
  }

  private refuseOutsiders(): never {
    throw new Error('Settings are filled by the `apply` of a guideline, not from outside: set a property, or write a Guideline');
  }
}
