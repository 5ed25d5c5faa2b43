import { createHash } from 'crypto';
import { AlertDress, dressed } from './dress';
import { BLUE_GREEN_LABEL, FleetText, JobFacts } from './job-facts';
import { ofMembers } from './promql';
import { RECORDINGS } from './recordings';
import { applicable, recordingRules, Rule, rulesOf, Said } from './render';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { DEPLOYMENT_LABEL } from '../scrape';

// The rules of a fleet have the same text as the rules of a single job, without the parts that are specific to the job: its names, numbers and labels. Jobs whose
// rules have the same text share them. The name of a job, the rules that apply to it and its numbers are series that the job records.

/** The series of a FlinkDeployment in a fleet: the class of rules that covers it, and the labels of its alerts. */
export const CLASS = 'flink_job:class';
/** The series with its numbers, by `name`. */
const LIMIT = 'flink_job:limit';
export const FLEET_LABEL = 'flink_fleet';
export const CLASS_LABEL = 'flink_class';

/** Matches every FlinkDeployment: a placeholder in a rule until its FlinkDeployments are known. */
export const ANY = `${DEPLOYMENT_LABEL}!=""`;

/** Labels that the rules and series of a fleet already use. An alert label with one of these names remains in the text of the rule. */
const TAKEN: readonly string[] = ['alertname', 'severity', 'namespace', DEPLOYMENT_LABEL, BLUE_GREEN_LABEL, FLEET_LABEL, CLASS_LABEL];

/** A rule for all jobs for which its text is the same. */
export interface SharedRule {
  readonly rule: Rule;
  /** The text: equal texts are one rule. */
  readonly key: string;
}

/** The contribution of a job to its fleet. */
export interface FleetPart {
  readonly deployments: readonly string[];
  /** A name for all its texts: jobs of one class share every rule. */
  readonly className: string;
  readonly shared: readonly SharedRule[];
  /** The rules that remain in the job's own object. */
  readonly own: readonly Rule[];
}

type Labels = { readonly [label: string]: string };

/** The description of one job. */
export interface FleetJob {
  readonly fleet: string;
  readonly job: JobFacts;
  /** The names of its FlinkDeployments. */
  readonly deployments: readonly string[];
  readonly said: { readonly [alert: string]: Said };
  readonly runbooks: string;
  readonly dress: AlertDress;
}

/** Divides the rules of a job into those of its fleet and its own. */
export function fleetPart(described: FleetJob): FleetPart {
  const { fleet, deployments, said, runbooks, dress } = described;
  const figures = new Map<string, number>();
  const recordings = described.job.blueGreen ? `${BLUE_GREEN_LABEL}!=""` : ANY;
  const job: JobFacts = { ...described.job, ...NAMELESS, recordings, fleet: textOf(fleet, figures) };
  const isText = ([label, value]: [string, string]) => TAKEN.includes(label) || value.includes('{{');
  const all = Object.entries(dress.labels);
  const inText = Object.fromEntries(all.filter(isText));
  const inSeries = Object.fromEntries(all.filter((label) => !isText(label)));
  const labels = [BLUE_GREEN_LABEL, ...Object.keys(inSeries).sort()];

  const records = recordingRules(job).map((rule) => {
    const { ofJob } = RECORDINGS.find(({ record }) => record === rule.record)!;
    return { record: rule.record, expr: ofMembers(job, rule.expr, { ofJob }) };
  });
  const alerts = applicable(job).filter((alert) => !alert.unnamed).flatMap((alert) => rulesOf(alert, job, said[alert.name] ?? {}, runbooks)
    .map((rule) => ({ ...rule, expr: ofMembers(job, rule.expr, { ofJob: alert.ofJob, labels }) })));
  const shared = [...records, ...dressed(alerts, { ...dress, labels: inText })].map((rule) => ({ rule, key: JSON.stringify(rule) }));
  const className = createHash('sha256').update(shared.map(({ key }) => key).sort().join('\n')).digest('hex').slice(0, 10);

  const unnamed = applicable(described.job).filter((alert) => alert.unnamed)
    .flatMap((alert) => rulesOf(alert, described.job, said[alert.name] ?? {}, runbooks));
  const own = [
    ...deployments.flatMap((deployment) => seriesOf(described, deployment, { [CLASS_LABEL]: className, ...inSeries }, figures)),
    ...dressed(unnamed, dress),
  ];
  return { deployments, className, shared, own };
}

/** The facts about a job, without its names. */
const NAMELESS = {
  id: `{{ $labels.namespace }}/{{ or $labels.${BLUE_GREEN_LABEL} $labels.${DEPLOYMENT_LABEL} }}`,
  labels: {},
  selector: ANY,
  jobSelector: ANY,
  recorded: ANY,
  // the owner of a pod is determined from its name after the series are read
  pods: 'pod!=""',
  containers: `container="${MAIN_CONTAINER}"`,
};

/** The text by which rules of a fleet refer to their jobs. Every number that a text refers to is recorded in `figures`. */
function textOf(fleet: string, figures: Map<string, number>): FleetText {
  return {
    members: `${CLASS}{${FLEET_LABEL}="${fleet}"}`,
    figure: (name, value) => {
      figures.set(name, value);
      return `${LIMIT}{${FLEET_LABEL}="${fleet}", name="${name}"}`;
    },
    figureInText: (name, value, unit) => {
      figures.set(name, value);
      const series = `${LIMIT}{${FLEET_LABEL}='${fleet}', name='${name}', namespace='%s', ${DEPLOYMENT_LABEL}='%s'}`;
      const query = `max(${series})${unit === 1 ? '' : ` / ${unit}`}`;
      // with all exact digits: the value alone would be printed as 1e+06
      return `{{ with printf "${query}" $labels.namespace $labels.${DEPLOYMENT_LABEL} | query }}{{ . | first | value | printf "%.15g" }}{{ end }}`;
    },
  };
}

/** The recording rules that describe a job. All numbers are one rule: evaluating a rule costs more than computing this one. */
function seriesOf({ fleet, job }: FleetJob, deployment: string, more: Labels, figures: ReadonlyMap<string, number>): Rule[] {
  const names = { ...job.labels, [DEPLOYMENT_LABEL]: deployment, [FLEET_LABEL]: fleet };
  const numbers = [...figures].sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `label_replace(vector(${value}), "name", "${name}", "", "")`);
  return [
    { record: CLASS, expr: 'vector(1)', labels: { ...names, ...more } },
    ...numbers.length === 0 ? [] : [{ record: LIMIT, expr: numbers.join(' or '), labels: names }],
  ];
}
