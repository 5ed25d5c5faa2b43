import { Duration } from 'cdk8s';
import { PORTS } from '../../kubernetes/ports';

/** The label of every series that says which FlinkDeployment it is of. */
export const DEPLOYMENT_LABEL = 'flink_deployment';

/** How Prometheus scrapes a job's metrics. */
export interface ScrapeOptions {
  /**
   * How often. Guideline MON-17.
   * @default Duration.seconds(15)
   */
  readonly interval?: Duration;
  /**
   * How many samples a pod may have. One with more is not read at all, and reported by FlinkTaskManagersUnscraped or FlinkJobManagerAbsent.
   * @default - no limit
   */
  readonly sampleLimit?: number;
}

/** What ServiceMonitor and PodMonitor say alike of the metrics port, and the labels that every series gets. */
export function endpoint({ interval = Duration.seconds(15) }: ScrapeOptions) {
  const relabelings = [
    ['__meta_kubernetes_namespace', 'namespace'],
    ['__meta_kubernetes_pod_name', 'pod'],
    ['__meta_kubernetes_pod_label_app', DEPLOYMENT_LABEL],
    ['__meta_kubernetes_pod_label_component', 'component'],
  ].map(([source, targetLabel]) => ({ sourceLabels: [source], targetLabel }));
  return { port: PORTS.metrics.name, interval: `${interval.toSeconds()}s`, honorLabels: false, relabelings };
}

/** A limit on the samples of each pod, where there is one. */
export function limits({ sampleLimit }: ScrapeOptions) {
  return sampleLimit === undefined ? {} : { sampleLimit };
}
