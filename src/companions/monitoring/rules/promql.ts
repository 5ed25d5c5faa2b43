import { JobFacts } from './job-facts';
import { DEPLOYMENT_LABEL } from '../scrape';

const JOB = `namespace, ${DEPLOYMENT_LABEL}`;

/** Matches two sides that are about the same job. */
export const ON_JOB = `on (${JOB})`;

/** A series of the job's JobManager. */
export function jm(job: JobFacts, metric: string): string {
  return `flink_jobmanager_${metric}{${job.selector}}`;
}

/** A series of its TaskManagers. */
export function tm(job: JobFacts, metric: string, matchers = ''): string {
  return `flink_taskmanager_${metric}{${job.selector}${matchers && `, ${matchers}`}}`;
}

/** A series of a task. */
export function task(job: JobFacts, metric: string): string {
  return tm(job, `job_task_${metric}`);
}

/** A series of an operator. */
export function operator(job: JobFacts, metric: string, matchers = ''): string {
  return tm(job, `job_task_operator_${metric}`, matchers);
}

/** A series that a recording rule of this library makes of each FlinkDeployment. */
export function recorded(job: JobFacts, name: string): string {
  return `${name}{${job.selector}}`;
}

/** One that it makes of the job, whichever of its FlinkDeployments is there. */
export function recordedOfJob(job: JobFacts, name: string): string {
  return `${name}{${job.recordings}}`;
}

type Aggregation = 'avg' | 'count' | 'max' | 'min' | 'sum';

/** Aggregates over all but the job, and the labels named. A standby JobManager reports too, and pods that are gone linger. */
export function over(aggregation: Aggregation, series: string, ...labels: string[]): string {
  return `${aggregation} by (${[JOB, ...labels].join(', ')}) (${series})`;
}

/** How many whole events a counter counted: `increase` extrapolates, so three restarts may come out as 3.02. */
export function events(counter: string, window: number, ...labels: string[]): string {
  return `round(${over('max', `increase(${counter}[${promDuration(window)}])`, ...labels)})`;
}

/** A duration as Prometheus writes it. */
export function promDuration(millis: number): string {
  const units = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000]] as const;
  const [unit, size] = units.find(([, length]) => millis >= length && millis % length === 0) ?? ['s', 1_000];
  return `${Math.ceil(millis / size)}${unit}`;
}
