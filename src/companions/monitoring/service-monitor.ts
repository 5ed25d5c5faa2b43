import { Construct } from 'constructs';
import { METRICS_COMPONENT } from './metrics-service';
import { addMonitors, ScrapeOptions } from './scrape';
import { checkedProps } from '../../configuration/arguments/checked';
import { companionLabels } from '../../kubernetes/labels';
import { IFlinkDeployment } from '../../workload/flink-deployment-reference';

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
@checkedProps('FlinkServiceMonitor')
export class FlinkServiceMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkServiceMonitorProps) {
    super(scope, id);
    addMonitors(this, props.deployment, props, {
      kind: 'ServiceMonitor',
      endpoints: 'endpoints',
      matchLabels: ({ name }) => companionLabels(name, METRICS_COMPONENT),
    });
  }
}
