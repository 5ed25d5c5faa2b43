import { Construct } from 'constructs';
import { JobArtifact } from './artifact';
import { BlueGreenOptions } from './blue-green';
import { JobDisruptionBudgetOptions, JobNetworkPolicyOptions, JobServiceAccountOptions, MonitoringOptions } from './companion-options';
import { addCompanions } from './companion-table';
import { DeploymentMode } from './deployment-mode';
import { blueGreen, SINGLE } from './emission';
import { EmittedJob } from './emitted-job';
import { childOf } from './flink-blue-green-deployment';
import { FlinkClusterOptions, FlinkJobOptions } from './flink-job-options';
import { namespaceOf } from './namespace';
import { Finding, FlinkVersion, IJobSettings } from '../configuration';
import { typed } from '../configuration/arguments/typed';
import { EgressTarget } from '../network';
import { DurableStorage } from '../state';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';
import { COLOURS } from '../workload/kinds';
import { RenderedPods } from '../workload/rendered-pods';

/** Properties of a production job. */
export interface ProductionFlinkJobProps extends FlinkClusterOptions, FlinkJobOptions {
  /** The Flink version in the image. */
  readonly flinkVersion: FlinkVersion;
  /** The image that contains the job, with a tag or digest. Guideline ARC-08. */
  readonly image: string;
  /** The job. */
  readonly artifact: JobArtifact;
  /** The parallelism of the job. */
  readonly parallelism: number;
  /**
   * Storage of checkpoints, savepoints and high-availability metadata. Guideline CKP-10.
   * @default - the storage in `FlinkDefaults`, without which it is required
   */
  readonly storage?: DurableStorage;
  /**
   * Native or standalone mode. In standalone mode the operator creates the TaskManagers; a jar in the image must not be in `/opt/flink/usrlib`, where
   * the operator mounts an empty directory. The mode cannot be changed later. Guidelines ARC-05 and ARC-09.
   * @default DeploymentMode.native() (guideline ARC-05)
   */
  readonly mode?: DeploymentMode;
  /**
   * Renders a FlinkBlueGreenDeployment: on every change the new version starts next to the old one, from its savepoint, and replaces it once it runs.
   * Requires twice the resources during a change, and operator 1.14. Guideline UPG-11.
   * @default - a FlinkDeployment: a change stops the job with a savepoint and restarts it
   */
  readonly blueGreen?: BlueGreenOptions;
  /**
   * Egress targets of the job, such as its Kafka brokers. If set, egress is closed to all other targets except those Flink itself needs.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
  /**
   * The ServiceAccounts.
   * @default - two accounts for the job, with the permissions that Flink uses
   */
  readonly serviceAccount?: JobServiceAccountOptions;
  /**
   * The NetworkPolicies. The namespaces of operator and Prometheus are set in the FlinkEnvironment.
   * @default - ingress only from the operator and Prometheus
   */
  readonly networkPolicy?: JobNetworkPolicyOptions;
  /**
   * Metrics and alerts.
   * @default - a ServiceMonitor, and all alerts that can be derived from the job's settings
   */
  readonly monitoring?: MonitoringOptions;
  /**
   * The PodDisruptionBudgets.
   * @default - one for each component with more than one pod
   */
  readonly disruptionBudget?: JobDisruptionBudgetOptions;
}

/**
 * A Flink job in production: a FlinkDeployment or FlinkBlueGreenDeployment with the defaults of the production guidelines, and the objects it needs:
 * ServiceAccounts, NetworkPolicies, metrics Service, ServiceMonitor, PrometheusRule, PodDisruptionBudgets, Certificate.
 *
 * All errors are reported together when the App is synthesized.
 *
 * @example
 * new ProductionFlinkJob(chart, 'fraud-detection', {
 *   flinkVersion: FlinkVersion.V1_20,
 *   image: 'registry.example.com/fraud-detection:1.0.0',
 *   artifact: JobArtifact.jar('local:///opt/flink/usrlib/fraud-detection.jar'),
 *   parallelism: 12,
 *   storage: DurableStorage.s3('s3://my-flink-bucket'),
 * });
 */
export class ProductionFlinkJob extends Construct implements IFlinkDeployment {
  /** The name of the FlinkDeployment, or of the FlinkBlueGreenDeployment. */
  public readonly name: string;
  /** The namespace of all objects. */
  public readonly namespace: string;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: ProductionFlinkJobProps) {
    super(scope, id);
    const { props: known, wrong, isComplete } = typed('ProductionFlinkJobProps', props);
    this.name = known.name ?? id;
    this.namespace = namespaceOf(this, known);
    this.job = new EmittedJob(this, {
      name: this.name,
      namespace: this.namespace,
      props: { ...known, serviceAccountName: known.serviceAccount?.name },
      wrong,
      isComplete,
      emission: known.blueGreen ? blueGreen(known.blueGreen) : SINGLE,
      governor: {
        construct: 'ProductionFlinkJob', required: REQUIRED, recoveryMillis: known.monitoring?.alerts?.serviceLevel?.recoveryTime?.toMilliseconds(),
      },
    });
    addCompanions(this, this.job.object, known);
  }

  /** The effective settings and their origins. */
  public get settings(): IJobSettings {
    return this.job.settings;
  }

  /** The ids of the guidelines that set a default, sorted. */
  public get appliedGuidelines(): string[] {
    return this.settings.appliedGuidelines;
  }

  /** Violations of guidelines. */
  public get findings(): Finding[] {
    return this.job.findings;
  }

  /** The two FlinkDeployments that the operator creates for a blue/green job, to create objects for one of them. Empty for any other job. */
  public get colours(): IFlinkDeployment[] {
    return this.job.isBlueGreen ? COLOURS.map((colour) => childOf(this, colour)) : [];
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

/** Properties without a default. TypeScript reports a missing one at compile time, other languages at synth. */
const REQUIRED = ['flinkVersion', 'image', 'artifact', 'parallelism', 'storage'];
