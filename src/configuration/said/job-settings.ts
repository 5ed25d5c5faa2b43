import { SLOT_SHARING_GROUPS } from './declared-fields';
import { FlinkConfiguration } from './flink-configuration';
import { JobNotes, noNotes } from './job-notes';
import { Origin } from './origin';
import { IJobDefaults } from './settings-reference';
import { COMPONENTS, FlinkComponent } from '../../kubernetes/component';
import { put } from '../../kubernetes/put';
import { valueAt } from '../../kubernetes/value-at';
import { Finding, refusal } from '../finding';
import { isClusterOption } from '../options/cluster-options';
import { FlinkVersion } from '../options/flink-version';
import { NEWEST_OPERATOR_VERSION, OperatorVersion } from '../options/operator-version';

/** The job to which settings belong. */
export interface JobIdentity {
  readonly name: string;
  readonly namespace: string;
  /** The names of the resulting FlinkDeployments; the job's name unless the operator creates several. */
  readonly deploymentNames?: readonly string[];
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion?: OperatorVersion;
  /** Options that the image reads and neither Flink nor the operator knows. */
  readonly ownOptions?: readonly string[];
  /**
   * What the settings are for: a session cluster has no job, a session job has no processes.
   * @default - both
   */
  readonly holds?: Holds;
  /** The properties, and `flinkConfiguration['<key>']`, that scopes set for all of their jobs. */
  readonly fromScopes?: ReadonlySet<string>;
}

/** Whether settings are for the processes of a cluster, for a job, or for both. */
export interface Holds {
  readonly cluster: boolean;
  readonly job: boolean;
}

/** A field of the spec and its origin. */
interface Field {
  readonly value: any;
  readonly origin: Origin;
}

/**
 * All settings of one job with their origins, before the manifest is rendered: Flink options, fields of the FlinkDeployment's spec, and fragments of
 * the two pod templates. Properties write to it first, then guidelines fill what is not set. Two parts are public: what can be read, and what a
 * guideline can fill.
 */
export class JobSettings implements IJobDefaults {
  public readonly name: string;
  public readonly namespace: string;
  public readonly deploymentNames: readonly string[];
  public readonly flinkVersion: FlinkVersion;
  public readonly operatorVersion: OperatorVersion;
  public readonly holds: Holds;
  public readonly configuration: FlinkConfiguration;
  public readonly notes: JobNotes = noNotes();

  private readonly fromScopes: ReadonlySet<string>;
  private readonly fields = new Map<string, Field>();
  /** All paths below which fields are set. */
  private readonly parents = new Set<string>();
  private readonly fragments: { component: FlinkComponent; fragment: any; origin: Origin }[] = [];
  private readonly found: Finding[] = [];
  private readonly applied = new Set<string>();
  /** The origin of the settings in the current step. */
  private author?: Origin;

  constructor(identity: JobIdentity) {
    const {
      name, namespace, deploymentNames = [name], flinkVersion, operatorVersion = NEWEST_OPERATOR_VERSION, ownOptions,
      holds = { cluster: true, job: true }, fromScopes = new Set(),
    } = identity;
    this.name = name;
    this.namespace = namespace;
    this.deploymentNames = deploymentNames;
    this.fromScopes = fromScopes;
    this.flinkVersion = flinkVersion;
    this.operatorVersion = operatorVersion;
    this.holds = holds;
    this.configuration = new FlinkConfiguration(flinkVersion, operatorVersion, ownOptions);
  }

  public option(key: string): string | undefined {
    return this.configuration.get(key);
  }

  public effectiveOption(key: string): string {
    return this.configuration.effective(key);
  }

  public fill(key: string, value: any): void {
    const origin = this.author ?? this.refuseOutsiders();
    if (!this.holds.cluster && isClusterOption(key)) return;
    if (this.configuration.fill(key, value, origin)) this.note(origin);
  }

  public field(path: string): any {
    const exact = this.fields.get(path);
    if (exact) return exact.value;
    return this.parents.has(path) ? this.assembled(path) : this.within(path);
  }

  public fillField(path: string, value: any): void {
    if (!this.holds[path.startsWith('job.') ? 'job' : 'cluster']) return;
    if (!this.fields.has(path)) this.put(path, value);
  }

  public addToPods(component: FlinkComponent, fragment: any): void {
    const origin = this.author ?? this.refuseOutsiders();
    if (!this.holds.cluster) {
      this.refuseInSessionJob(origin);
      return;
    }
    this.note(origin);
    this.fragments.push({ component, fragment, origin });
  }

  /** Adds a fragment to the templates of both components. */
  public addToBothPods(fragment: any): void {
    for (const component of COMPONENTS) this.addToPods(component, fragment);
  }

  public stateDirectory(what: string): string | undefined {
    const location = this.notes.stateLocation;
    if (!location) return undefined;
    const root = what === 'checkpoints' ? location.checkpointRoot : location.root;
    return `${root}/${this.namespace}/${this.name}/${what}`;
  }

  /** The slot sharing groups in the job's code besides `default`, each with its parallelism. */
  public get slotSharingGroups(): { readonly [group: string]: number } {
    return this.field(SLOT_SHARING_GROUPS) ?? {};
  }

  public originOf(keyOrPath: string): string | undefined {
    return (this.fields.get(keyOrPath) ?? this.configuration.entry(keyOrPath))?.origin.toString();
  }

  public get appliedGuidelines(): string[] {
    return [...this.applied].sort();
  }

  /** Without options that a session job inherits from its cluster. */
  public get flinkConfiguration(): { [key: string]: string } {
    return this.configuration.ownMap();
  }

  /** Inherits what the user set in the session cluster, and the options of its processes, unless the job itself sets them. */
  public inherit(cluster: FlinkConfiguration): void {
    for (const [key, value] of Object.entries(cluster.toMap())) {
      if (isClusterOption(key) || cluster.entry(key)!.origin.kind !== 'guideline') this.configuration.fill(key, value, Origin.cluster(key));
    }
  }

  /**
   * Inherits the defaults of the session cluster. Called after the defaults of the job are set: those that are derived from settings of the job are
   * its own, and equal ones are left to the cluster.
   */
  public inheritDefaults(cluster: FlinkConfiguration): void {
    for (const [key, value] of Object.entries(cluster.toMap())) this.configuration.leaveTo(key, value, Origin.cluster(key));
    this.applied.clear();
    for (const { origin } of this.fields.values()) this.note(origin);
    for (const key of Object.keys(this.configuration.toMap())) this.note(this.configuration.entry(key)!.origin);
  }

  /** Runs a step whose settings all have this origin. */
  public inTheNameOf(origin: Origin, step: () => void): void {
    const outer = this.author;
    this.author = this.attributed(origin);
    try {
      step();
    } finally {
      this.author = outer;
    }
  }

  /** Sets an option on behalf of the user. A later, less common way to set it takes precedence. */
  public set(key: string, value: any, origin: Origin): void {
    if (value !== undefined) this.configuration.set(key, value, this.attributed(origin));
  }

  /** Sets a field of the spec on behalf of the user. */
  public setField(path: string, value: any, prop: string): void {
    if (value === undefined) return;
    this.inTheNameOf(Origin.prop(prop), () => this.put(path, value));
  }

  public report(finding: Finding): void {
    this.found.push(finding);
  }

  /** Rejects the value of a property with an error. */
  public refuse(guideline: string, path: string, value: unknown, message: string, fix: string): void {
    this.report(refusal(guideline, path, value, message, fix));
  }

  public get findings(): readonly Finding[] {
    return this.found;
  }

  public get entries(): ReadonlyMap<string, { value: any; origin: Origin }> {
    return this.fields;
  }

  /** The fragments of one component's pod template in the order in which they merge: the user's come last and take precedence. */
  public podFragments(component: FlinkComponent): any[] {
    const mine = this.fragments.filter((f) => f.component === component);
    const of = (kind: string) => mine.filter((f) => f.origin.kind === kind).map((f) => f.fragment);
    return [...of('guideline'), ...of('user')];
  }

  /** The origin, marked as inherited if a scope of the job set it. */
  private attributed(origin: Origin): Origin {
    const { source } = origin;
    return origin.kind === 'user' && (this.fromScopes.has(source) || this.fromScopes.has(source.split(/[.[]/)[0])) ? origin.inherited() : origin;
  }

  private put(path: string, value: any): void {
    const origin = this.author ?? this.refuseOutsiders();
    this.note(origin);
    this.fields.set(path, { value, origin });
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) this.parents.add(path.slice(0, dot));
  }

  /** The fields below a path, assembled to a part of the spec. */
  private assembled(path: string): any {
    const part: any = {};
    for (const [each, { value }] of this.fields) if (each.startsWith(`${path}.`)) put(part, each.slice(path.length + 1).split('.'), value);
    return part;
  }

  /** A path inside of a field that was set as a whole. */
  private within(path: string): any {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const whole = this.fields.get(path.slice(0, dot));
      if (whole) return valueAt(whole.value, path.slice(dot + 1).split('.'));
    }
    return undefined;
  }

  /** Rejects a property that changes pods in a session job. A default of a guideline is left to the cluster. */
  private refuseInSessionJob({ kind, source }: Origin): void {
    if (kind === 'guideline') return;
    const message = 'changes pods, and a session job has none: it runs in those of its session cluster';
    this.refuse('ARC-12', source, undefined, message, 'Set it in the session cluster, or leave it out');
  }

  /** Records which guidelines set something. */
  private note(origin: Origin): void {
    if (origin.kind === 'guideline') this.applied.add(origin.source);
  }

  private refuseOutsiders(): never {
    throw new Error('Settings are filled only while a guideline applies: set a property, or write a Guideline');
  }
}
