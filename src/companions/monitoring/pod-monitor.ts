import { Construct } from 'constructs';
import { endpoint, limits, ScrapeOptions } from './scrape';
import { podLabels } from '../../facts';
import { companionLabels } from '../../kubernetes/labels';
import { childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { CompanionObject } from '../companion-object';
import { FlinkEnvironment } from '../environment';

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
export class FlinkPodMonitor extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodMonitorProps) {
    super(scope, id);
    const { namespace } = props.deployment;
    for (const child of childrenOf(props.deployment)) {
      const { name } = child;
      new CompanionObject(this, `${child.id}PodMonitor`, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: { name, namespace, labels: companionLabels(name, 'metrics') },
        lateMetadata: () => ({ labels: FlinkEnvironment._at(this).prometheusLabels }),
        spec: {
          selector: { matchLabels: { resolve: () => podLabels(child.view()) } },
          namespaceSelector: { matchNames: [namespace] },
          ...limits(props),
          podMetricsEndpoints: [endpoint(props)],
        },
      });
    }
  }
}
