import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IFlinkDeployment } from '../configuration';
import { companionLabels, podLabels } from '../network/labels';
import { portNumber, PORTS } from '../network/ports';

/** What a FlinkMetricsService is made for. */
export interface FlinkMetricsServiceProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A headless Service over the metrics port of JobManager and TaskManagers: native mode gives TaskManagers no Service of their own.
 * Guideline MON-16.
 */
export class FlinkMetricsService extends Construct {
  constructor(scope: Construct, id: string, props: FlinkMetricsServiceProps) {
    super(scope, id);
    const { deployment } = props;
    new ApiObject(this, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `${deployment.name}-metrics`,
        namespace: deployment.namespace,
        labels: companionLabels(deployment.name, METRICS_COMPONENT),
      },
      spec: {
        clusterIP: 'None',
        // A process that is not ready is the one whose metrics matter.
        publishNotReadyAddresses: true,
        selector: { resolve: () => podLabels(deployment) },
        ports: [{
          name: PORTS.metrics.name,
          port: { resolve: () => portNumber(deployment.settings, PORTS.metrics) },
          targetPort: { resolve: () => portNumber(deployment.settings, PORTS.metrics) },
          protocol: 'TCP',
        }],
      },
    });
  }
}

/** The component label by which a monitor finds the metrics Service. */
export const METRICS_COMPONENT = 'metrics';
