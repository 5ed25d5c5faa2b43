import { Construct } from 'constructs';
import { FlinkDeployment, namespaceOf } from './flink-deployment';
import { FlinkJobOptions } from './flink-job-options';
import { JobArtifact } from './job-artifact';
import { Finding, FlinkVersion, IFlinkDeployment, JobSettings } from '../configuration';
import { Judge, JudgedJob } from '../guidelines/judge';
import { FlinkAlerts, FlinkAlertsOptions, FlinkMetricsService, FlinkPodMonitor, FlinkServiceMonitor, ScrapeOptions } from '../monitoring';
import { EgressTarget, FlinkNetworkPolicy, FlinkNetworkPolicyOptions } from '../network';
import { FlinkDisruptionBudget, FlinkServiceAccount } from '../pods';
import { DurableStorage } from '../state';

/** Which objects stand beside the FlinkDeployment. Each may be left out, and replaced by one of your own. */
export interface CompanionProps {
  /**
   * The ServiceAccounts of the JobManager and of the TaskManagers, by the names `<job>` and `<job>-taskmanager`, with their Roles and RoleBindings.
   * Left out, accounts of these names have to exist, unless `serviceAccountName` names another.
   * @default - true, unless `serviceAccountName` names an existing account
   */
  readonly serviceAccount?: boolean;
  /**
   * NetworkPolicies.
   * @default true
   */
  readonly networkPolicy?: boolean;
  /**
   * The Service over the metrics ports, which the ServiceMonitor reads.
   * @default - true, unless the collector is a PodMonitor
   */
  readonly metricsService?: boolean;
  /**
   * The ServiceMonitor or PodMonitor.
   * @default true
   */
  readonly serviceMonitor?: boolean;
  /**
   * The PrometheusRule.
   * @default true
   */
  readonly alerts?: boolean;
  /**
   * The Certificate of `Tls.certManager`.
   * @default true
   */
  readonly certificate?: boolean;
  /**
   * PodDisruptionBudgets.
   * @default true
   */
  readonly disruptionBudget?: boolean;
}

/** Which object tells Prometheus to read a job's metrics. */
export enum MetricsCollector {
  /** A ServiceMonitor, and a headless Service over the pods. */
  SERVICE_MONITOR = 'ServiceMonitor',
  /** A PodMonitor alone. */
  POD_MONITOR = 'PodMonitor',
}

/** How a job is seen. */
export interface MonitoringProps {
  /**
   * Which object tells Prometheus to read the metrics. Guideline MON-16.
   * @default MetricsCollector.SERVICE_MONITOR
   */
  readonly collector?: MetricsCollector;
  /**
   * How Prometheus reads the metrics.
   * @default - every 15 s
   */
  readonly scrape?: ScrapeOptions;
  /**
   * Which alerts the job has, and what it promises.
   * @default - all that follow from its settings
   */
  readonly alerts?: FlinkAlertsOptions;
}

/** What a production job must and can be told. */
export interface ProductionFlinkJobProps extends FlinkJobOptions {
  /** The Flink version in the image: an upgrade is a decision, so there is no default. */
  readonly flinkVersion: FlinkVersion;
  /** The image with the job in it, with a tag or digest. Guideline ARC-08. */
  readonly image: string;
  /** What it runs. */
  readonly artifact: JobArtifact;
  /** The parallelism of the job. */
  readonly parallelism: number;
  /** Where checkpoints, savepoints and high-availability data live. Guideline CKP-10. */
  readonly storage: DurableStorage;
  /**
   * Where the job connects to, such as its Kafka brokers. Once given, egress is closed to all but this and what Flink itself needs.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
  /**
   * An existing ServiceAccount for all pods, instead of the job's own.
   * @default - the job's own: one by its name, and `<job>-taskmanager` for its TaskManagers
   */
  readonly serviceAccountName?: string;
  /**
   * More annotations of the job's ServiceAccounts, besides those of its `identity`.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };
  /**
   * Who may talk to the job.
   * @default - the operator in namespace `flink-operator`, Prometheus in namespace `monitoring`
   */
  readonly networkPolicy?: FlinkNetworkPolicyOptions;
  /**
   * How the job is seen: metrics and alerts.
   * @default - a ServiceMonitor, and all alerts that follow from the job's settings
   */
  readonly monitoring?: MonitoringProps;
  /**
   * Which objects stand beside the FlinkDeployment.
   * @default - all
   */
  readonly companions?: CompanionProps;
}

/**
 * A Flink job in production: a FlinkDeployment whose defaults are the production guidelines, and everything it needs beside it.
 *
 * All that is wrong is reported together when the App is synthesized.
 */
export class ProductionFlinkJob extends Construct implements IFlinkDeployment {
  /** The name of the FlinkDeployment. */
  public readonly name: string;
  /** The namespace of all its objects. */
  public readonly namespace: string;
  /** The FlinkDeployment. */
  public readonly deployment: FlinkDeployment;

  constructor(scope: Construct, id: string, props: ProductionFlinkJobProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    const { companions = {}, monitoring = {} } = props;
    const byPod = monitoring.collector === MetricsCollector.POD_MONITOR;
    const judged: (FlinkNetworkPolicy | FlinkAlerts)[] = [];
    this.deployment = new FlinkDeployment(this, 'Default', { ...props, name: this.name, namespace: this.namespace });
    this.deployment._govern({
      construct: 'ProductionFlinkJob', required: REQUIRED, recoveryMillis: monitoring.alerts?.serviceLevel?.recoveryTime?.toMilliseconds(),
    });
    // What the job's pods need from the beginning stands before it in the manifest.
    if (companions.serviceAccount ?? props.serviceAccountName === undefined) {
      this.deployment.node.addDependency(new FlinkServiceAccount(this, 'ServiceAccount', {
        deployment: this, accountName: props.serviceAccountName, annotations: props.serviceAccountAnnotations,
      }));
    }
    if (companions.networkPolicy ?? true) {
      const policy = new FlinkNetworkPolicy(this, 'NetworkPolicy', { ...props.networkPolicy, deployment: this, egress: egressOf(props) });
      this.deployment.node.addDependency(policy);
      judged.push(policy);
    }
    const certificate = companions.certificate ?? true ? props.tls?._certificate(this, 'Certificate', this) : undefined;
    if (certificate) this.deployment.node.addDependency(certificate);
    if (companions.metricsService ?? !byPod) new FlinkMetricsService(this, 'MetricsService', { deployment: this });
    if (companions.serviceMonitor ?? true) {
      if (byPod) new FlinkPodMonitor(this, 'PodMonitor', { ...monitoring.scrape, deployment: this });
      else new FlinkServiceMonitor(this, 'ServiceMonitor', { ...monitoring.scrape, deployment: this });
    }
    // Nothing of a suspended job runs that could be missed.
    if (companions.alerts ?? !props.suspended) judged.push(new FlinkAlerts(this, 'Alerts', { certificate: certificate?.certificateName, ...monitoring.alerts, deployment: this }));
    if (companions.disruptionBudget ?? true) new FlinkDisruptionBudget(this, 'DisruptionBudget', { deployment: this });
    for (const companion of judged) this.deployment._alsoJudge(() => companion._findings());
    Judge.of(this).reportAt(this, this.deployment as JudgedJob);
  }

  /** Everything that is said about the job, by whom. */
  public get settings(): JobSettings {
    return this.deployment.settings;
  }

  /** The ids of the guidelines that gave the job a default, sorted. */
  public get appliedGuidelines(): string[] {
    return this.settings.appliedGuidelines;
  }

  /** What is wrong with the job, or could be better. */
  public get findings(): Finding[] {
    return this.deployment.findings;
  }

  /**
   * A JobManager's and a TaskManager's pod, as the operator and Flink will create them: for tests, and for tools that judge pods.
   * Fails where Flink would create none.
   */
  public renderedPods(): any[] {
    return this.deployment.renderedPods();
  }
}

/** Where the job connects to, by its connectors, too: source and sink may name the same brokers. */
function egressOf({ egress, connectors = [] }: ProductionFlinkJobProps): EgressTarget[] | undefined {
  const ofConnectors = connectors.flatMap((connector, i) => connector._egress(`connectors[${i}]`));
  if (egress === undefined && ofConnectors.length === 0) return undefined;
  const byRule = new Map([...egress ?? [], ...ofConnectors].map((target) => [JSON.stringify(target._rule()), target]));
  return [...byRule.values()];
}

/** What has no default. The compiler says so in TypeScript; other callers are told at synth. */
const REQUIRED = ['flinkVersion', 'image', 'artifact', 'parallelism', 'storage'];
