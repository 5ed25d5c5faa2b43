import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { endpoint, limits, ScrapeOptions } from './scrape';
import { IFlinkDeployment } from '../configuration';
import { companionLabels, podLabels } from '../network/labels';

/** What a FlinkPodMonitor is made for. */
export interface FlinkPodMonitorProps extends ScrapeOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * Like FlinkServiceMonitor, but needs no Service: Prometheus finds the pods themselves. Guidelines MON-16 and MON-17.
 */
export class FlinkPodMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodMonitorProps) {
    super(scope, id);
    const { deployment } = props;
    const { name, namespace } = deployment;
    new ApiObject(this, 'PodMonitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name, namespace, labels: { ...companionLabels(name, 'metrics'), ...props.labels } },
      spec: {
        selector: { matchLabels: { resolve: () => podLabels(deployment) } },
        namespaceSelector: { matchNames: [namespace] },
        ...limits(props),
        podMetricsEndpoints: [endpoint(props)],
      },
    });
  }
}
