import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { judged } from './judged';
import { Finding } from '../configuration';
import { checkedProps } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { podLabels } from '../facts';
import { FlinkComponent } from '../kubernetes/component';
import { companionLabels } from '../kubernetes/labels';
import { childrenOf, IFlinkDeployment } from '../workload/flink-deployment-reference';

/** Properties of a FlinkPodChaos. */
export interface FlinkPodChaosProps {
  /** The job: a copy of the production job in another namespace. */
  readonly deployment: IFlinkDeployment;
  /**
   * A cron expression, or a descriptor such as `@monthly` or `@every 6h`.
   * @default @monthly
   */
  readonly schedule?: string;
}

/**
 * A Chaos Mesh `Schedule` that regularly kills one TaskManager of a job, to test its recovery. Chaos Mesh must be installed in the cluster.
 * For a production job it is a finding of guideline TST-02; suppress it for a copy in a staging namespace.
 *
 * @example
 * new FlinkPodChaos(chart, 'chaos', { deployment: copy, schedule: '@weekly' });
 */
@checkedProps('FlinkPodChaos')
export class FlinkPodChaos extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodChaosProps) {
    super(scope, id);
    const { deployment, schedule = '@monthly' } = props;
    const { namespace } = deployment;
    for (const child of childrenOf(deployment)) {
      new CompanionObject(this, `${child.id}Schedule`, {
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'Schedule',
        // Chaos Mesh derives longer names: with the longest job name they stay within its limit.
        metadata: { name: `${child.name}-chaos`, namespace, labels: companionLabels(child.name, 'chaos') },
        spec: {
          schedule,
          type: 'PodChaos',
          concurrencyPolicy: 'Forbid',
          historyLimit: 2,
          podChaos: {
            action: 'pod-kill',
            mode: 'one',
            selector: { namespaces: [namespace], labelSelectors: { resolve: () => podLabels(child.view(), FlinkComponent.TASK_MANAGER) } },
          },
        },
      });
    }
    judged(this, deployment, () => unreadable(schedule));
  }
}

const FIELD = '[^\\s]+';
const CRON = new RegExp(`^(${FIELD}( +${FIELD}){4}|@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every +${FIELD})$`);

function unreadable(schedule: string): Finding[] {
  return CRON.test(schedule.trim()) ? [] : [refusal('TST-02', 'schedule', schedule, 'must be a cron expression with five fields, or a descriptor such as @monthly', 'Write "0 10 1 * *" or "@monthly"')];
}
