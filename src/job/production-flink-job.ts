import { Construct } from 'constructs';
import { JobArtifact } from './artifact';
import { BlueGreenOptions } from './blue-green';
import { blueGreen, SINGLE } from './emission';
import { EmittedJob } from './emitted-job';
import { childOf } from './flink-blue-green-deployment';
import { FlinkClusterOptions, FlinkJobOptions } from './flink-job-options';
import { namespaceOf } from './namespace';
import {
  FlinkAlerts, FlinkAlertsOptions, FlinkCertificate, FlinkDisruptionBudget, FlinkMetricsService, FlinkNetworkPolicy, FlinkPodMonitor,
  FlinkServiceAccount, FlinkServiceMonitor, NetworkPolicyOptions, ScrapeOptions,
} from '../companions';
import { Finding, FlinkVersion, IJobSettings } from '../configuration';
import { certificateName } from '../kubernetes/names';
import { EgressTarget } from '../network';
import { DurableStorage } from '../state';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';
import { COLOURS } from '../workload/kinds';
import { RenderedPods } from '../workload/rendered-pods';

/** The ServiceAccounts of a job. Guideline ARC-10. */
export interface JobServiceAccountOptions {
  /**
   * Whether the accounts are rendered, with their Roles and RoleBindings. If false, accounts with these names must exist.
   * @default - true, unless `name` is set
   */
  readonly enabled?: boolean;
  /**
   * The name of an existing ServiceAccount for all pods.
   * @default - none: `<job>` and `<job>-taskmanager` are rendered
   */
  readonly name?: string;
  /**
   * Annotations of the accounts, in addition to those of `identity`.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** The NetworkPolicies of a job. Guideline SEC-09. */
export interface JobNetworkPolicyOptions extends NetworkPolicyOptions {
  /**
   * Whether they are rendered.
   * @default true
   */
  readonly enabled?: boolean;
}

/** The object through which Prometheus scrapes a job's metrics. */
export enum MetricsCollector {
  /** A ServiceMonitor, and a headless Service that selects the pods. */
  SERVICE_MONITOR = 'ServiceMonitor',
  /** A PodMonitor, without a Service. */
  POD_MONITOR = 'PodMonitor',
  /** No object: another system collects the metrics. */
  NONE = 'None',
}

/** The PrometheusRule of a job. */
export interface JobAlertsOptions extends FlinkAlertsOptions {
  /**
   * Whether it is rendered. A suspended job has none.
   * @default true
   */
  readonly enabled?: boolean;
}

/** Metrics and alerts of a job. */
export interface MonitoringOptions {
  /**
   * The object through which Prometheus scrapes the metrics. Guideline MON-16.
   * @default MetricsCollector.SERVICE_MONITOR
   */
  readonly collector?: MetricsCollector;
  /**
   * Scrape interval and limits.
   * @default - every 15 s
   */
  readonly scrape?: ScrapeOptions;
  /**
   * Alerts and service level.
   * @default - all alerts that can be derived from the job's settings
   */
  readonly alerts?: JobAlertsOptions;
}

/** The PodDisruptionBudgets of a job. Guideline K8S-01. */
export interface JobDisruptionBudgetOptions {
  /**
   * Whether they are rendered.
   * @default true
   */
  readonly enabled?: boolean;
}

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
  /** Storage of checkpoints, savepoints and high-availability metadata. Guideline CKP-10. */
  readonly storage: DurableStorage;
  /**
   * Renders a FlinkBlueGreenDeployment: at every change the new version starts beside the old one, from its savepoint, and replaces it when it runs.
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
    this.name = props.name ?? id;
    this.namespace = namespaceOf(this, props);
    this.job = new EmittedJob(this, {
      name: this.name,
      namespace: this.namespace,
      props: { ...props, serviceAccountName: props.serviceAccount?.name },
      emission: props.blueGreen ? blueGreen(props.blueGreen) : SINGLE,
      governor: {
        construct: 'ProductionFlinkJob', required: REQUIRED, recoveryMillis: props.monitoring?.alerts?.serviceLevel?.recoveryTime?.toMilliseconds(),
      },
    });
    for (const { stands, add, first } of COMPANIONS) {
      if (!stands(props)) continue;
      const companion = add(this, props);
      // What the job's pods need from the beginning comes before it in the manifest.
      if (first) this.job.object.node.addDependency(companion);
    }
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
   * The two FlinkDeployments that the operator creates for a blue/green job, for objects of one of them; empty for any other job.
   */
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

/** One kind of object beside a job. */
interface Companion {
  readonly stands: (props: ProductionFlinkJobProps) => boolean;
  readonly add: (job: ProductionFlinkJob, props: ProductionFlinkJobProps) => Construct;
  /** Whether the job's pods need it to start. */
  readonly first?: boolean;
}

const collector = ({ monitoring }: ProductionFlinkJobProps) => monitoring?.collector ?? MetricsCollector.SERVICE_MONITOR;

/** All objects beside a job, in the order of the manifest. */
const COMPANIONS: readonly Companion[] = [
  {
    stands: ({ serviceAccount: { enabled, name } = {} }) => enabled ?? name === undefined,
    add: (job, { serviceAccount: { name, annotations } = {} }) => new FlinkServiceAccount(job, 'ServiceAccount', { deployment: job, accountName: name, annotations }),
    first: true,
  },
  {
    stands: ({ networkPolicy: { enabled = true } = {} }) => enabled,
    add: (job, props) => new FlinkNetworkPolicy(job, 'NetworkPolicy', { ...props.networkPolicy, deployment: job, egress: egressOf(props) }),
    first: true,
  },
  {
    stands: ({ tls }) => tls?._certificateOptions !== undefined,
    add: (job, { tls }) => new FlinkCertificate(job, 'Certificate', { ...tls!._certificateOptions!, deployment: job }),
    first: true,
  },
  {
    stands: (props) => collector(props) === MetricsCollector.SERVICE_MONITOR,
    add: (job) => new FlinkMetricsService(job, 'MetricsService', { deployment: job }),
  },
  {
    stands: (props) => collector(props) === MetricsCollector.SERVICE_MONITOR,
    add: (job, { monitoring }) => new FlinkServiceMonitor(job, 'ServiceMonitor', { ...monitoring?.scrape, deployment: job }),
  },
  {
    stands: (props) => collector(props) === MetricsCollector.POD_MONITOR,
    add: (job, { monitoring }) => new FlinkPodMonitor(job, 'PodMonitor', { ...monitoring?.scrape, deployment: job }),
  },
  {
    stands: ({ monitoring }) => monitoring?.alerts?.enabled ?? true,
    add: (job, { tls, monitoring }) => new FlinkAlerts(job, 'Alerts', {
      certificate: tls?._certificateOptions && certificateName(job.name),
      ...monitoring?.alerts,
      scrapeInterval: monitoring?.scrape?.interval,
      deployment: job,
    }),
  },
  {
    stands: ({ disruptionBudget: { enabled = true } = {} }) => enabled,
    add: (job) => new FlinkDisruptionBudget(job, 'DisruptionBudget', { deployment: job }),
  },
];

/** Egress targets of the job and of its connectors, without duplicates. */
function egressOf({ egress, connectors = [] }: ProductionFlinkJobProps): EgressTarget[] | undefined {
  const ofConnectors = connectors.flatMap((connector, i) => connector._egress(`connectors[${i}]`));
  if (egress === undefined && ofConnectors.length === 0) return undefined;
  const byRule = new Map([...egress ?? [], ...ofConnectors].map((target) => [JSON.stringify(target._rule()), target]));
  return [...byRule.values()];
}

/** Properties without a default. TypeScript reports a missing one at compile time, other languages at synth. */
const REQUIRED = ['flinkVersion', 'image', 'artifact', 'parallelism', 'storage'];
