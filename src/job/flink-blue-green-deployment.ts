import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isSession } from '../facts';
import { FlinkDeployment } from './flink-deployment';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { Finding, IFlinkDeployment, JobSettings, OperatorVersion } from '../configuration';
import { refusal } from '../configuration/finding';
import { renderOptionValue } from '../configuration/option-value';
import { FLINK_BLUE_GREEN_DEPLOYMENT, FlinkBlueGreenDeploymentSpec } from '../crds/flink-blue-green-deployment';
import { FLINK_DEPLOYMENT, FlinkDeploymentSpec } from '../crds/flink-deployment';
import { Judge, JudgedJob } from '../guidelines/judge';

/** What a FlinkBlueGreenDeployment is told. */
export interface FlinkBlueGreenDeploymentProps extends FlinkDeploymentProps {
  /**
   * How long the new version may take until it runs; then it is given up, and the old one stays (`kubernetes.operator.bluegreen.abort.grace-period`).
   * @default - the operator's: 10 minutes
   */
  readonly abortGracePeriod?: Duration;
  /**
   * How long the old version stays once the new one runs (`kubernetes.operator.bluegreen.deployment-deletion.delay`).
   * @default - the operator's: it goes at once
   */
  readonly deploymentDeletionDelay?: Duration;
}

/**
 * A FlinkBlueGreenDeployment that says what it is told, typed and valid, and nothing else: at every change the operator starts the new version beside the
 * old one, from its savepoint, and ends the old one when the new one runs. Operators have it from 1.14 on. Guideline UPG-11.
 *
 * The operator makes two FlinkDeployments of it in turn, `<name>-blue` and `<name>-green`, so its name has at most 39 characters. What stands beside a
 * FlinkDeployment (policies, monitors, budgets) is made for each of the two; a FlinkServiceAccount once, since both have the same.
 */
export class FlinkBlueGreenDeployment extends Construct {
  /** The name of the FlinkBlueGreenDeployment. */
  public readonly name: string;
  /** Its namespace. */
  public readonly namespace: string;
  /** The first of the two FlinkDeployments, and every other after it. */
  public readonly blue: IFlinkDeployment;
  /** The second, and every other after it. */
  public readonly green: IFlinkDeployment;

  private readonly template: Template;

  constructor(scope: Construct, id: string, props: FlinkBlueGreenDeploymentProps) {
    super(scope, id);
    this.template = new Template(this, 'Default', { ...props, name: props.name ?? id });
    this.name = this.template.name;
    this.namespace = this.template.namespace;
    this.blue = new Child(this.template, BLUE);
    this.green = new Child(this.template, GREEN);
    Judge.of(this).reportAt(this, this.template as JudgedJob);
  }

  /** Everything that is said about the job, by whom. */
  public get settings(): JobSettings {
    return this.template.settings;
  }

  /** What is wrong with it, or could be better. */
  public get findings(): Finding[] {
    return this.template.findings;
  }

  /**
   * A JobManager's and a TaskManager's pod of the green one, as the operator and Flink will create them: for tests, and for tools that judge pods.
   * Fails where Flink would create none.
   */
  public renderedPods(): any[] {
    return this.template.renderedPods();
  }
}

const [BLUE, GREEN] = ['blue', 'green'];
const COLOURS = [BLUE, GREEN];

/** How the operator calls one of the two. */
function named(name: string, colour: string): string {
  return `${name}-${colour}`;
}

/** One of the FlinkDeployments that the operator makes. */
class Child implements IFlinkDeployment {
  public readonly name: string;
  public readonly namespace: string;

  constructor(private readonly template: Template, colour: string) {
    this.name = named(template.name, colour);
    this.namespace = template.namespace;
  }

  public get settings(): JobSettings {
    return this.template.settings;
  }
}

/** What both are made of. */
class Template extends FlinkDeployment {
  private readonly timing: { readonly [prop: string]: Duration | undefined };

  constructor(scope: Construct, id: string, { abortGracePeriod, deploymentDeletionDelay, ...props }: FlinkBlueGreenDeploymentProps) {
    super(scope, id, props);
    this.timing = { abortGracePeriod, deploymentDeletionDelay };
  }

  public override get _definition() {
    return FLINK_BLUE_GREEN_DEPLOYMENT;
  }

  public override get _deploymentNames() {
    return COLOURS.map((colour) => named(this.name, colour));
  }

  public override _wrap({ ingress, ...spec }: FlinkDeploymentSpec): FlinkBlueGreenDeploymentSpec {
    const said = TIMING.filter(([prop]) => this.timing[prop] !== undefined);
    const configuration = Object.fromEntries(said.map(([prop, key]) => [key, renderOptionValue(this.timing[prop], 'Duration')]));
    return { ...(said.length > 0 ? { configuration } : {}), ...(ingress ? { ingress } : {}), template: { spec } };
  }

  /** Of the two the one with the longer name. */
  public override _unwrap({ metadata, spec: { ingress, template } }: any): any {
    const { name } = metadata;
    return { ...FLINK_DEPLOYMENT, metadata: { ...metadata, name: named(name, GREEN) }, spec: { ...template.spec, ...(ingress ? { ingress } : {}) } };
  }

  public override _ownFindings(): Finding[] {
    const { minor } = this.settings.operatorVersion;
    const found = super._ownFindings();
    if (minor === OperatorVersion.V1_13.minor) {
      found.push(refusal('UPG-11', 'operatorVersion', minor, 'has no FlinkBlueGreenDeployment', 'Use operator 1.14 or newer'));
    }
    if (isSession(this.settings)) {
      found.push(refusal('UPG-11', 'artifact', undefined, 'is missing: only a job can be deployed blue/green', 'Give it its artifact, or use a FlinkDeployment'));
    }
    if (this.timing.abortGracePeriod?.toMilliseconds() === 0) {
      found.push(refusal('UPG-11', 'abortGracePeriod', '0 s', 'gives up every new version before it can run', 'Give it some minutes, or leave it out'));
    }
    return found;
  }
}

const TIMING = [
  ['abortGracePeriod', 'kubernetes.operator.bluegreen.abort.grace-period'],
  ['deploymentDeletionDelay', 'kubernetes.operator.bluegreen.deployment-deletion.delay'],
] as const;
