import { Duration } from 'cdk8s';
import { PORTS } from '../../kubernetes/ports';

/** The label of every series with the name of its FlinkDeployment. */
export const DEPLOYMENT_LABEL = 'flink_deployment';

/** Scrape interval and limits of a job's metrics. */
export interface ScrapeOptions {
  /**
   * The scrape interval. Guideline MON-17.
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

/** The endpoint of ServiceMonitor and PodMonitor, with the labels of every series. */
export function endpoint({ interval = Duration.seconds(15) }: ScrapeOptions) {
  const relabelings = [
    ['__meta_kubernetes_namespace', 'namespace'],
    ['__meta_kubernetes_pod_name', 'pod'],
    ['__meta_kubernetes_pod_label_app', DEPLOYMENT_LABEL],
    ['__meta_kubernetes_pod_label_component', 'component'],
  ].map(([source, targetLabel]) => ({ sourceLabels: [source], targetLabel }));
  return { port: PORTS.metrics.name, interval: `${interval.toSeconds()}s`, honorLabels: false, relabelings };
}

/** The sample limit, if there is one. */
export function limits({ sampleLimit }: ScrapeOptions) {
  return sampleLimit === undefined ? {} : { sampleLimit };
}
