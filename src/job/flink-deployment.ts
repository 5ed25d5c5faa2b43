import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { bindProps } from './bind';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { renderSpec } from './render';
import { viewOf } from './settings-view';
import { Finding, FlinkVersion, IFlinkDeployment, JobSettings } from '../configuration';
import { refusal } from '../configuration/finding';
import { Origin } from '../configuration/origin';
import { versionOf } from '../configuration/typed-configuration';
import { FlinkDeploymentObject } from '../crds/flink-deployment';
import { Guideline } from '../guidelines/guideline';
import { Judge } from '../guidelines/judge';
import { renderPods } from '../workload/rendered-pods';
import { validate } from '../workload/validity';
import { OWN_OPTIONS_ANNOTATION, Workload } from '../workload/workload';

/**
 * A FlinkDeployment that says what it is told, typed and valid, and nothing else. `ProductionFlinkJob` adds the production guidelines.
 */
export class FlinkDeployment extends Construct implements IFlinkDeployment {
  /** The name of the FlinkDeployment. */
  public readonly name: string;
  /** Its namespace. */
  public readonly namespace: string;

  private readonly object: FlinkDeploymentObject;
  private readonly props: FlinkDeploymentProps;
  private readonly configurationVersion?: string;
  private guidelines: readonly Guideline[] = [];
  private required: readonly string[] = ['flinkVersion', 'image'];
  private readonly companionFindings: (() => Finding[])[] = [];
  private lastSettings?: JobSettings;

  constructor(scope: Construct, id: string, props: FlinkDeploymentProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    // A copy, so that a map which the caller changes later changes nothing here.
    this.props = { ...props, flinkConfiguration: { ...props.flinkConfiguration } };
    this.configurationVersion = versionOf(props.flinkConfiguration);
    // They travel with the manifest, so that a later check of the YAML knows them, too.
    const annotations = props.ownOptions?.length ? { annotations: { [OWN_OPTIONS_ANNOTATION]: props.ownOptions.join(' ') } } : {};
    this.object = new FlinkDeploymentObject(this, 'Default', { name: this.name, namespace: this.namespace, ...annotations }, () => renderSpec(this.settings));
    Judge.of(this).watch(this, () => this.ownFindings());
  }

  /** Everything that is said about the deployment, by whom. Computed when asked, and kept until something changes. */
  public get settings(): JobSettings {
    this.lastSettings ??= this.computeSettings();
    return this.lastSettings;
  }

  /** What is wrong with it, or could be better. */
  public get findings(): Finding[] {
    return Judge.of(this).findings(this);
  }

  /**
   * A JobManager's and a TaskManager's pod, as the operator and Flink will create them: for tests, and for tools that judge pods.
   * Fails where Flink would create none.
   */
  public renderedPods(): any[] {
    const { jobManager, taskManager } = renderPods(new Workload(this.object.toJson(), { operatorVersion: this.props.operatorVersion }));
    return [jobManager, taskManager];
  }

  /**
   * Gives guidelines to it, which fill what nobody set, and names what must be set.
   * @internal
   */
  public _govern(guidelines: readonly Guideline[], required: readonly string[]): void {
    this.guidelines = guidelines;
    this.required = required;
    this.lastSettings = undefined;
  }

  /**
   * Judges something that stands beside it together with it.
   * @internal
   */
  public _alsoJudge(findings: () => Finding[]): void {
    this.companionFindings.push(findings);
  }

  private ownFindings(): Finding[] {
    const missing = this.required.filter((prop) => (this.props as any)[prop] === undefined);
    if (missing.length > 0) return missing.map((prop) => refusal('ARC-12', prop, undefined, 'is missing, and has no default', `Give the job its ${prop}`));
    return [...this.settings._findings, ...this.companionFindings.flatMap((findings) => findings())];
  }

  private refuseConfigurationOfAnotherVersion(settings: JobSettings): void {
    const written = this.configurationVersion;
    if (written === undefined || written === settings.flinkVersion.minor) return;
    settings._refuse('ARC-08', 'flinkConfiguration', undefined, `was written for Flink ${written}, and this job runs ${settings.flinkVersion}`,
      `Write flinkConfiguration('${settings.flinkVersion}', {...})`);
  }

  private computeSettings(): JobSettings {
    const { name, namespace, props } = this;
    const settings = new JobSettings({
      name,
      namespace,
      // Only a program that no compiler checked leaves it out; it is told so, and the rest is not judged.
      flinkVersion: props.flinkVersion ?? FlinkVersion.V1_20,
      operatorVersion: props.operatorVersion,
      ownOptions: props.ownOptions,
    });
    this.refuseConfigurationOfAnotherVersion(settings);
    bindProps(settings, props);
    for (const guideline of this.guidelines) apply(guideline, settings);
    for (const finding of validate(viewOf(settings))) settings._report(finding);
    return settings;
  }
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
