import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding, FlinkComponent, IFlinkDeployment } from '../configuration';
import { judgeAlone } from '../configuration/companion';
import { refusal } from '../configuration/finding';
import { companionLabels, podLabels } from '../network/labels';

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
 */
export class FlinkPodChaos extends Construct {
  constructor(scope: Construct, id: string, props: FlinkPodChaosProps) {
    super(scope, id);
    const { deployment, schedule = '@monthly' } = props;
    new ApiObject(this, 'Schedule', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'Schedule',
      // Chaos Mesh makes longer names of it: together with the longest name of a job this stays within what it allows.
      metadata: { name: `${deployment.name}-chaos`, namespace: deployment.namespace, labels: companionLabels(deployment.name, 'chaos') },
      spec: {
        schedule,
        type: 'PodChaos',
        concurrencyPolicy: 'Forbid',
        historyLimit: 2,
        podChaos: {
          action: 'pod-kill',
          mode: 'one',
          selector: { namespaces: [deployment.namespace], labelSelectors: { resolve: () => podLabels(deployment, FlinkComponent.TASK_MANAGER) } },
        },
      },
    });
    judgeAlone(this, deployment, () => unreadable(schedule));
  }
}

const FIELD = '[^\\s]+';
const CRON = new RegExp(`^(${FIELD}( +${FIELD}){4}|@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every +${FIELD})$`);

function unreadable(schedule: string): Finding[] {
  return CRON.test(schedule.trim()) ? [] : [refusal('TST-02', 'schedule', schedule, 'is no cron expression of five fields, nor a word such as @monthly', 'Write "0 10 1 * *" or "@monthly"')];
}
