import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { closest } from 'fastest-levenshtein';
import { alertRules, ALERTS } from './alert-rules';
import { Finding, IFlinkDeployment } from '../configuration';
import { judgeAlone } from '../configuration/companion';
import { refusal } from '../configuration/finding';
import { companionLabels } from '../network/labels';

/** Which alerts a job gets. */
export interface FlinkAlertsOptions {
  /**
   * Labels by which your Prometheus selects its rules, such as `{ release: 'kube-prometheus-stack' }`.
   * @default - none
   */
  readonly labels?: { readonly [label: string]: string };
  /**
   * Labels of every alert, such as `{ team: 'payments' }`, by which Alertmanager routes it.
   * @default - none but `severity`
   */
  readonly alertLabels?: { readonly [label: string]: string };
  /**
   * Alerts that are left out, by name, such as `FlinkBackpressure`.
   * @default - none
   */
  readonly disabled?: string[];
}

/** What FlinkAlerts are made for. */
export interface FlinkAlertsProps extends FlinkAlertsOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * Alert rules whose thresholds come from the job's own settings: checkpoint interval and timeout, parallelism, slots.
 * Guidelines MON-01 to MON-09 and MON-20.
 */
export class FlinkAlerts extends Construct {
  private readonly disabled: string[];

  constructor(scope: Construct, id: string, props: FlinkAlertsProps) {
    super(scope, id);
    const { deployment } = props;
    const disabled = this.disabled = props.disabled ?? [];
    new ApiObject(this, 'PrometheusRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: deployment.name, namespace: deployment.namespace, labels: { ...companionLabels(deployment.name, 'alerts'), ...props.labels } },
      spec: {
        resolve: () => ({
          groups: [{
            name: `flink-${deployment.namespace}-${deployment.name}`,
            rules: alertRules(deployment.settings)
              .filter(({ alert }) => !disabled.includes(alert))
              .map((rule) => ({ ...rule, labels: { ...rule.labels, ...props.alertLabels } })),
          }],
        }),
      },
    });
    judgeAlone(this, deployment, () => this._findings());
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.disabled.flatMap((name, i) => ALERTS.includes(name) ? [] : [refusal(
      'MON-20', `alerts.disabled[${i}]`, name, `is none of our alerts: ${ALERTS.join(', ')}`, `Write "${closest(name, ALERTS)}"`)]);
  }
}
