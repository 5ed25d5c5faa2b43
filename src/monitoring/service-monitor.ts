import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { METRICS_COMPONENT } from './metrics-service';
import { endpoint, limits, ScrapeOptions } from './scrape';
import { IFlinkDeployment } from '../configuration';
import { companionLabels } from '../network/labels';

/** What a FlinkServiceMonitor is made for. */
export interface FlinkServiceMonitorProps extends ScrapeOptions {
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
        ...limits(props),
        endpoints: [endpoint(props)],
      },
    });
  }
}
