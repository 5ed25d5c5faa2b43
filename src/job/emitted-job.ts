import { Construct } from 'constructs';
import { bindProps } from './bind';
import { declarationAnnotations, promiseRecovery } from './declarations';
import { Emission } from './emission';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { bindDefaults, withDefaultMetadata, withDefaults } from './inherited-props';
import { followImage, renderSpec } from './render';
import { programFacts } from './settings-view';
import { CompanionObject } from '../companions/companion-object';
import { FlinkDefaults, FlinkDefaultsOptions } from '../companions/defaults';
import { FlinkEnvironment, FlinkEnvironmentOptions } from '../companions/environment';
import { GitOps } from '../companions/git-ops';
import { isHelmChart, withEscapedIngress } from '../companions/helm';
import { Finding, FlinkVersion } from '../configuration';
import { refusal } from '../configuration/finding';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { versionOf } from '../configuration/options/typed-configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { Guideline } from '../guidelines/guideline';
import { Guidelines } from '../guidelines/guidelines';
import { Judge, JudgedJob } from '../guidelines/judge';
import { GUIDELINES } from '../guidelines/registry';
import { GuidelineSuppression, writeSuppressions } from '../guidelines/suppression';
import { CustomObject } from '../kubernetes/custom-resources/custom-object';
import { companionLabels } from '../kubernetes/labels';
import { SQL_SCRIPT_FILE, sqlScriptName } from '../kubernetes/names';
import { fillDirectories } from '../state/directories';
import { ANNOTATIONS } from '../workload/annotations';
import { IFlinkDeployment, provideSource } from '../workload/flink-deployment-reference';
import { KINDS } from '../workload/kinds';
import { renderPods, RenderedPods } from '../workload/rendered-pods';
import { ProgramFacts, Workload } from '../workload/workload';

/** The construct that applies the defaults of the guidelines. */
export interface Governor {
  /** The name of the construct. */
  readonly construct: string;
  /** The properties that have no default. */
  readonly required: readonly string[];
  /** The recovery time of the service level, if it is set. */
  readonly recoveryMillis?: number;
}

/** Properties of an EmittedJob. */
export interface EmittedJobProps {
  readonly name: string;
  readonly namespace: string;
  /** A session job has version and image of its cluster. */
  readonly props: Omit<FlinkDeploymentProps, 'flinkVersion' | 'image'> & Partial<Pick<FlinkDeploymentProps, 'flinkVersion' | 'image'>>;
  /** Findings on values of the wrong type, which are removed from the properties. */
  readonly wrong?: readonly Finding[];
  /** Whether everything else can be checked without them. */
  readonly isComplete?: boolean;
  readonly emission: Emission;
  /** Undefined: no defaults. */
  readonly governor?: Governor;
}

/** Settings, and their inputs. */
interface Computed {
  readonly settings: JobSettings;
  readonly own: readonly Guideline[];
  readonly defaults: readonly FlinkDefaultsOptions[];
  readonly cluster?: Workload;
}

/** The rendered manifest, cached until settings or patches change. */
interface Rendering {
  readonly settings: JobSettings;
  readonly revision: number;
  readonly manifest: any;
  /** By FlinkDeployment name. */
  readonly views: Map<string, Workload>;
}

/**
 * What all constructs of one job share: properties are converted to settings, settings to one object of the operator's kinds, and both to the views
 * that guidelines and the additional objects of the job read.
 */
export class EmittedJob implements JudgedJob {
  public readonly object: CustomObject;

  private readonly props: EmittedJobProps['props'];
  private readonly wrong: readonly Finding[];
  private readonly configurationVersion?: string;
  private readonly companionFindings: (() => Finding[])[] = [];
  private last?: Computed;
  private lastRendering?: Rendering;

  constructor(public readonly owner: Construct & IFlinkDeployment, private readonly job: EmittedJobProps) {
    const { name, namespace, emission, props, wrong = [] } = job;
    this.wrong = wrong;
    // A copy, so that later changes of the caller's map have no effect.
    this.props = { ...props, flinkConfiguration: { ...props.flinkConfiguration } };
    this.configurationVersion = versionOf(props.flinkConfiguration);
    this.object = new CustomObject(owner, 'Default', {
      ...emission.definition,
      metadata: { name, namespace },
      spec: () => emission.wrap(renderSpec(this.settings)),
      finish: (manifest) => withDefaultMetadata(followImage(manifest, this.settings), this.defaultMetadata()),
      written: (manifest) => isHelmChart(owner) ? withEscapedIngress(manifest) : manifest,
      annotations: () => this.annotations(),
    });
    addScript(owner, name, namespace, props.artifact?._script);
    provideSource(owner, {
      jobName: name,
      deploymentNames: emission.deploymentNames(name),
      isSessionJob: emission.cluster !== undefined,
      view: (deploymentName) => this.view(deploymentName),
      judgeToo: (findings) => this.companionFindings.push(findings),
    });
    if (emission.holds?.cluster ?? true) props.scaling?._addScaler(owner, name, namespace);
    Judge.of(owner).watch(this);
  }

  /** The effective settings and their origins, cached until guidelines or the operator version change. */
  public get settings(): JobSettings {
    const { own } = Guidelines._at(this.owner);
    const { operatorVersion = NEWEST_OPERATOR_VERSION } = this.environment;
    const cluster = this.job.emission.cluster?.();
    const defaults = FlinkDefaults._layers(this.owner);
    const upToDate = this.last && isSame(this.last.own, own) && isSame(this.last.defaults, defaults)
      && this.last.settings.operatorVersion.minor === operatorVersion.minor && this.last.cluster === cluster;
    // The guidelines of the user first: their defaults take precedence.
    if (!upToDate) {
      this.last = { settings: this.computeSettings(this.job.governor ? [...own, ...GUIDELINES] : [], cluster), own, defaults, cluster };
    }
    return this.last!.settings;
  }

  public get isBlueGreen(): boolean {
    return this.job.emission.definition.kind === KINDS.FlinkBlueGreenDeployment.kind;
  }

  public get findings(): Finding[] {
    return Judge.of(this.owner).findings(this);
  }

  public renderedPods(): RenderedPods {
    const [deployment] = this.job.emission.deploymentNames(this.job.name);
    return renderPods(this.view(deployment));
  }

  public render(): any {
    return this.rendering().manifest;
  }

  public ownFindings(): readonly Finding[] {
    const isWrong = (prop: string) => this.wrong.some(({ path }) => path === prop || path.startsWith(`${prop}.`));
    const missing = this.missing().filter((prop) => !isWrong(prop));
    const incomplete = [...this.wrong, ...missing.map(missed)];
    if (this.isIncomplete()) return incomplete;
    const { settings } = this;
    const ofCompanions = this.companionFindings.flatMap((findings) => findings());
    return [...incomplete, ...settings.findings, ...this.job.emission.findings(settings), ...ofCompanions];
  }

  public get judges(): readonly Guideline[] {
    return [...GUIDELINES, ...Guidelines._at(this.owner).own];
  }

  public workload(): Workload {
    if (this.isIncomplete()) throw new Error('incomplete');
    const manifest = this.render();
    return Workload._of(annotated(manifest, { ...this.ownAnnotations(), ...suppressing(this.suppressions()) }), this.facts(manifest));
  }

  public isSetByUser(path: string): boolean {
    return !this.settings.originOf(path)?.startsWith('guideline');
  }

  private get environment(): FlinkEnvironmentOptions {
    return FlinkEnvironment._at(this.owner);
  }

  private view(deploymentName: string): Workload {
    const { manifest, views } = this.rendering();
    if (views.size === 0) {
      const whole = Workload._of(annotated(manifest, this.ownAnnotations()), this.facts(manifest));
      const all = new Map(whole._deployments.map((each) => [each.name, each]));
      for (const name of this.job.emission.deploymentNames(this.job.name)) views.set(name, all.get(name) ?? whole);
    }
    return views.get(deploymentName)!;
  }

  private rendering(): Rendering {
    const { settings, object: { revision } } = this;
    if (this.lastRendering?.settings !== settings || this.lastRendering.revision !== revision) {
      this.lastRendering = { settings, revision, manifest: this.object.render(), views: new Map() };
    }
    return this.lastRendering;
  }

  private facts(manifest: any): ProgramFacts {
    return programFacts(this.settings, manifest, {
      whereabouts: () => this.object.node.path, inherited: this.inherited(), cluster: this.last?.cluster, isHelmChart: () => isHelmChart(this.owner),
    });
  }

  /** Missing and wrong properties are reported once; findings that follow from them would be duplicates. */
  private isIncomplete(): boolean {
    return !(this.job.isComplete ?? true) || this.missing().length > 0;
  }

  private missing(): string[] {
    return (this.job.governor?.required ?? ['flinkVersion', 'image']).filter((prop) => (this.props as any)[prop] === undefined && (FlinkDefaults._at(this.owner) as any)[prop] === undefined);
  }

  /** Labels and annotations of the object, unless it sets others. */
  private defaultMetadata(): FlinkDefaultsOptions {
    const { labels, annotations } = FlinkDefaults._at(this.owner);
    return { labels, annotations: { ...GitOps._annotations(this.owner, this.job.emission.definition.kind), ...annotations } };
  }

  /** Annotations for later checks of the YAML. */
  private annotations(): { [annotation: string]: string } {
    const { suppressed } = Judge.of(this.owner).verdict(this);
    return { ...this.ownAnnotations(), ...suppressing(suppressed.map(({ by }) => by)) };
  }

  private ownAnnotations(): { [annotation: string]: string } {
    const { governor } = this.job;
    const { inheritedKeys } = this.settings.configuration;
    return {
      ...(governor ? { [ANNOTATIONS.construct]: governor.construct } : {}),
      ...declarationAnnotations(this.settings),
      ...(inheritedKeys.length > 0 ? { [ANNOTATIONS.fromScopes]: inheritedKeys.join(' ') } : {}),
      ...(this.props.ownOptions?.length ? { [ANNOTATIONS.ownOptions]: this.props.ownOptions.join(' ') } : {}),
    };
  }

  /** The suppressions of the job and of its scopes. */
  private suppressions(): GuidelineSuppression[] {
    return [...this.inheritedSuppressions(), ...this.props.guidelines?.suppress ?? []];
  }

  private inheritedSuppressions(): GuidelineSuppression[] {
    return [...Guidelines._at(this.owner).suppressions, ...this.settings.notes.acknowledgements];
  }

  private inherited(): string[] {
    const meant = new Set((this.props.guidelines?.suppress ?? []).map(({ id }) => id));
    return this.inheritedSuppressions().map(({ id }) => id).filter((id) => !meant.has(id));
  }

  private refuseConfigurationOfAnotherVersion(settings: JobSettings): void {
    const written = this.configurationVersion;
    if (written === undefined || written === settings.flinkVersion.minor) return;
    settings.refuse('ARC-08', 'flinkConfiguration', undefined, `the typed configuration is for Flink ${written}, but the job runs Flink ${settings.flinkVersion}`,
      `Write flinkConfiguration('${settings.flinkVersion}', {...})`);
  }

  private computeSettings(guidelines: readonly Guideline[], cluster: Workload | undefined): JobSettings {
    const { job: { name, namespace, emission, governor } } = this;
    const defaults = FlinkDefaults._at(this.owner);
    // a session job has the settings of its cluster, which has the defaults
    const { props, inherited } = emission.cluster ? { props: this.props, inherited: undefined } : withDefaults(this.props, defaults);
    const settings = new JobSettings({
      name,
      namespace,
      deploymentNames: emission.deploymentNames(name),
      // Missing only in a program without compile-time checks: it is reported, and nothing else is checked.
      flinkVersion: cluster?.flinkVersion ?? props.flinkVersion ?? FlinkVersion.V1_20,
      operatorVersion: this.environment.operatorVersion,
      ownOptions: props.ownOptions,
      holds: emission.holds,
      fromScopes: inherited,
    });
    this.refuseConfigurationOfAnotherVersion(settings);
    refuseUnknownOperator(settings);
    bindDefaults(settings, defaults);
    bindProps(settings, props);
    if (cluster) settings.inherit(cluster._configuration);
    if (!governor) fillDirectories(settings);
    if (governor?.recoveryMillis !== undefined) promiseRecovery(settings, governor.recoveryMillis);
    for (const guideline of guidelines) apply(guideline, settings);
    if (cluster) settings.inheritDefaults(cluster._configuration);
    return settings;
  }
}

function missed(prop: string): Finding {
  const fix = prop === 'storage' ? 'Set the storage of the job, or that of all jobs: FlinkDefaults.of(app).set({ storage: DurableStorage.s3("s3://my-flink-bucket") })' : `Set ${prop}`;
  return refusal('ARC-12', prop, undefined, 'must be set: there is no default', fix);
}

/** The ConfigMap with the job's SQL script. Its name is derived from its content, so it never changes. */
function addScript(owner: Construct, job: string, namespace: string, script: string | undefined): void {
  if (script === undefined) return;
  new CompanionObject(owner, 'SqlScript', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: sqlScriptName(job, script), namespace, labels: companionLabels(job, 'sql-script') },
    immutable: true,
    data: { [SQL_SCRIPT_FILE]: script },
  });
}

function annotated(manifest: any, annotations: { readonly [annotation: string]: string }): any {
  return { ...manifest, metadata: { ...manifest.metadata, annotations: { ...manifest.metadata?.annotations, ...annotations } } };
}

function refuseUnknownOperator(settings: JobSettings): void {
  const { minor } = settings.operatorVersion;
  if (KNOWN_OPERATOR_VERSIONS.includes(minor)) return;
  settings.refuse('ARC-04', 'operatorVersion', minor, `must be one of ${KNOWN_OPERATOR_VERSIONS.join(', ')}`, `Write OperatorVersion.of("${KNOWN_OPERATOR_VERSIONS.at(-1)}")`);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, i) => element === b[i]);
}

function suppressing(suppressions: readonly GuidelineSuppression[]): { [annotation: string]: string } {
  return suppressions.length === 0 ? {} : { [ANNOTATIONS.suppress]: writeSuppressions(suppressions) };
}

/** A guideline that throws results in a finding. */
function apply(guideline: Guideline, settings: JobSettings): void {
  try {
    settings.inTheNameOf(Origin.guideline(guideline.id), () => guideline.apply(settings));
  } catch (error) {
    settings.refuse(guideline.id, 'apply', undefined, `failed: ${(error as Error).message}`, 'Correct the guideline');
  }
}
