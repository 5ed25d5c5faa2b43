import { Construct } from 'constructs';
import { BlueGreenOptions } from './blue-green';
import { blueGreen } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { namespaceOf } from './namespace';
import { Finding, IJobSettings } from '../configuration';
import { IFlinkDeployment, provideSource, sourceOf } from '../workload/flink-deployment-reference';
import { colouredName } from '../workload/kinds';
import { RenderedPods } from '../workload/rendered-pods';

/** What a FlinkBlueGreenDeployment is made of. */
export interface FlinkBlueGreenDeploymentProps extends FlinkDeploymentProps, BlueGreenOptions {}

/**
 * A FlinkBlueGreenDeployment that renders only what you set, typed and validated: at every change the operator starts the new version beside the
 * old one, from its savepoint, and ends the old one when the new one runs. Operators have it from 1.14 on. Guideline UPG-11.
 * `ProductionFlinkJob` with `blueGreen` adds the production guidelines and all objects beside it.
 *
 * The operator makes two FlinkDeployments of it in turn, `<name>-blue` and `<name>-green`, so its name has at most 39 characters. An object that stands
 * beside it is made for both, unless it names one of them: `deployment: bg.blue`.
 *
 * @example
 * const orders = new FlinkBlueGreenDeployment(chart, 'orders', { ...props, serviceAccountName: 'flink' });
 * new FlinkAlerts(chart, 'alerts', { deployment: orders });
 */
export class FlinkBlueGreenDeployment extends Construct implements IFlinkDeployment {
  /** The name of the FlinkBlueGreenDeployment. */
  public readonly name: string;
  /** Its namespace. */
  public readonly namespace: string;
  /** The first of the two FlinkDeployments, and every other after it. */
  public readonly blue: IFlinkDeployment;
  /** The second, and every other after it. */
  public readonly green: IFlinkDeployment;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkBlueGreenDeploymentProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    this.job = new EmittedJob(this, { name: this.name, namespace: this.namespace, props, emission: blueGreen(props) });
    this.blue = childOf(this, 'blue');
    this.green = childOf(this, 'green');
  }

  /** Everything that is set for the job, and by whom. */
  public get settings(): IJobSettings {
    return this.job.settings;
  }

  /** What is wrong with it, or could be better. */
  public get findings(): Finding[] {
    return this.job.findings;
  }

  /**
   * A JobManager's and a TaskManager's pod of the blue one, as the operator and Flink will create them: for tests, and for tools that judge pods.
   *
   * @throws where Flink would create none
   */
  public renderedPods(): RenderedPods {
    return this.job.renderedPods();
  }
}

/** One of the two FlinkDeployments that the operator makes of a blue/green job. */
export function childOf(job: IFlinkDeployment, colour: string): IFlinkDeployment {
  const { name, namespace } = job;
  const child: IFlinkDeployment = { name: colouredName(name, colour), namespace };
  provideSource(child, { jobName: name, deploymentNames: [child.name], view: (deploymentName) => sourceOf(job).view(deploymentName) });
  return child;
}
