import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SINGLE } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { ManifestDeployment } from './manifest-deployment';
import { namespaceOf } from './namespace';
import { Finding, IJobSettings } from '../configuration';
import { checkedFactories } from '../configuration/arguments/checked';
import { typed } from '../configuration/arguments/typed';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';
import { RenderedPods } from '../workload/rendered-pods';

/**
 * A FlinkDeployment that renders only what you set, typed and validated. `ProductionFlinkJob` adds the production guidelines.
 *
 * @example
 * new FlinkDeployment(chart, 'session', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5', serviceAccountName: 'flink' });
 */
@checkedFactories('FlinkDeployment')
export class FlinkDeployment extends Construct implements IFlinkDeployment {
  /**
   * References a FlinkDeployment or FlinkBlueGreenDeployment that this library did not generate, to create objects for it. Renders nothing itself.
   *
   * @param manifest the manifest, or the `ApiObject` that renders it, such as one from an `Include`; JSON patches of that object are taken into
   * account
   * @throws if it is of another kind, or has no name or namespace
   *
   * @example
   * const include = new Include(chart, 'include', { url: 'orders.yaml' });
   * const orders = FlinkDeployment.fromManifest(chart, 'orders', include.apiObjects[0]);
   * new FlinkAlerts(chart, 'alerts', { deployment: orders });
   */
  public static fromManifest(scope: Construct, id: string, manifest: any): IFlinkDeployment {
    return new ManifestDeployment(scope, id, ApiObject.isApiObject(manifest) ? () => (manifest as ApiObject).toJson() : () => manifest);
  }

  /** The name of the FlinkDeployment. */
  public readonly name: string;
  /** The namespace. */
  public readonly namespace: string;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkDeploymentProps) {
    super(scope, id);
    const known = typed('FlinkDeploymentProps', props);
    this.name = known.props.name ?? id;
    this.namespace = namespaceOf(this, known.props);
    this.job = new EmittedJob(this, { name: this.name, namespace: this.namespace, ...known, emission: SINGLE });
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
   * The pods of JobManager and TaskManager that the operator and Flink will create, for tests and for tools that check pods.
   *
   * @throws if Flink would reject the configuration
   */
  public renderedPods(): RenderedPods {
    return this.job.renderedPods();
  }
}
