import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SINGLE } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkDeploymentProps } from './flink-deployment-props';
import { ManifestDeployment } from './manifest-deployment';
import { namespaceOf } from './namespace';
import { Finding, IJobSettings } from '../configuration';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';
import { RenderedPods } from '../workload/rendered-pods';

/**
 * A FlinkDeployment that renders only what you set, typed and validated. `ProductionFlinkJob` adds the production guidelines.
 *
 * @example
 * new FlinkDeployment(chart, 'session', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5', serviceAccountName: 'flink' });
 */
export class FlinkDeployment extends Construct implements IFlinkDeployment {
  /**
   * A FlinkDeployment or FlinkBlueGreenDeployment that something else emits, for the objects beside it. Emits nothing itself.
   *
   * @param manifest the manifest, or the `ApiObject` that emits it, such as one of cdk8s' `Include`: then later JSON patches count
   * @throws where it is neither of the two kinds, or has no name
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
  /** Its namespace. */
  public readonly namespace: string;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkDeploymentProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    this.job = new EmittedJob(this, { name: this.name, namespace: this.namespace, props, emission: SINGLE });
  }

  /** Everything that is set for the deployment, and by whom. */
  public get settings(): IJobSettings {
    return this.job.settings;
  }

  /** What is wrong with it, or could be better. */
  public get findings(): Finding[] {
    return this.job.findings;
  }

  /**
   * A JobManager's and a TaskManager's pod, as the operator and Flink will create them: for tests, and for tools that judge pods.
   *
   * @throws where Flink would create none
   */
  public renderedPods(): RenderedPods {
    return this.job.renderedPods();
  }
}
