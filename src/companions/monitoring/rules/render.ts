import { Alert, AlertSeverity, propertyOf, resolved, SEVERITIES } from './alert';
import { ALERTS } from './catalogue';
import { JobFacts } from './job-facts';
import { figure, promDuration } from './promql';
import { RECORDINGS } from './recordings';
import { RUNBOOK_ANNOTATION } from '../runbooks';

/** The overrides of one alert. Times are in milliseconds. */
export interface Said {
  readonly warning?: number;
  readonly critical?: number;
  readonly lasts?: number;
  readonly disabled?: string;
}

/** One rule of a PrometheusRule. */
export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: { readonly [label: string]: string };
  readonly annotations?: { readonly [name: string]: string };
}

/** The recording rules that a job needs. */
export function recordingRules(job: JobFacts): Rule[] {
  if (!job.holds.job) return [];
  return RECORDINGS.filter(({ when }) => when?.(job) ?? true)
    .map(({ record, expr }) => ({ record, expr: expr(job), labels: job.labels }));
}

/** The alert rules of a job, grouped by alert. */
export function alertRules(job: JobFacts, said: { readonly [alert: string]: Said }, runbooks: string): Rule[] {
  return applicable(job).flatMap((alert) => rulesOf(alert, job, said[alert.name] ?? {}, runbooks));
}

/** The alerts of a job, unless it disables them. */
export function applicable(job: JobFacts): Alert[] {
  return ALERTS.filter(({ ofCluster = false, when }) => job.holds[ofCluster ? 'cluster' : 'job'] && (when?.(job) ?? true));
}

/** The limit of an alert for a job, from any source; undefined if the alert has no such severity. */
export function limitOf(alert: Alert, severity: AlertSeverity, job: JobFacts, said: Said): number | undefined {
  return said[severity] ?? resolved<number | undefined>(alert[severity], job);
}

/** The rules of one alert, one for each severity. */
export function rulesOf(alert: Alert, job: JobFacts, said: Said, runbooks: string): Rule[] {
  if (said.disabled !== undefined) return [];
  const lasts = said.lasts ?? resolved(alert.lasts, job);
  return SEVERITIES.flatMap((severity) => {
    const limit = limitOf(alert, severity, job, said);
    return limit === undefined ? [] : [{
      alert: alert.name,
      expr: query(alert, job, limit, isOfJob(alert, severity, said, job) ? figure(job, figureName(alert, severity), limit, alert) : String(limit)),
      ...lasts > 0 ? { for: promDuration(lasts) } : {},
      labels: { severity, ...job.labels },
      annotations: { summary: alert.summary(job), description: alert.description(job), [RUNBOOK_ANNOTATION]: `${runbooks}/${alert.name}.md` },
    }];
  });
}

/**
 * Facts that differ between jobs with otherwise equal facts: if one rule serves a fleet, a limit that is derived from one of these is a series of
 * each job. Other limits are part of the rule, which jobs with the same interval, timeouts and recovery time share.
 */
const OF_ONE_JOB: readonly (keyof JobFacts)[] = ['disk', 'jobManagers', 'level', 'parallelism', 'taskManagers'];

/** Whether the limit of an alert is a series of the job. Without a fleet, every limit is part of the rule. */
function isOfJob(alert: Alert, severity: AlertSeverity, said: Said, job: JobFacts): boolean {
  if (!job.fleet) return false;
  if (said[severity] !== undefined) return true;
  const read = new Set<string | symbol>();
  resolved<number | undefined>(alert[severity], new Proxy(job, { get: (facts, fact) => { read.add(fact); return Reflect.get(facts, fact); } }));
  return OF_ONE_JOB.some((fact) => read.has(fact));
}

/** The name in the overrides of alerts. */
function figureName({ name }: Alert, severity: AlertSeverity): string {
  return `${propertyOf(name)}.${severity}`;
}

function query(alert: Alert, job: JobFacts, limit: number, operand: string): string {
  const { comparison = '>' } = alert;
  return [
    alert.measure(job, limit),
    ...comparison === 'none' ? [] : [comparison, operand],
    alert.only?.(job) ?? '',
  ].filter((part) => part !== '').join(' ');
}
