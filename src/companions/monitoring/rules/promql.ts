import { BLUE_GREEN_LABEL, JobFacts } from './job-facts';
import { DEPLOYMENT_LABEL } from '../scrape';

const JOB = `namespace, ${DEPLOYMENT_LABEL}`;

/** Matches two sides that belong to the same job. */
export const ON_JOB = `on (${JOB})`;

/** A series of the job's JobManager. */
export function jm(job: JobFacts, metric: string): string {
  return `flink_jobmanager_${metric}{${selectorOf(job, metric)}}`;
}

/** A series of its TaskManagers. */
export function tm(job: JobFacts, metric: string, matchers = ''): string {
  return `flink_taskmanager_${metric}{${selectorOf(job, metric)}${matchers && `, ${matchers}`}}`;
}

/** Series of processes have no job label. */
function selectorOf(job: JobFacts, metric: string): string {
  return metric.startsWith('job_') ? job.jobSelector : job.selector;
}

/** A series of a task. */
export function task(job: JobFacts, metric: string): string {
  return tm(job, `job_task_${metric}`);
}

/** A series of an operator. */
export function operator(job: JobFacts, metric: string, matchers = ''): string {
  return tm(job, `job_task_operator_${metric}`, matchers);
}

/** A series that a recording rule of this library produces for each FlinkDeployment. */
export function recorded(job: JobFacts, name: string): string {
  return `${name}{${job.recorded}}`;
}

/** Such a series for the job as a whole, from whichever of its FlinkDeployments exists. */
export function recordedOfJob(job: JobFacts, name: string): string {
  return `${name}{${job.recordings}}`;
}

type Aggregation = 'avg' | 'count' | 'max' | 'min' | 'sum';

/**
 * Aggregates over all labels except those of the job and the given ones. Standby JobManagers also report, and series of deleted pods remain for a
 * while.
 */
export function over(aggregation: Aggregation, series: string, ...labels: string[]): string {
  return `${aggregation} by (${[JOB, ...labels].join(', ')}) (${series})`;
}

/** The whole number of events of a counter: `increase` extrapolates, so that three restarts may result in 3.02. */
export function events(counter: string, window: number, ...labels: string[]): string {
  return `round(${over('max', `increase(${counter}[${promDuration(window)}])`, ...labels)})`;
}

/** The labels that identify a job as a whole. */
export function labelsOfJob({ blueGreen }: JobFacts): string {
  return blueGreen ? `namespace, ${BLUE_GREEN_LABEL}` : JOB;
}

/** The jobs of a fleet rule, one series each. Aggregated, so that no label of the series results in a second one. */
function members(job: JobFacts, ...labels: string[]): string {
  return `max by (${labels.join(', ')}) (${job.fleet!.members})`;
}

/** Series of each FlinkDeployment, with the label of the job as a whole, by which fleet rules distinguish jobs. */
export function namingJob(job: JobFacts, series: string): string {
  if (!job.fleet || !job.blueGreen) return series;
  return `${series} * ${ON_JOB} group_left (${BLUE_GREEN_LABEL}) ${members(job, JOB, BLUE_GREEN_LABEL)}`;
}

/** 1 if a job has none of the series. */
export function absent(job: JobFacts, series: string): string {
  if (!job.fleet) return `absent(${series})`;
  const labels = labelsOfJob(job);
  return `(${members(job, labels)} unless on (${labels}) ${job.blueGreen ? `(${namingJob(job, series)})` : series})`;
}

/** 0 for a job that has none of the series, for which other queries return no result. */
export function zeroWithout(job: JobFacts, series: string): string {
  return job.fleet ? `${members(job, JOB)} * 0` : `absent(${series}) * 0`;
}

/** One series for the job as a whole: a blue/green job is as healthy as the better of its two FlinkDeployments. */
export function eitherOf(job: JobFacts, series: string): string {
  if (!job.blueGreen) return series;
  return job.fleet ? `max by (${labelsOfJob(job)}) (${namingJob(job, `(${series})`)})` : `max by (namespace) (${series})`;
}

/** Kubernetes' series of pods, with the label of the FlinkDeployment with which their names begin. */
export function ofPods(job: JobFacts, series: string): string {
  return job.fleet ? `label_replace(${series}, "${DEPLOYMENT_LABEL}", "$1", "pod", "(.+?)-(taskmanager-)?[a-z0-9]+-[a-z0-9]+")` : series;
}

/** An operand: a number that is derived from the job. */
export function figure(job: JobFacts, name: string, value: number, { ofJob = false } = {}): string {
  if (!job.fleet) return String(value);
  const labels = ofJob ? labelsOfJob(job) : JOB;
  return `on (${labels}) group_left () max by (${labels}) (${job.fleet.figure(name, value)})`;
}

/** The same number in the text of an annotation. */
export function figureInText(job: JobFacts, name: string, value: number, unit = 1): string {
  return job.fleet ? job.fleet.figureInText(name, value, unit) : String(value / unit);
}

/** Restricts a query to the jobs of a fleet rule, each with additional labels. */
export function ofMembers(job: JobFacts, query: string, { ofJob = false, labels = [] as readonly string[] }): string {
  const on = ofJob ? labelsOfJob(job) : JOB;
  const more = labels.filter((label) => !on.split(', ').includes(label));
  return `(${query}) * on (${on}) group_left (${more.join(', ')}) ${members(job, on, ...more)}`;
}

/** A duration in Prometheus syntax. */
export function promDuration(millis: number): string {
  const units = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000]] as const;
  const [unit, size] = units.find(([, length]) => millis >= length && millis % length === 0) ?? ['s', 1_000];
  return `${Math.ceil(millis / size)}${unit}`;
}
