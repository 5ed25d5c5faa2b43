import { IConstruct } from 'constructs';
import { OperatorVersion } from '../configuration';
import { CertificateIssuer } from '../credentials/tls/certificate-options';

/** What belongs to the cluster that jobs run in, and not to any of them. */
export interface FlinkEnvironmentOptions {
  /**
   * The operator that reads the manifests.
   * @default OperatorVersion.V1_15
   */
  readonly operatorVersion?: OperatorVersion;
  /**
   * The namespace of the operator, which drives jobs over their REST API. Guideline ARC-11.
   * @default flink-operator
   */
  readonly operatorNamespace?: string;
  /**
   * Labels of the operator's pods. Network policies admit only pods that have them.
   * @default { 'app.kubernetes.io/name': 'flink-kubernetes-operator' }
   */
  readonly operatorLabels?: { readonly [label: string]: string };
  /**
   * The namespace of Prometheus, which scrapes the metrics.
   * @default monitoring
   */
  readonly prometheusNamespace?: string;
  /**
   * Labels by which your Prometheus selects its ServiceMonitors, PodMonitors and PrometheusRules, such as `{ release: 'kube-prometheus-stack' }`.
   * @default - none
   */
  readonly prometheusLabels?: { readonly [label: string]: string };
  /**
   * Whether Prometheus has the metrics of kube-state-metrics and of the kubelet, as in kube-prometheus-stack.
   * @default true
   */
  readonly kubernetesMetrics?: boolean;
  /**
   * Whether kube-state-metrics reads FlinkStateMetrics. The operator's view of each job then has its alerts, and others are quiet while it changes the job.
   * @default false
   */
  readonly stateMetrics?: boolean;
  /**
   * The team that runs the jobs: the label `team` of every alert, by which Alertmanager routes it.
   * @default - no such label
   */
  readonly team?: string;
  /**
   * Where the runbooks are: a page `<alert>.md` for each alert. Guideline MON-21.
   * @default - this library's own
   */
  readonly runbookUrl?: string;
  /**
   * The issuer of cert-manager that signs for jobs whose `Tls.certManager` names none.
   * @default - none
   */
  readonly certificateIssuer?: CertificateIssuer;
  /**
   * Whether the manifests become a Helm chart (`cdk8s synth --format helm`), whose templates give braces a meaning of their own.
   * @default false
   */
  readonly helm?: boolean;
}

/** By symbol, so that two copies of this library in one program share it. */
const ENVIRONMENT = Symbol.for('cdk8s-flink.environment.v1');

/**
 * The cluster that the jobs of a scope run in: set once for an App, or for a chart, it holds for every job below.
 *
 * @example
 * const app = new App();
 * FlinkEnvironment.of(app).set({ operatorNamespace: 'flink-system', prometheusLabels: { release: 'kube-prometheus-stack' }, team: 'payments' });
 */
export class FlinkEnvironment {
  /**
   * The environment of a scope.
   *
   * @example
   * FlinkEnvironment.of(app).set({ operatorNamespace: 'flink-system', team: 'payments' });
   */
  public static of(scope: IConstruct): FlinkEnvironment {
    const holder = scope as any;
    return holder[ENVIRONMENT] ??= new FlinkEnvironment();
  }

  /**
   * What holds at a construct.
   * @internal
   */
  public static _at(construct: IConstruct): FlinkEnvironmentOptions {
    const all = construct.node.scopes.map((scope) => ((scope as any)[ENVIRONMENT] as FlinkEnvironment | undefined)?.options);
    return Object.assign({}, ...all.map((options) => options ?? {}));
  }

  private options: FlinkEnvironmentOptions = {};

  private constructor() {}

  /** Sets some of it. What a narrower scope sets takes precedence, property by property; so does what is set later. */
  public set(options: FlinkEnvironmentOptions): void {
    this.options = { ...this.options, ...defined(options) };
  }
}

function defined(options: FlinkEnvironmentOptions): FlinkEnvironmentOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
