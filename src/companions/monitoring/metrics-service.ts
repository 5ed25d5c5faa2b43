import { Construct } from 'constructs';
import { podLabels, portNumber } from '../../facts';
import { companionLabels } from '../../kubernetes/labels';
import { PORTS } from '../../kubernetes/ports';
import { childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { CompanionObject } from '../companion-object';

/** What a FlinkMetricsService is made for. */
export interface FlinkMetricsServiceProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A headless Service over the metrics port of JobManager and TaskManagers: native mode gives TaskManagers no Service of their own.
 * Guideline MON-16.
 *
 * @example
 * new FlinkMetricsService(chart, 'metrics', { deployment: job });
 */
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
          // A process that is not ready is the one whose metrics matter.
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

/** The component label by which a monitor finds the metrics Service. */
export const METRICS_COMPONENT = 'metrics';
