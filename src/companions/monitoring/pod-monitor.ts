import { Construct } from 'constructs';
import { addMonitors, ScrapeOptions } from './scrape';
import { checkedProps } from '../../configuration/arguments/checked';
import { podLabels } from '../../facts';
import { IFlinkDeployment } from '../../workload/flink-deployment-reference';

/** Properties of a FlinkPodMonitor. */
export interface FlinkPodMonitorProps extends ScrapeOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A PodMonitor for all pods of a job, with the labels `flink_deployment` and `component`. Unlike FlinkServiceMonitor it needs no Service. Guidelines MON-16 and MON-17.
 *
 * @example
 * new FlinkPodMonitor(chart, 'monitor', { deployment: job });
 */
@checkedProps('FlinkPodMonitor')
export class FlinkPodMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodMonitorProps) {
    super(scope, id);
    addMonitors(this, props.deployment, props, {
      kind: 'PodMonitor',
      endpoints: 'podMetricsEndpoints',
      matchLabels: (child) => ({ resolve: () => podLabels(child.view()) }),
    });
  }
}
