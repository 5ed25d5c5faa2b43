import { Construct } from 'constructs';
import { checkedProps } from '../../configuration/arguments/checked';
import { podLabels, portNumber } from '../../facts';
import { companionLabels } from '../../kubernetes/labels';
import { PORTS } from '../../kubernetes/ports';
import { childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { CompanionObject } from '../companion-object';

/** Properties of a FlinkMetricsService. */
export interface FlinkMetricsServiceProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A headless Service for the metrics port of JobManager and TaskManagers; the operator and Flink create none that includes TaskManagers.
 * Guideline MON-16.
 *
 * @example
 * new FlinkMetricsService(chart, 'metrics', { deployment: job });
 */
@checkedProps('FlinkMetricsService')
export class FlinkMetricsService extends Construct {
  constructor(scope: Construct, id: string, props: FlinkMetricsServiceProps) {
    super(scope, id);
    const { namespace } = props.deployment;
    for (const child of childrenOf(props.deployment)) {
      new CompanionObject(this, `${child.id}Service`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `${child.name}-metrics`, namespace, labels: companionLabels(child.name, METRICS_COMPONENT) },
        spec: {
          clusterIP: 'None',
          // The metrics of processes that are not ready matter most.
          publishNotReadyAddresses: true,
          selector: { resolve: () => podLabels(child.view()) },
          ports: [{
            name: PORTS.metrics.name,
            port: { resolve: () => portNumber(child.view(), PORTS.metrics) },
            targetPort: { resolve: () => portNumber(child.view(), PORTS.metrics) },
            protocol: 'TCP',
          }],
        },
      });
    }
  }
}

/** The component label by which a ServiceMonitor selects the metrics Service. */
export const METRICS_COMPONENT = 'metrics';
