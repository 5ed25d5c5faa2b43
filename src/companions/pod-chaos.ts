import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { judged } from './judged';
import { Finding } from '../configuration';
import { refusal } from '../configuration/finding';
import { podLabels } from '../facts';
import { FlinkComponent } from '../kubernetes/component';
import { companionLabels } from '../kubernetes/labels';
import { childrenOf, IFlinkDeployment } from '../workload/flink-deployment-reference';

/** What a FlinkPodChaos is made for. */
export interface FlinkPodChaosProps {
  /** The job: a copy of the real one, elsewhere. */
  readonly deployment: IFlinkDeployment;
  /**
   * When, as a cron expression, or a word such as `@monthly` or `@every 6h`.
   * @default @monthly
   */
  readonly schedule?: string;
}

/**
 * Kills one of a job's TaskManagers now and then, so that somebody sees it recover: a `Schedule` of Chaos Mesh, which has to be installed in the cluster.
 * Beside a production job it is a finding, which a copy of it in a staging namespace suppresses with that as the reason. Guideline TST-02.
 *
 * @example
 * new FlinkPodChaos(chart, 'chaos', { deployment: copy, schedule: '@weekly' });
 */
export class FlinkPodChaos extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodChaosProps) {
    super(scope, id);
    const { deployment, schedule = '@monthly' } = props;
    const { namespace } = deployment;
    for (const child of childrenOf(deployment)) {
      new CompanionObject(this, `${child.id}Schedule`, {
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'Schedule',
        // Chaos Mesh makes longer names of it: together with the longest name of a job this stays within what it allows.
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
  return CRON.test(schedule.trim()) ? [] : [refusal('TST-02', 'schedule', schedule, 'is no cron expression of five fields, nor a word such as @monthly', 'Write "0 10 1 * *" or "@monthly"')];
}
