import { Construct } from 'constructs';
import { BlueGreenOptions } from './blue-green';
import { blueGreen } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { namespaceOf } from './namespace';
import { Finding, IJobSettings } from '../configuration';
import { typed } from '../configuration/arguments/typed';
import { IFlinkDeployment, provideSource, sourceOf } from '../workload/flink-deployment-reference';
import { colouredName } from '../workload/kinds';
import { RenderedPods } from '../workload/rendered-pods';

/** Properties of a FlinkBlueGreenDeployment. */
export interface FlinkBlueGreenDeploymentProps extends FlinkDeploymentProps, BlueGreenOptions {}

/**
 * A FlinkBlueGreenDeployment that renders only what you set, typed and validated. At every change the operator starts the new version next to the old
 * one, from its savepoint, and deletes the old one when the new one runs. Requires operator 1.14. Guideline UPG-11. `ProductionFlinkJob` with
 * `blueGreen` adds the production guidelines and all other objects.
 *
 * The operator creates two FlinkDeployments in turn, `<name>-blue` and `<name>-green`, so its name may have at most 39 characters. Constructs such as
 * FlinkNetworkPolicy render objects for both, unless `deployment` is one of them, such as `bg.blue`.
 *
 * @example
 * const orders = new FlinkBlueGreenDeployment(chart, 'orders', {
 *   flinkVersion: FlinkVersion.V1_20,
 *   image: 'registry.example.com/orders:1.0.0',
 *   artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
 *   parallelism: 4,
 *   serviceAccountName: 'flink',
 * });
 * new FlinkAlerts(chart, 'alerts', { deployment: orders });
 */
export class FlinkBlueGreenDeployment extends Construct implements IFlinkDeployment {
  /** The name of the FlinkBlueGreenDeployment. */
  public readonly name: string;
  /** The namespace. */
  public readonly namespace: string;
  /** The FlinkDeployment `<name>-blue`: the first one, and every second one after it. */
  public readonly blue: IFlinkDeployment;
  /** The FlinkDeployment `<name>-green`. */
  public readonly green: IFlinkDeployment;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkBlueGreenDeploymentProps) {
    super(scope, id);
    const known = typed('FlinkBlueGreenDeploymentProps', props);
    this.name = known.props.name ?? id;
    this.namespace = namespaceOf(this, known.props);
    this.job = new EmittedJob(this, { name: this.name, namespace: this.namespace, ...known, emission: blueGreen(known.props) });
    this.blue = childOf(this, 'blue');
    this.green = childOf(this, 'green');
  }

  /** The effective settings and their origins. */
  public get settings(): IJobSettings {
    return this.job.settings;
  }

  /** Violations of guidelines. */
  public get findings(): Finding[] {
    return this.job.findings;
  }

  /**
   * The pods of JobManager and TaskManager of the blue FlinkDeployment that the operator and Flink will create, for tests and for tools that check pods.
   *
   * @throws if Flink would reject the configuration
   */
  public renderedPods(): RenderedPods {
    return this.job.renderedPods();
  }
}

/** One of the two FlinkDeployments that the operator creates for a blue/green job. */
export function childOf(job: IFlinkDeployment, colour: string): IFlinkDeployment {
  const { name, namespace } = job;
  const child: IFlinkDeployment = { name: colouredName(name, colour), namespace };
  provideSource(child, { jobName: name, deploymentNames: [child.name], view: (deploymentName) => sourceOf(job).view(deploymentName) });
  return child;
}
