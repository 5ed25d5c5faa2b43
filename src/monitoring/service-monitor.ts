import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { METRICS_COMPONENT } from './metrics-service';
import { IFlinkDeployment } from '../configuration';
import { companionLabels } from '../network/labels';
import { PORTS } from '../network/ports';

/** How Prometheus reads a job's metrics. */
export interface FlinkServiceMonitorOptions {
  /**
   * How often. Guideline MON-17.
   * @default Duration.seconds(15)
   */
  readonly interval?: Duration;
  /**
   * Labels by which your Prometheus selects its ServiceMonitors, such as `{ release: 'kube-prometheus-stack' }`.
   * @default - none
   */
  readonly labels?: { readonly [label: string]: string };
}

/** What a FlinkServiceMonitor is made for. */
export interface FlinkServiceMonitorProps extends FlinkServiceMonitorOptions {
  /** The job. It needs a FlinkMetricsService. */
  readonly deployment: IFlinkDeployment;
}

/**
 * Tells the Prometheus operator to read the metrics of all pods of a job, with the labels `flink_deployment` and `component`.
 * Guidelines MON-16 and MON-17.
 */
export class FlinkServiceMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkServiceMonitorProps) {
    super(scope, id);
    const { name, namespace } = props.deployment;
    new ApiObject(this, 'ServiceMonitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name, namespace, labels: { ...companionLabels(name, METRICS_COMPONENT), ...props.labels } },
      spec: {
        selector: { matchLabels: companionLabels(name, METRICS_COMPONENT) },
        namespaceSelector: { matchNames: [namespace] },
        endpoints: [{
          port: PORTS.metrics.name,
          interval: `${(props.interval ?? Duration.seconds(15)).toSeconds()}s`,
          relabelings: [
            { sourceLabels: ['__meta_kubernetes_pod_label_app'], targetLabel: DEPLOYMENT_LABEL },
            { sourceLabels: ['__meta_kubernetes_pod_label_component'], targetLabel: 'component' },
          ],
        }],
      },
    });
  }
}

/** The label of every series that says which FlinkDeployment it is of. */
export const DEPLOYMENT_LABEL = 'flink_deployment';
