import { Construct } from 'constructs';
import { METRICS_COMPONENT } from './metrics-service';
import { endpoint, limits, ScrapeOptions } from './scrape';
import { companionLabels } from '../../kubernetes/labels';
import { childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { CompanionObject } from '../companion-object';
import { FlinkEnvironment } from '../environment';

/** Properties of a FlinkServiceMonitor. */
export interface FlinkServiceMonitorProps extends ScrapeOptions {
  /** The job, which also needs a FlinkMetricsService. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A ServiceMonitor for all pods of a job, with the labels `flink_deployment` and `component`.
 * Guidelines MON-16 and MON-17.
 *
 * @example
 * new FlinkMetricsService(chart, 'metrics', { deployment: job });
 * new FlinkServiceMonitor(chart, 'monitor', { deployment: job, interval: Duration.seconds(30) });
 */
export class FlinkServiceMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkServiceMonitorProps) {
    super(scope, id);
    const { namespace } = props.deployment;
    for (const { id: childId, name } of childrenOf(props.deployment)) {
      new CompanionObject(this, `${childId}ServiceMonitor`, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
        metadata: { name, namespace, labels: companionLabels(name, METRICS_COMPONENT) },
        lateMetadata: () => ({ labels: FlinkEnvironment._at(this).prometheusLabels }),
        spec: {
          selector: { matchLabels: companionLabels(name, METRICS_COMPONENT) },
          namespaceSelector: { matchNames: [namespace] },
          ...limits(props),
          endpoints: [endpoint(props)],
        },
      });
    }
  }
}
