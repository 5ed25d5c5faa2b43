import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { bindProps } from './bind';
import { declarationAnnotations, promiseRecovery } from './declarations';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { renderSpec } from './render';
import { programFacts } from './settings-view';
import { Finding, FlinkVersion, IFlinkDeployment, JobSettings } from '../configuration';
import { refusal } from '../configuration/finding';
import { KNOWN_OPERATOR_VERSIONS } from '../configuration/operator-version';
import { Origin } from '../configuration/origin';
import { versionOf } from '../configuration/typed-configuration';
import { FLINK_DEPLOYMENT, FlinkDeploymentObject, FlinkDeploymentSpec } from '../crds/flink-deployment';
import { Guideline } from '../guidelines/guideline';
import { Guidelines } from '../guidelines/guidelines';
import { Judge, JudgedJob } from '../guidelines/judge';
import { GUIDELINES } from '../guidelines/registry';
import { GuidelineSuppression, writeSuppressions } from '../guidelines/suppression';
import { ANNOTATIONS } from '../workload/annotations';
import { renderPods } from '../workload/rendered-pods';
import { Workload } from '../workload/workload';

/**
 * A FlinkDeployment that says what it is told, typed and valid, and nothing else. `ProductionFlinkJob` adds the production guidelines.
 */
export class FlinkDeployment extends Construct implements IFlinkDeployment {
  /** The name of the FlinkDeployment. */
  public readonly name: string;
  /** Its namespace. */
  public readonly namespace: string;

  private readonly props: FlinkDeploymentProps;
  private readonly configurationVersion?: string;
  private governor?: Governor;
  private readonly companionFindings: (() => Finding[])[] = [];
  private last?: { readonly settings: JobSettings; readonly guidelines: readonly Guideline[] };

  /** @internal */
  public readonly _object: FlinkDeploymentObject;

  constructor(scope: Construct, id: string, props: FlinkDeploymentProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    // A copy, so that a map which the caller changes later changes nothing here.
    this.props = { ...props, flinkConfiguration: { ...props.flinkConfiguration } };
    this.configurationVersion = versionOf(props.flinkConfiguration);
    this._object = new FlinkDeploymentObject(this, 'Default', {
      ...this._definition,
      metadata: { name: this.name, namespace: this.namespace },
      spec: () => this._wrap(renderSpec(this.settings)),
      annotations: () => this.annotations(),
    });
    Judge.of(this).watch(this as JudgedJob);
  }

  /** Everything that is said about the deployment, by whom. Computed when asked, and kept until something changes. */
  public get settings(): JobSettings {
    const guidelines = this.applied();
    if (!this.last || !isSame(this.last.guidelines, guidelines)) this.last = { settings: this.computeSettings(guidelines), guidelines };
    return this.last.settings;
  }

  /** What is wrong with it, or could be better. */
  public get findings(): Finding[] {
    return Judge.of(this).findings(this as JudgedJob);
  }

  /**
   * A JobManager's and a TaskManager's pod, as the operator and Flink will create them: for tests, and for tools that judge pods.
   * Fails where Flink would create none.
   */
  public renderedPods(): any[] {
    const manifest = this._unwrap(this._object._render());
    const { jobManager, taskManager } = renderPods(Workload._of(manifest, { operatorVersion: this.props.operatorVersion }));
    return [jobManager, taskManager];
  }

  /**
   * The kind that it is emitted as.
   * @internal
   */
  public get _definition(): { readonly apiVersion: string; readonly kind: string } {
    return FLINK_DEPLOYMENT;
  }

  /**
   * The names of the FlinkDeployments that there will be.
   * @internal
   */
  public get _deploymentNames(): readonly string[] {
    return [this.name];
  }

  /**
   * The spec of that kind.
   * @internal
   */
  public _wrap(spec: FlinkDeploymentSpec): any {
    return spec;
  }

  /**
   * The FlinkDeployment that an object of that kind stands for.
   * @internal
   */
  public _unwrap(manifest: any): any {
    return manifest;
  }

  /**
   * Gives the production guidelines to it, which fill what nobody set, and names what must be set.
   * @internal
   */
  public _govern(governor: Governor): void {
    this.governor = governor;
    this.last = undefined;
  }

  /**
   * Judges something that stands beside it together with it.
   * @internal
   */
  public _alsoJudge(findings: () => Finding[]): void {
    this.companionFindings.push(findings);
  }

  /** @internal */
  public _ownFindings(): Finding[] {
    const missing = this.missing();
    if (missing.length > 0) return missing.map((prop) => refusal('ARC-12', prop, undefined, 'is missing, and has no default', `Give the job its ${prop}`));
    return [...this.settings._findings, ...this.companionFindings.flatMap((findings) => findings())];
  }

  /** @internal */
  public _judges(): readonly Guideline[] {
    return [...GUIDELINES, ...Guidelines._at(this).own];
  }

  /** @internal */
  public _workload(rendered: any): Workload {
    // What is missing has been said, and all that follows from it would say it again.
    if (this.missing().length > 0) throw new Error('incomplete');
    const manifest = this._unwrap(rendered);
    const annotations = { ...manifest.metadata.annotations, ...this.ownAnnotations(), ...suppressing(this.suppressions()) };
    const facts = programFacts(this.settings, manifest, this._object.node.path, this.inherited());
    return Workload._of({ ...manifest, metadata: { ...manifest.metadata, annotations } }, facts);
  }

  /** @internal */
  public _isSaid(path: string): boolean {
    return !this.settings.originOf(path)?.startsWith('guideline');
  }

  private missing(): string[] {
    return (this.governor?.required ?? ['flinkVersion', 'image']).filter((prop) => (this.props as any)[prop] === undefined);
  }

  /** Own guidelines first: what they say of a default is meant to win over ours. */
  private applied(): Guideline[] {
    return this.governor ? [...Guidelines._at(this).own, ...GUIDELINES] : [];
  }

  /** Travel with the manifest, so that a later check of the YAML knows what the program knew. */
  private annotations(): { [annotation: string]: string } {
    const { suppressed } = Judge.of(this).verdict(this as JudgedJob);
    const used = new Set(suppressed.map(({ finding }) => finding.guideline));
    return { ...this.ownAnnotations(), ...suppressing(this.suppressions().filter(({ id }) => used.has(id))) };
  }

  private ownAnnotations(): { [annotation: string]: string } {
    return {
      ...(this.governor ? { [ANNOTATIONS.construct]: this.governor.construct } : {}),
      ...declarationAnnotations(this.settings),
      ...(this.props.ownOptions?.length ? { [ANNOTATIONS.ownOptions]: this.props.ownOptions.join(' ') } : {}),
    };
  }

  /** What is said of this job, and what is said of its scopes. */
  private suppressions(): GuidelineSuppression[] {
    return [...this.inheritedSuppressions(), ...this.props.guidelines?.suppress ?? []];
  }

  private inheritedSuppressions(): GuidelineSuppression[] {
    return [...Guidelines._at(this).suppressions, ...this.settings._acknowledgements];
  }

  private inherited(): string[] {
    const meant = new Set((this.props.guidelines?.suppress ?? []).map(({ id }) => id));
    return this.inheritedSuppressions().map(({ id }) => id).filter((id) => !meant.has(id));
  }

  private refuseConfigurationOfAnotherVersion(settings: JobSettings): void {
    const written = this.configurationVersion;
    if (written === undefined || written === settings.flinkVersion.minor) return;
    settings._refuse('ARC-08', 'flinkConfiguration', undefined, `was written for Flink ${written}, and this job runs ${settings.flinkVersion}`,
      `Write flinkConfiguration('${settings.flinkVersion}', {...})`);
  }

  private computeSettings(guidelines: readonly Guideline[]): JobSettings {
    const { name, namespace, props } = this;
    const settings = new JobSettings({
      name,
      namespace,
      // Only a program that no compiler checked leaves it out; it is told so, and the rest is not judged.
      flinkVersion: props.flinkVersion ?? FlinkVersion.V1_20,
      operatorVersion: props.operatorVersion,
      ownOptions: props.ownOptions,
    });
    settings._deploymentNames = this._deploymentNames;
    this.refuseConfigurationOfAnotherVersion(settings);
    refuseUnknownOperator(settings);
    bindProps(settings, props);
    if (this.governor?.recoveryMillis !== undefined) promiseRecovery(settings, this.governor.recoveryMillis);
    for (const guideline of guidelines) apply(guideline, settings);
    return settings;
  }
}

function refuseUnknownOperator(settings: JobSettings): void {
  const { minor } = settings.operatorVersion;
  if (KNOWN_OPERATOR_VERSIONS.includes(minor)) return;
  settings._refuse('ARC-04', 'operatorVersion', minor, `is none of ${KNOWN_OPERATOR_VERSIONS.join(', ')}`, `Write OperatorVersion.of("${KNOWN_OPERATOR_VERSIONS.at(-1)}")`);
}

/** Who governs a deployment. */
export interface Governor {
  /** The construct, by its name. */
  readonly construct: string;
  /** The properties that have no default. */
  readonly required: readonly string[];
  /** For how long the job may be away, where it promises that. */
  readonly recoveryMillis?: number;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, i) => element === b[i]);
}

function suppressing(suppressions: readonly GuidelineSuppression[]): { [annotation: string]: string } {
  return suppressions.length === 0 ? {} : { [ANNOTATIONS.suppress]: writeSuppressions(suppressions) };
}

/** A guideline that throws is a finding about itself, never the end of the synth. */
function apply(guideline: Guideline, settings: JobSettings): void {
  try {
    settings._inTheNameOf(Origin.guideline(guideline.id), () => guideline.apply(settings));
  } catch (error) {
    settings._refuse(guideline.id, 'apply', undefined, `failed: ${(error as Error).message}`, 'Correct the guideline');
  }
}

/** The namespace that was given, or the chart's. Empty where there is none, which validation reports. */
export function namespaceOf(construct: Construct, props: { readonly namespace?: string }): string {
  return props.namespace ?? Chart.of(construct).namespace ?? '';
}
