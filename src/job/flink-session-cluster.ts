import { Construct } from 'constructs';
import { JobDisruptionBudgetOptions, JobNetworkPolicyOptions, JobServiceAccountOptions, MonitoringOptions } from './companion-options';
import { addCompanions } from './companion-table';
import { DeploymentMode } from './deployment-mode';
import { SESSION_CLUSTER } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkClusterOptions } from './flink-job-options';
import { namespaceOf } from './namespace';
import { Finding, FlinkVersion, IJobSettings } from '../configuration';
import { typed } from '../configuration/arguments/typed';
import { EgressTarget } from '../network';
import { CheckpointingOptions, DurableStorage, RestartStrategy, StateBackend } from '../state';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';
import { RenderedPods } from '../workload/rendered-pods';

/** Properties of a FlinkSessionCluster. */
export interface FlinkSessionClusterProps extends FlinkClusterOptions {
  /** The Flink version in the image, for all session jobs. */
  readonly flinkVersion: FlinkVersion;
  /**
   * The image, with a tag or digest. Libraries that jobs share belong in its `/opt/flink/lib`. The image cannot contain the jars of session jobs.
   * Guideline ARC-08.
   */
  readonly image: string;
  /**
   * Storage of checkpoints, savepoints and high-availability metadata of all session jobs. Guideline CKP-10.
   * @default - the storage in `FlinkDefaults`, without which it is required
   */
  readonly storage?: DurableStorage;
  /**
   * Native or standalone mode. In native mode Flink creates TaskManagers when jobs need slots, and removes them when they are idle. Guideline ARC-05.
   * @default DeploymentMode.native()
   */
  readonly mode?: DeploymentMode;
  /**
   * The state backend of session jobs that do not set their own. It includes the volume of each TaskManager for its files.
   * @default StateBackend.rocksDb() (guideline STB-02)
   */
  readonly stateBackend?: StateBackend;
  /**
   * Checkpoint options of session jobs that do not set their own.
   * @default - guidelines CKP-02 to CKP-14
   */
  readonly checkpointing?: CheckpointingOptions;
  /**
   * The restart strategy of session jobs that do not set their own.
   * @default RestartStrategy.exponentialDelay() (guideline RST-01)
   */
  readonly restartStrategy?: RestartStrategy;
  /**
   * Egress targets of all session jobs, such as their Kafka brokers. If set, egress is closed to all other targets except those Flink itself needs.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
  /**
   * The ServiceAccounts.
   * @default - two accounts for the cluster, with the permissions that Flink uses
   */
  readonly serviceAccount?: JobServiceAccountOptions;
  /**
   * The NetworkPolicies. Only the operator may connect to the REST API, which executes uploaded jars: `uiNamespaces` is rejected. Guideline SEC-09.
   * @default - ingress only from the operator and Prometheus
   */
  readonly networkPolicy?: JobNetworkPolicyOptions;
  /**
   * Metrics of all session jobs, and alerts on the cluster's processes. Alerts on a session job are set in the FlinkSessionJob.
   * @default - a ServiceMonitor, and all alerts on processes and pods
   */
  readonly monitoring?: MonitoringOptions;
  /**
   * The PodDisruptionBudgets.
   * @default - one for each component with more than one pod
   */
  readonly disruptionBudget?: JobDisruptionBudgetOptions;
}

/**
 * A session cluster: a FlinkDeployment without a job, with the defaults of the production guidelines and the same additional objects as a
 * `ProductionFlinkJob`. `FlinkSessionJob` deploys jobs to it. The jobs share its processes: if one runs out of memory, the others fail with it. Where
 * that matters, use a `ProductionFlinkJob` for each job. Guideline ARC-02.
 *
 * Checkpoint, state backend and restart options of the cluster apply to every session job that does not set its own. The operator does not delete the
 * cluster before its session jobs are deleted.
 *
 * All errors are reported together when the App is synthesized.
 *
 * @example
 * const shared = new FlinkSessionCluster(chart, 'shared', {
 *   flinkVersion: FlinkVersion.V1_20,
 *   image: 'registry.example.com/flink:1.20.5',
 *   storage: DurableStorage.s3('s3://my-flink-bucket'),
 *   taskManager: { cpu: 2, memory: Size.gibibytes(8) },
 * });
 */
export class FlinkSessionCluster extends Construct implements IFlinkDeployment {
  /** The name of the FlinkDeployment. */
  public readonly name: string;
  /** The namespace of all objects, and of all session jobs. */
  public readonly namespace: string;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkSessionClusterProps) {
    super(scope, id);
    const { props: known, wrong, isComplete } = typed('FlinkSessionClusterProps', props);
    this.name = known.name ?? id;
    this.namespace = namespaceOf(this, known);
    this.job = new EmittedJob(this, {
      name: this.name,
      namespace: this.namespace,
      props: { ...known, serviceAccountName: known.serviceAccount?.name },
      wrong,
      isComplete,
      emission: SESSION_CLUSTER,
      governor: { construct: 'FlinkSessionCluster', required: REQUIRED },
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

  /**
   * The pods of JobManager and TaskManager that the operator and Flink will create, for tests and for tools that check pods.
   *
   * @throws if Flink would reject the configuration
   */
  public renderedPods(): RenderedPods {
    return this.job.renderedPods();
  }
}

/** Properties without a default. */
const REQUIRED = ['flinkVersion', 'image', 'storage'];
