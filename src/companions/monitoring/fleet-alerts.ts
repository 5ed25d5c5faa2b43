import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { CompanionObject } from '../companion-object';
import { FlinkEnvironment } from '../environment';
import { forHelm } from '../helm';
import { Fleet, FleetMember, gather, hasJobsElsewhereOnly, membersOf } from './fleet-members';
import { FleetPart } from './rules/fleet';
import { fleetRules } from './rules/fleet-rules';
import { divided, RuleGroup } from './rules/objects';
import { checkedProps } from '../../configuration/arguments/checked';
import { companionLabels } from '../../kubernetes/labels';
import { DNS_LABEL } from '../../kubernetes/name-syntax';
import { isRepeatedPass } from '../../kubernetes/synth-pass';

/** Sixteen objects can hold the rules of hundreds of classes. */
const MOST_OBJECTS = 16;

/** Properties of FlinkFleetAlerts. */
export interface FlinkFleetAlertsProps {
  /**
   * The construct whose jobs share the rules, such as a Chart. If nested constructs both have shared rules, a job uses those of the inner one.
   * @default - the App
   */
  readonly jobsIn?: IConstruct;
  /**
   * The name of the PrometheusRule.
   * @default flink-fleet
   */
  readonly name?: string;
  /**
   * The namespace of the PrometheusRule.
   * @default - the chart's namespace
   */
  readonly namespace?: string;
}

/**
 * One PrometheusRule with the alerts of all jobs of an App, for many jobs. The PrometheusRule of each job then contains only its thresholds, as
 * series that the shared alerts read. Alerts, labels, texts, runbooks, service levels and overrides of single jobs are the same as with FlinkAlerts.
 * Jobs with the same checkpoint interval, timeouts, recovery time and features share every rule; others have separate rules where the text differs.
 *
 * Prometheus must evaluate the rules of all jobs and of the fleet, and read the metrics of all namespaces. With `enforcedNamespaceLabel` of the
 * Prometheus operator, use one FlinkFleetAlerts for each namespace, in that namespace. Guideline MON-20.
 *
 * @example
 * new FlinkFleetAlerts(chart, 'fleet-alerts', { namespace: 'monitoring' });
 */
@checkedProps('FlinkFleetAlerts')
export class FlinkFleetAlerts extends Construct {
  private readonly fleet: Fleet;
  /** Cached result of the current pass over the App. */
  private objects?: readonly (readonly RuleGroup[])[];

  constructor(scope: Construct, id: string, props: FlinkFleetAlertsProps = {}) {
    super(scope, id);
    const { name = 'flink-fleet', namespace = Chart.of(this).namespace, jobsIn = this.node.root } = props;
    this.fleet = { label: `${namespace}/${name}`, path: this.node.path };
    const isOfApp = jobsIn?.node?.root === this.node.root;
    const holder = isOfApp ? gather(jobsIn, this.fleet) : this.fleet;
    for (let i = 0; i < MOST_OBJECTS; i++) {
      const objectName = i === 0 ? name : `${name}-${i + 1}`;
      new CompanionObject(this, i === 0 ? 'PrometheusRule' : `PrometheusRule${i + 1}`, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: objectName, ...namespace === undefined ? {} : { namespace }, labels: companionLabels(name, 'fleet-alerts') },
        lateMetadata: () => ({ labels: FlinkEnvironment._at(this).prometheusLabels }),
        exists: () => i < this.rules().length,
        spec: { resolve: () => forHelm(this, { groups: this.rules()[i] }) },
      });
    }
    // cdk8s walks the tree once for each chart that it writes: the rules are computed once for all of them.
    this.node.root.node.addValidation({
      validate: () => {
        if (!isRepeatedPass()) this.objects = undefined;
        return [];
      },
    });
    this.node.addValidation({
      validate: () => [
        ...isOfApp ? [] : ['`jobsIn` is not a construct of the App of this FlinkFleetAlerts: jobs of another App would have no alerts. Set it to a Chart of this App, or leave it out'],
        ...holder === this.fleet ? [] : [`${holder.path} already renders the alerts of ${jobsIn.node.path === '' ? 'all jobs of the App' : `the jobs in ${jobsIn.node.path}`}. Remove one of the two, or set \`jobsIn\` to the Chart whose jobs this one is for`],
        ...nameErrors(name, namespace),
        ...isOfApp && jobsIn !== this.node.root && hasJobsElsewhereOnly(jobsIn)
          ? [`\`jobsIn\` is "${jobsIn.node.path}", in which no job has alerts: nothing would be rendered. Set it to the Chart that has the jobs, or leave it out for all jobs of the App`] : [],
        ...this.rules().length <= MOST_OBJECTS ? [] : [`its rules need ${this.rules().length} PrometheusRules, but at most ${MOST_OBJECTS} are rendered. Add a FlinkFleetAlerts for each Chart, with \`jobsIn\``],
      ],
    });
  }

  private rules(): readonly (readonly RuleGroup[])[] {
    return this.objects ??= divided(fleetRules(this.parts()), this.fleet.label);
  }

  private* parts(): Generator<FleetPart> {
    for (const member of membersOf(this, this.fleet)) {
      const part = partOf(member, this.fleet);
      if (part !== undefined) yield part;
    }
  }
}

/** Undefined for a job that cannot be rendered, since it reports its own error. */
function partOf(member: FleetMember, fleet: Fleet): FleetPart | undefined {
  try {
    return member.part(fleet.label);
  } catch {
    return undefined;
  }
}

/** Names that the API server rejects, or that result in an invalid label. */
function nameErrors(name: string, namespace: string | undefined): string[] {
  const wrong = (property: string, value: string) => `${property} = "${value}": takes ${DNS_LABEL.words}. Write "${DNS_LABEL.nearest(value) ?? 'flink-fleet'}"`;
  return [
    ...DNS_LABEL.allows(name) ? [] : [wrong('name', name)],
    ...namespace === undefined ? ['namespace is missing: it distinguishes the series of this fleet from those of others. Set it, or that of the chart: new Chart(app, id, { namespace: "monitoring" })'] : [],
    ...namespace === undefined || DNS_LABEL.allows(namespace) ? [] : [wrong('namespace', namespace)],
  ];
}
