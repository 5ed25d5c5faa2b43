import { IConstruct } from 'constructs';
import { OperatorVersion } from '../configuration';
import { checkedMethods } from '../configuration/arguments/checked';
import { CertificateIssuer } from '../credentials/tls/certificate-options';

/** Properties of the cluster in which jobs run. */
export interface FlinkEnvironmentOptions {
  /**
   * The version of the Flink operator.
   * @default OperatorVersion.V1_16
   */
  readonly operatorVersion?: OperatorVersion;
  /**
   * The namespace of the operator, which NetworkPolicies allow to connect to the REST API. Guideline ARC-11.
   * @default flink-operator
   */
  readonly operatorNamespace?: string;
  /**
   * Labels of the operator's pods. NetworkPolicies allow only pods with these labels.
   * @default { 'app.kubernetes.io/name': 'flink-kubernetes-operator' }
   */
  readonly operatorLabels?: { readonly [label: string]: string };
  /**
   * The namespace of Prometheus, which NetworkPolicies allow to scrape the metrics.
   * @default monitoring
   */
  readonly prometheusNamespace?: string;
  /**
   * Labels by which Prometheus selects ServiceMonitors, PodMonitors and PrometheusRules, such as `{ release: 'kube-prometheus-stack' }`.
   * @default - none
   */
  readonly prometheusLabels?: { readonly [label: string]: string };
  /**
   * Whether Prometheus scrapes kube-state-metrics and the kubelet, as in kube-prometheus-stack. Alerts on pods and containers use them.
   * @default true
   */
  readonly kubernetesMetrics?: boolean;
  /**
   * Whether kube-state-metrics is configured with FlinkStateMetrics. This adds alerts on the operator's lifecycle state, and inhibits others during upgrades.
   * @default false
   */
  readonly stateMetrics?: boolean;
  /**
   * The label `team` of every alert, for routing in Alertmanager.
   * @default - none
   */
  readonly team?: string;
  /**
   * Base URL of the runbooks, with a page `<alert>.md` for each alert. Guideline MON-21.
   * @default - the runbooks of this library
   */
  readonly runbookUrl?: string;
  /**
   * The cert-manager issuer of jobs whose `Tls.certManager` does not set one.
   * @default - none
   */
  readonly certificateIssuer?: CertificateIssuer;
  /**
   * Whether the manifests are templates of a Helm chart: braces that Prometheus, Grafana and the operator replace are then escaped, and values such as
   * `{{ .Values.image }}` are not checked before Helm has rendered them.
   * @default - whether the App writes to the folder `templates` of a Helm chart, as with `cdk8s synth --format helm`
   */
  readonly helm?: boolean;
}

/** A global symbol, so that two copies of this library in one program share it. */
const ENVIRONMENT = Symbol.for('cdk8s-flink.environment.v1');

/**
 * Properties of the cluster, set once for a scope, such as an App or a chart. They apply to all jobs in that scope.
 *
 * @example
 * const app = new App();
 * FlinkEnvironment.of(app).set({ operatorNamespace: 'flink-system', prometheusLabels: { release: 'kube-prometheus-stack' }, team: 'payments' });
 */
@checkedMethods('FlinkEnvironment')
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
   * The effective properties of a construct.
   * @internal
   */
  public static _at(construct: IConstruct): FlinkEnvironmentOptions {
    const all = construct.node.scopes.map((scope) => ((scope as any)[ENVIRONMENT] as FlinkEnvironment | undefined)?.options);
    return Object.assign({}, ...all.map((options) => options ?? {}));
  }

  private options: FlinkEnvironmentOptions = {};

  private constructor() {}

  /** Sets properties. A narrower scope takes precedence over a wider one, and a later call over an earlier one, for each property. */
  public set(options: FlinkEnvironmentOptions): void {
    this.options = { ...this.options, ...defined(options) };
  }
}

function defined(options: FlinkEnvironmentOptions): FlinkEnvironmentOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
