import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { JobArtifact } from './artifact';
import { JobAlertsOptions } from './companion-options';
import { sessionJob } from './emission';
import { EmittedJob } from './emitted-job';
import { FlinkJobOptions } from './flink-job-options';
import { FlinkAlerts } from '../companions';
import { Finding, IJobSettings } from '../configuration';
import { checkedProps } from '../configuration/arguments/checked';
import { OPTION } from '../facts';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';

/** Properties of a FlinkSessionJob. */
export interface FlinkSessionJobProps extends FlinkJobOptions {
  /**
   * The session cluster: a `FlinkSessionCluster`, a `FlinkDeployment` without an artifact, or the result of `FlinkDeployment.fromManifest` for a
   * session cluster. It must be in the same namespace.
   */
  readonly cluster: IFlinkDeployment;
  /**
   * The job. The operator downloads the jar in its own pod and uploads it to the cluster: an `https` URL, from operator 1.15 on unless
   * `kubernetes.operator.user.artifacts.allowed-schemes` of the operator lists another scheme. A jar in the image (`local://`) cannot be used.
   * Guideline ARC-09.
   */
  readonly artifact: JobArtifact;
  /** The parallelism of the job. */
  readonly parallelism: number;
  /**
   * The name that the job has in Flink (`pipeline.name`) and in its metrics (`job_name`), by which its alerts select it. A job that passes another name to
   * `execute()` in its code must set this to that name.
   * @default - the name of the FlinkSessionJob, which the operator sets
   */
  readonly jobName?: string;
  /**
   * Alerts on the job.
   * @default - all alerts on jobs that can be derived from its settings
   */
  readonly alerts?: JobAlertsOptions;
}

/**
 * A FlinkSessionJob: a job that the operator submits to a session cluster, with the defaults of the production guidelines that apply to session jobs,
 * and a PrometheusRule with alerts on this job. Options that are not set are taken from the cluster. Options of processes, such as
 * `taskmanager.numberOfTaskSlots`, are errors: set them in the cluster. Guidelines ARC-02, ARC-09 and ARC-12.
 *
 * Delete all session jobs before their cluster: the operator does not delete the cluster earlier.
 *
 * @example
 * new FlinkSessionJob(chart, 'orders', {
 *   cluster: shared,
 *   artifact: JobArtifact.jar('https://repo.example.com/orders-1.0.0.jar', { entryClass: 'com.example.OrdersJob' }),
 *   parallelism: 2,
 *   checkpointing: { interval: Duration.seconds(30) },
 * });
 */
@checkedProps('FlinkSessionJob')
export class FlinkSessionJob extends Construct implements IFlinkDeployment {
  /** The name of the FlinkSessionJob. */
  public readonly name: string;
  /** The namespace. */
  public readonly namespace: string;

  private readonly job: EmittedJob;

  constructor(scope: Construct, id: string, props: FlinkSessionJobProps) {
    super(scope, id);
    const { cluster, jobName, alerts = {}, ...options } = props;
    this.name = props.name ?? id;
    this.namespace = props.namespace ?? cluster.namespace;
    this.job = new EmittedJob(this, {
      name: this.name,
      namespace: this.namespace,
      props: jobName === undefined ? options : { ...options, flinkConfiguration: { [OPTION.JOB_NAME]: jobName, ...options.flinkConfiguration } },
      emission: sessionJob(cluster, this.namespace),
      governor: { construct: 'FlinkSessionJob', required: REQUIRED, recoveryMillis: alerts.serviceLevel?.recoveryTime?.toMilliseconds() },
    });
    // The operator reports an error for a session job whose cluster does not exist yet.
    for (const object of objectOf(cluster)) this.job.object.node.addDependency(object);
    if (alerts.enabled ?? true) new FlinkAlerts(this, 'Alerts', { ...alerts, deployment: this });
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
}

/** The custom resource of a construct of this library. */
function objectOf(cluster: IFlinkDeployment): IConstruct[] {
  if (!Construct.isConstruct(cluster)) return [];
  const object = (cluster as Construct).node.tryFindChild('Default');
  return object !== undefined && ApiObject.isApiObject(object) ? [object] : [];
}

/** Properties without a default. */
const REQUIRED = ['artifact', 'parallelism'];
