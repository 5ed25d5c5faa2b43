import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isSuspended } from '../../facts';
import { IFlinkDeployment, jobViewOf, sourceOf } from '../../workload/flink-deployment-reference';
import { Workload } from '../../workload/workload';
import { CompanionObject } from '../companion-object';
import { FlinkEnvironment } from '../environment';
import { forHelm } from '../helm';
import { judged } from '../judged';
import { alertLabelFindings } from './alert-labels';
import { FlinkAlertOverrides } from './alert-overrides.generated';
import { Fleet, FleetMember, fleetOf, joinFleets } from './fleet-members';
import { Alert, propertyOf } from './rules/alert';
import { ALERTS } from './rules/catalogue';
import { AlertDress, dressed } from './rules/dress';
import { FleetPart, fleetPart } from './rules/fleet';
import { JobFacts, jobFacts } from './rules/job-facts';
import { alertRules, applicable, limitOf, recordingRules, Said } from './rules/render';
import { RUNBOOKS } from './runbooks';
import { LONGEST_SCRAPE_INTERVAL } from './scrape';
import { FlinkServiceLevel } from './service-level';
import { Finding } from '../../configuration';
import { checkedProps } from '../../configuration/arguments/checked';
import { refusal } from '../../configuration/finding';
import { companionLabels } from '../../kubernetes/labels';

/** Overrides of one alert. */
export interface FlinkAlertOverride {
  /**
   * Threshold of severity `warning`, in the alert's unit.
   * @default - see docs/runbooks
   */
  readonly warning?: number;
  /**
   * Threshold of severity `critical`, in the alert's unit.
   * @default - see docs/runbooks
   */
  readonly critical?: number;
  /**
   * How long the condition must hold before the alert fires (`for`).
   * @default - see docs/runbooks
   */
  readonly lasts?: Duration;
  /**
   * Omits the alert, with this reason.
   * @default - the alert is rendered
   */
  readonly disabled?: string;
}

/** Alerts of a job. */
export interface FlinkAlertsOptions {
  /**
   * Service level objectives. Each adds alerts.
   * @default - a recovery time of five minutes
   */
  readonly serviceLevel?: FlinkServiceLevel;
  /**
   * Overrides of single alerts, such as `{ taskBusy: { warning: 800 } }`.
   * @default - none
   */
  readonly overrides?: FlinkAlertOverrides;
  /**
   * Additional labels of every alert. Labels that alerts set themselves, such as `severity` or `pod`, are rejected.
   * @default - only `severity`, `namespace` and `flink_deployment`
   */
  readonly alertLabels?: { readonly [label: string]: string };
  /**
   * Consumer groups of the job in the metrics of a Kafka exporter. Requires `serviceLevel.kafkaLag`.
   * @default - none: lag is taken from the metrics of the job's consumers
   */
  readonly kafkaConsumerGroups?: string[];
  /**
   * The name in Prometheus of the job's counter of dead letters. Guideline CON-12.
   * @default - none
   */
  readonly deadLetterMetric?: string;
  /**
   * The cert-manager Certificate whose expiry is monitored, in the job's namespace.
   * @default - the Certificate of `Tls.certManager`, if it is rendered
   */
  readonly certificate?: string;
}

/** Properties of FlinkAlerts. */
export interface FlinkAlertsProps extends FlinkAlertsOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
  /**
   * The interval at which Prometheus scrapes the job. Time windows of rules cover at least four scrape intervals. Guideline MON-17.
   * @default - Duration.seconds(15), that of the monitors
   */
  readonly scrapeInterval?: Duration;
}

/**
 * A PrometheusRule whose thresholds are derived from the job: checkpoint interval and timeout, parallelism, slots, restart delays, disk size, service
 * level. Each alert has a runbook. A suspended job has no PrometheusRule. For a session cluster it contains alerts on the processes, for a session
 * job alerts on the job. Guidelines MON-01 to MON-15 and MON-20 to MON-22.
 *
 * @example
 * new FlinkAlerts(chart, 'alerts', { deployment: job, serviceLevel: { recoveryTime: Duration.minutes(2) } });
 */
@checkedProps('FlinkAlerts')
export class FlinkAlerts extends Construct {
  private readonly props: FlinkAlertsProps;

  constructor(scope: Construct, id: string, props: FlinkAlertsProps) {
    super(scope, id);
    this.props = props;
    const { deployment } = props;
    const { name, namespace } = deployment;
    new CompanionObject(this, 'PrometheusRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name, namespace, labels: companionLabels(name, 'alerts') },
      lateMetadata: () => ({ labels: FlinkEnvironment._at(this).prometheusLabels }),
      // A suspended job has no processes.
      exists: () => !isSuspended(this.view()),
      spec: { resolve: () => forHelm(this, { groups: this.groups() }) },
    });
    const member: FleetMember = { construct: this, id: `${namespace}/${name}`, part: (fleet) => isSuspended(this.view()) ? undefined : this.part(fleet) };
    if (!sourceOf(deployment).isSessionJob) joinFleets(member);
    judged(this, deployment, () => this.findings());
  }

  private findings(): Finding[] {
    const job = this.job();
    const said = this.said();
    const findings = Object.entries(said).flatMap(([name, override]) => {
      return judge(ALERTS.find((candidate) => candidate.name === name)!, override, job);
    });
    findings.push(...alertLabelFindings(this.props.alertLabels ?? {}));
    const { scrapeInterval } = this.props;
    if (scrapeInterval !== undefined && scrapeInterval.toSeconds() > LONGEST_SCRAPE_INTERVAL) {
      findings.push(refusal('MON-17', 'monitoring.scrape.interval', `${scrapeInterval.toSeconds()}s`,
        `must be at most ${LONGEST_SCRAPE_INTERVAL} s: rules evaluate five minutes, which would have too few samples to detect a change`, 'Write Duration.seconds(60) or less'));
    }
    const left = applicable(job).filter(({ name }) => said[name]?.disabled === undefined);
    return left.length > 0 ? findings : [...findings, refusal('MON-20', 'monitoring.alerts.overrides', undefined,
      'all alerts of the job are disabled', 'Keep some of them, or disable the PrometheusRule with monitoring: { alerts: { enabled: false } }')];
  }

  private groups(): any[] {
    const { deployment } = this.props;
    const name = `flink-${deployment.namespace}-${deployment.name}`;
    const fleet = this.fleet();
    if (fleet !== undefined) return [{ name, rules: this.part(fleet.label).own }];
    const job = this.job();
    const alerts = dressed(alertRules(job, this.said(), this.runbooks()), this.dress());
    return [{ name: `${name}-recordings`, rules: recordingRules(job) }, { name, rules: alerts }].filter(({ rules }) => rules.length > 0);
  }

  /** The rules of a fleet distinguish jobs by their FlinkDeployments; session jobs share one. */
  private fleet(): Fleet | undefined {
    return sourceOf(this.props.deployment).isSessionJob ? undefined : fleetOf(this);
  }

  private part(fleet: string): FleetPart {
    const { deploymentNames } = sourceOf(this.props.deployment);
    return fleetPart({ fleet, job: this.job(), deployments: deploymentNames, said: this.said(), runbooks: this.runbooks(), dress: this.dress() });
  }

  private runbooks(): string {
    return (FlinkEnvironment._at(this).runbookUrl ?? RUNBOOKS).replace(/\/$/, '');
  }

  private dress(): AlertDress {
    const { team } = FlinkEnvironment._at(this);
    return { labels: { ...team === undefined ? {} : { team }, ...this.props.alertLabels } };
  }

  private view(): Workload {
    return jobViewOf(this.props.deployment);
  }

  private job(): JobFacts {
    const { deployment } = this.props;
    const { kubernetesMetrics, stateMetrics } = FlinkEnvironment._at(this);
    const { deploymentNames } = sourceOf(deployment);
    return jobFacts({ name: deployment.name, deploymentNames, view: this.view() }, { ...this.props, kubernetesMetrics, stateMetrics });
  }

  /** The overrides by alert name. */
  private said(): { [alert: string]: Said } {
    return Object.fromEntries(Object.entries(this.props.overrides ?? {}).filter(([, override]) => override !== undefined)
      .map(([property, { lasts, ...said }]) => [alertName(property), { ...said, lasts: lasts?.toMilliseconds() }]));
  }
}

/** From `taskBusy` to `FlinkTaskBusy`. */
function alertName(property: string): string {
  return `Flink${property[0].toUpperCase()}${property.slice(1)}`;
}

function judge(alert: Alert, said: Said, job: JobFacts): Finding[] {
  const path = `monitoring.alerts.overrides.${propertyOf(alert.name)}`;
  const refused = (field: string, value: unknown, message: string, fix: string) => [refusal('MON-20', `${path}.${field}`, value, message, fix)];
  if (said.disabled !== undefined) {
    return said.disabled.trim() === '' ? refused('disabled', said.disabled, 'must be the reason for disabling the alert', 'Write why the job does not need this alert') : [];
  }
  const levels = (['warning', 'critical'] as const).filter((level) => said[level] !== undefined);
  // a query that contains its limit needs no comparison
  if (alert.comparison === 'none' && alert.measure.length < 2 && levels.length > 0) {
    return refused(levels[0], said[levels[0]], 'ignored: the alert has no threshold, and fires as soon as something is missing or wrong', 'Leave it out; the alert can be disabled, or delayed with lasts');
  }
  const wrong = (['warning', 'critical'] as const).find((level) => said[level] !== undefined && !Number.isFinite(said[level]));
  if (wrong) return refused(wrong, said[wrong], 'must be a number', `Write it in ${alert.unit || 'the alert\'s unit'}`);
  const [warning, critical] = (['warning', 'critical'] as const).map((level) => limitOf(alert, level, job, said));
  const inOrder = warning === undefined || critical === undefined || (alert.comparison === '<' ? warning >= critical : warning <= critical);
  if (inOrder) return [];
  const field = said.warning === undefined ? 'critical' : 'warning';
  return refused(field, said[field], `the thresholds are in the wrong order: warning at ${warning}, critical at ${critical}`, 'Set both, so that the warning comes first');
}
