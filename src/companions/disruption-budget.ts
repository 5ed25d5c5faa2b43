import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { checkedProps } from '../configuration/arguments/checked';
import { isScaled, jobManagers, podLabels, taskManagers } from '../facts';
import { FlinkComponent } from '../kubernetes/component';
import { companionLabels } from '../kubernetes/labels';
import { childrenOf, IFlinkDeployment } from '../workload/flink-deployment-reference';
import { Workload } from '../workload/workload';

/** Properties of a FlinkDisruptionBudget. */
export interface FlinkDisruptionBudgetProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * PodDisruptionBudgets that allow a node drain to evict one pod of each component at a time. There is none for a component with a single pod, which would
 * block the drain indefinitely, nor for TaskManagers whose number changes, with the autoscaler or in reactive mode. Guideline K8S-01.
 *
 * @example
 * new FlinkDisruptionBudget(chart, 'budget', { deployment: job });
 */
@checkedProps('FlinkDisruptionBudget')
export class FlinkDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: FlinkDisruptionBudgetProps) {
    super(scope, id);
    const { namespace } = props.deployment;
    for (const child of childrenOf(props.deployment)) {
      for (const [component, countOf] of COUNTS) {
        const count = () => countOf(child.view());
        new CompanionObject(this, `${child.id}${component}`, {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: `${child.name}-${component}`, namespace, labels: companionLabels(child.name, component) },
          exists: () => count() > 1,
          spec: {
            // An integer: TaskManagers are owned by the JobManager's Deployment, whose scale subresource does not count them,
            // so that percentages and maxUnavailable are computed incorrectly.
            minAvailable: { resolve: () => count() - 1 },
            selector: { matchLabels: { resolve: () => podLabels(child.view(), component) } },
          },
        });
      }
    }
  }
}

const COUNTS: readonly [FlinkComponent, (job: Workload) => number][] = [
  [FlinkComponent.JOB_MANAGER, jobManagers],
  [FlinkComponent.TASK_MANAGER, (job) => isScaled(job) ? 1 : taskManagers(job) ?? 1],
];
