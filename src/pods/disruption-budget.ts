import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { FlinkComponent, IFlinkDeployment } from '../configuration';
import { isScaled, jobManagers, taskManagers } from '../facts';
import { companionLabels, podLabels } from '../network/labels';

/** What a FlinkDisruptionBudget is made for. */
export interface FlinkDisruptionBudgetProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * Lets a node drain take one pod of the job at a time. A component with a single pod gets no budget: it would block the drain for ever. So would one for
 * TaskManagers whose number changes, by the autoscaler or in reactive mode.
 * Guideline K8S-01.
 */
export class FlinkDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: FlinkDisruptionBudgetProps) {
    super(scope, id);
    const { deployment } = props;
    const counts: [FlinkComponent, () => number][] = [
      [FlinkComponent.JOB_MANAGER, () => jobManagers(deployment.settings)],
      [FlinkComponent.TASK_MANAGER, () => isScaled(deployment.settings) ? 1 : taskManagers(deployment.settings) ?? 1],
    ];
    for (const [component, count] of counts) {
      if (count() < 2) continue;
      new ApiObject(this, component, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: `${deployment.name}-${component}`, namespace: deployment.namespace, labels: companionLabels(deployment.name, component) },
        spec: {
          // A whole number: TaskManagers are owned by the JobManager's Deployment, whose scale says nothing of theirs,
          // so that percentages and maxUnavailable come out wrong.
          minAvailable: { resolve: () => Math.max(count() - 1, 1) },
          selector: { matchLabels: { resolve: () => podLabels(deployment, component) } },
        },
      });
    }
  }
}
