import { Construct } from 'constructs';
import { BlueGreenOptions } from './blue-green';
import { blueGreen, SINGLE } from './emission';
import { EmittedJob } from './emitted-job';
import { childOf } from './flink-blue-green-deployment';
import { FlinkClusterOptions, FlinkJobOptions } from './flink-job-options';
import { JobArtifact } from './job-artifact';
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
   * Whether the accounts are rendered, with their Roles and RoleBindings. Set to false, accounts of these names have to exist.
   * @default - true, unless `name` names an existing account
   */
  readonly enabled?: boolean;
  /**
   * An existing ServiceAccount for all pods, instead of the job's own.
   * @default - the job's own: one by its name, and `<job>-taskmanager` for its TaskManagers
   */
  readonly name?: string;
  /**
   * More annotations of the accounts, besides those of the job's `identity`.
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

/** Which object has Prometheus scrape a job's metrics. */
export enum MetricsCollector {
  /** A ServiceMonitor, and a headless Service over the pods. */
  SERVICE_MONITOR = 'ServiceMonitor',
  /** A PodMonitor alone. */
  POD_MONITOR = 'PodMonitor',
  /** None: something else collects them. */
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

/** How a job is monitored. */
export interface MonitoringOptions {
  /**
   * Which object has Prometheus scrape the metrics. Guideline MON-16.
   * @default MetricsCollector.SERVICE_MONITOR
   */
  readonly collector?: MetricsCollector;
  /**
   * How Prometheus scrapes the metrics.
   * @default - every 15 s
   */
  readonly scrape?: ScrapeOptions;
  /**
   * Which alerts the job has, and what it promises.
   * @default - all that follow from its settings
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

/** What a production job must and can be told. */
export interface ProductionFlinkJobProps extends FlinkClusterOptions, FlinkJobOptions {
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
   * Deploys every change blue/green: the new version starts beside the old one, from its savepoint, and takes over when it runs. Needs twice the
   * resources during a change, and operator 1.14 or newer. Guideline UPG-11.
   * @default - not: a change stops the job with a savepoint and starts it again
   */
  readonly blueGreen?: BlueGreenOptions;
  /**
   * Where the job connects to, such as its Kafka brokers. Once given, egress is closed to all but this and what Flink itself needs.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
  /**
   * The ServiceAccounts.
   * @default - the job's own, with the rights that Flink uses
   */
  readonly serviceAccount?: JobServiceAccountOptions;
  /**
   * The NetworkPolicies. Where operator and Prometheus are is set once, in the FlinkEnvironment.
   * @default - operator and Prometheus may connect to the job, and nothing else
   */
  readonly networkPolicy?: JobNetworkPolicyOptions;
  /**
   * Metrics and alerts.
   * @default - a ServiceMonitor, and all alerts that follow from the job's settings
   */
  readonly monitoring?: MonitoringOptions;
  /**
   * The PodDisruptionBudgets.
   * @default - one for each component with more than one pod
   */
  readonly disruptionBudget?: JobDisruptionBudgetOptions;
}

/**
 * A Flink job in production: a FlinkDeployment, or a FlinkBlueGreenDeployment, whose defaults are the production guidelines, and everything it needs
 * beside it.
 *
 * All that is wrong is reported together when the App is synthesized.
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
  /** The namespace of all its objects. */
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

  /** Everything that is set for the job, and by whom. */
  public get settings(): IJobSettings {
    return this.job.settings;
  }

  /** The ids of the guidelines that gave the job a default, sorted. */
  public get appliedGuidelines(): string[] {
    return this.settings.appliedGuidelines;
  }

  /** What is wrong with the job, or could be better. */
  public get findings(): Finding[] {
    return this.job.findings;
  }

  /**
   * The two FlinkDeployments that the operator makes of a blue/green job, in turn; none for any other. For objects that stand beside one of them alone.
   */
  public get colours(): IFlinkDeployment[] {
    return this.job.isBlueGreen ? COLOURS.map((colour) => childOf(this, colour)) : [];
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

/** One kind of object that stands beside a job. */
interface Companion {
  readonly stands: (props: ProductionFlinkJobProps) => boolean;
  readonly add: (job: ProductionFlinkJob, props: ProductionFlinkJobProps) => Construct;
  /** Whether the job's pods cannot start without it. */
  readonly first?: boolean;
}

const collector = ({ monitoring }: ProductionFlinkJobProps) => monitoring?.collector ?? MetricsCollector.SERVICE_MONITOR;

/** All that stands beside a job, in the order of the manifest. */
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
      certificate: tls?._certificateOptions && certificateName(job.name), ...monitoring?.alerts, deployment: job,
    }),
  },
  {
    stands: ({ disruptionBudget: { enabled = true } = {} }) => enabled,
    add: (job) => new FlinkDisruptionBudget(job, 'DisruptionBudget', { deployment: job }),
  },
];

/** Where the job connects to, by its connectors, too: source and sink may name the same brokers. */
function egressOf({ egress, connectors = [] }: ProductionFlinkJobProps): EgressTarget[] | undefined {
  const ofConnectors = connectors.flatMap((connector, i) => connector._egress(`connectors[${i}]`));
  if (egress === undefined && ofConnectors.length === 0) return undefined;
  const byRule = new Map([...egress ?? [], ...ofConnectors].map((target) => [JSON.stringify(target._rule()), target]));
  return [...byRule.values()];
}

/** What has no default. The compiler says so in TypeScript; other callers are told at synth. */
const REQUIRED = ['flinkVersion', 'image', 'artifact', 'parallelism', 'storage'];
