import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { METRICS_COMPONENT } from './metrics-service';
import { companionLabels } from '../../kubernetes/labels';
import { PORTS } from '../../kubernetes/ports';
import { Child, childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { CompanionObject } from '../companion-object';
import { FlinkEnvironment } from '../environment';

/** The label of every series with the name of its FlinkDeployment. */
export const DEPLOYMENT_LABEL = 'flink_deployment';

/** The default scrape interval. */
export const SCRAPE_INTERVAL = Duration.seconds(15);

/** In seconds. With this scrape interval, a window of five minutes contains five samples. */
export const LONGEST_SCRAPE_INTERVAL = 60;

/** Scrape interval and limits of a job's metrics. */
export interface ScrapeOptions {
  /**
   * The scrape interval, at most one minute: alerts use time windows of five minutes or less. Guideline MON-17.
   * @default Duration.seconds(15)
   */
  readonly interval?: Duration;
  /**
   * Maximum number of samples of a pod (`sampleLimit`). Prometheus drops the scrape of a pod that exceeds it, and FlinkTaskManagersUnscraped or
   * FlinkJobManagerAbsent fires.
   * @default - no limit
   */
  readonly sampleLimit?: number;
}

/** Differences between ServiceMonitor and PodMonitor. */
interface MonitorKind {
  readonly kind: string;
  /** The field of the spec with the endpoints. */
  readonly endpoints: string;
  /** The labels of the Services or pods of one FlinkDeployment. */
  readonly matchLabels: (child: Child) => any;
}

/** Adds a monitor for each FlinkDeployment of a job. */
export function addMonitors(scope: Construct, deployment: IFlinkDeployment, options: ScrapeOptions, monitor: MonitorKind): void {
  const { kind, endpoints, matchLabels } = monitor;
  const { sampleLimit } = options;
  for (const child of childrenOf(deployment)) {
    new CompanionObject(scope, `${child.id}${kind}`, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: { name: child.name, namespace: deployment.namespace, labels: companionLabels(child.name, METRICS_COMPONENT) },
      lateMetadata: () => ({ labels: FlinkEnvironment._at(scope).prometheusLabels }),
      spec: {
        selector: { matchLabels: matchLabels(child) },
        namespaceSelector: { matchNames: [deployment.namespace] },
        ...sampleLimit === undefined ? {} : { sampleLimit },
        [endpoints]: [endpoint(options)],
      },
    });
  }
}

/** The endpoint, with the labels that are added to every series. */
function endpoint({ interval = SCRAPE_INTERVAL }: ScrapeOptions) {
  const relabelings = [
    ['__meta_kubernetes_namespace', 'namespace'],
    ['__meta_kubernetes_pod_name', 'pod'],
    ['__meta_kubernetes_pod_label_app', DEPLOYMENT_LABEL],
    ['__meta_kubernetes_pod_label_component', 'component'],
  ].map(([source, targetLabel]) => ({ sourceLabels: [source], targetLabel }));
  return { port: PORTS.metrics.name, interval: `${interval.toSeconds()}s`, honorLabels: false, relabelings };
}
