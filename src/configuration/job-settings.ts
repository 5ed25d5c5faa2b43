import { describe, Finding, refusal, Severity } from './finding';
import { FLINK_1_19_NAMES } from './flink-1.19-names';
import { CATALOGUED_FLINK_VERSIONS, FlinkVersion } from './flink-version';
import { KNOWN_OPERATOR_VERSIONS, OperatorVersion } from './operator-version';
import { OptionCatalogue } from './option-catalogue';
import { renderOptionValue } from './option-value';
import { Origin } from './origin';
import { StateLocation } from './state-location';

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
}

/** A value and who said so. */
interface Setting {
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

  /** @internal */
  public _stateLocation?: StateLocation;

  private readonly options = new Map<string, Setting>();
  private readonly fields = new Map<string, Setting>();
  private readonly fragments: { component: FlinkComponent; fragment: any; origin: Origin }[] = [];
  private readonly findings: Finding[] = [];
  private readonly applied = new Set<string>();
  /** In whose name something is being set right now. */
  private speaker?: Origin;

  constructor(props: JobSettingsProps) {
    this.name = props.name;
    this.namespace = props.namespace;
    this.flinkVersion = props.flinkVersion;
    this.operatorVersion = props.operatorVersion ?? OperatorVersion.V1_15;
  }

  /**
   * What a Flink or operator option is set to, by today's name of the option.
   *
   * @returns the text as it will stand in the manifest, or undefined where nobody set it
   */
  public option(key: string): string | undefined {
    return this.options.get(this.keysOf(key)[0])?.value;
  }

  /**
   * Sets an option that nobody has set: how a guideline gives its default.
   *
   * @param key the option by its name of Flink 1.20 or newer; an older version gets its own name for it
   * @param value a string, number, boolean, Duration or Size
   */
  public fill(key: string, value: any): void {
    for (const target of this.keysOf(key)) {
      if (!this.options.has(target)) this.put(this.options, target, renderOptionValue(value, this.typeOf(target)));
    }
  }

  /**
   * A field of the FlinkDeployment's spec by its path, such as `job.parallelism`.
   */
  public field(path: string): any {
    return this.fields.get(path)?.value;
  }

  /**
   * Sets a field of the spec that nobody has set.
   */
  public fillField(path: string, value: any): void {
    if (!this.fields.has(path)) this.put(this.fields, path, value);
  }

  /**
   * Adds to the pod template of one component. Lists merge by name (containers, volumes, env), by mount path (mounts)
   * and by port; what the user says wins.
   *
   * @param fragment a part of a pod template in the manifest's own spelling
   */
  public addToPods(component: FlinkComponent, fragment: any): void {
    this.fragments.push({ component, fragment, origin: this.origin() });
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
    return (this.fields.get(keyOrPath) ?? this.options.get(this.keysOf(keyOrPath)[0]))?.origin.toString();
  }

  /** The ids of the guidelines that set something, sorted. */
  public get appliedGuidelines(): string[] {
    return [...this.applied].sort();
  }

  /**
   * The effective `flinkConfiguration`: flat, sorted, every value a string.
   */
  public get flinkConfiguration(): { [key: string]: string } {
    return Object.fromEntries([...this.options.keys()].sort().map((key) => [key, this.options.get(key)!.value]));
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
   * Sets an option because the user said so. A later, rarer way of saying it wins and is reported with both.
   * @internal
   */
  public _set(key: string, value: any, origin: Origin): void {
    if (value === undefined) return;
    this._inTheNameOf(origin, () => {
      for (const target of this.keysOf(key)) {
        const text = renderOptionValue(value, this.typeOf(target));
        const before = this.options.get(target);
        if (before && before.value !== text) this.reportOverride(target, before, { value: text, origin });
        this.put(this.options, target, text);
      }
    });
  }

  /**
   * Sets a field of the spec because the user said so.
   * @internal
   */
  public _setField(path: string, value: any, prop: string): void {
    if (value === undefined) return;
    this._inTheNameOf(Origin.prop(prop), () => this.put(this.fields, path, value));
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

  /** @internal */
  public get _flinkCatalogue(): OptionCatalogue | undefined {
    return CATALOGUED_FLINK_VERSIONS.includes(this.flinkVersion.minor) ? OptionCatalogue.flink(this.flinkVersion.minor) : undefined;
  }

  /** @internal */
  public get _operatorCatalogue(): OptionCatalogue | undefined {
    return KNOWN_OPERATOR_VERSIONS.includes(this.operatorVersion.minor) ? OptionCatalogue.operator(this.operatorVersion.minor) : undefined;
  }

  /**
   * The keys under which this version declares what a key means: itself, its current name for an old alias
   * (two, for an alias that was split), or the former name on a version that does not know the new one yet.
   */
  private keysOf(key: string): string[] {
    const resolved = this._flinkCatalogue?.resolve(key) ?? [];
    if (resolved.length > 0) return resolved.map((r) => r.key);
    const former = FLINK_1_19_NAMES[key];
    if (former && this._flinkCatalogue?.declared(former)) return [former];
    const operator = this._operatorCatalogue?.resolve(key) ?? [];
    return operator.length > 0 ? operator.map((r) => r.key) : [key];
  }

  private typeOf(key: string): string | undefined {
    return (this._flinkCatalogue?.declared(key) ?? this._operatorCatalogue?.declared(key))?.type;
  }

  private put(to: Map<string, Setting>, key: string, value: any): void {
    to.set(key, { value, origin: this.origin() });
  }

  /** In whose name something is being set. Notes guidelines that set something. */
  private origin(): Origin {
    if (!this.speaker) throw new Error('Settings are filled by the `apply` of a guideline, not from outside: set a property, or write a Guideline');
    if (this.speaker.kind === 'guideline') this.applied.add(this.speaker.source);
    return this.speaker;
  }

  private reportOverride(key: string, before: Setting, after: Setting): void {
    const sameWay = before.origin.source.startsWith('flinkConfiguration') && after.origin.source.startsWith('flinkConfiguration');
    if (sameWay) {
      this._refuse('ARC-12', after.origin.source, after.value,
        `${before.origin.source} = "${before.value}" is the same option (${key}) with another value`,
        `Keep ${key} only, with the value you mean`);
    } else {
      this._report({
        guideline: 'ARC-12',
        severity: Severity.ADVICE,
        path: after.origin.source,
        value: describe(after.value),
        message: `overrides the property ${before.origin.source}, which says "${before.value}"`,
        fix: 'Say it in one of the two places',
      });
    }
  }
}
