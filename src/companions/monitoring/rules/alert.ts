import { JobFacts } from './job-facts';

/** How bad it is when an alert fires: critical wakes somebody, warning waits until morning. */
export type AlertSeverity = 'warning' | 'critical';

/** A number, or how it follows from the job; undefined: not for this job. */
type Limit = number | ((job: JobFacts) => number | undefined);

/**
 * One alert: what is measured, from which value on it fires, and what is said to the person it wakes.
 */
export interface Alert {
  readonly name: string;
  /** The guideline that asks for it. */
  readonly guideline: string;
  /** Whether it concerns the processes of a cluster, which all jobs of a session share. Otherwise it concerns a job. */
  readonly ofCluster?: boolean;
  /** For which jobs. */
  readonly when?: (job: JobFacts) => boolean;
  /** The query of the value, which is compared with the limits; or the whole query, given a limit. */
  readonly measure: (job: JobFacts, limit: number | undefined) => string;
  /** `none`: the query has no answer unless it fires. */
  readonly comparison?: '>' | '<' | 'none';
  /** Whether it concerns the job as a whole. Otherwise it concerns each of its FlinkDeployments, of which a blue/green job has two. */
  readonly ofJob?: boolean;
  /** Whether its series have no label that names the job. Then the rules of a fleet cannot tell whose they are: each job has the rule for itself. */
  readonly unnamed?: boolean;
  /** What else must hold: a query that begins with `and` or `unless`. */
  readonly only?: (job: JobFacts) => string;
  /** The unit of measure and limits. */
  readonly unit: string;
  readonly warning?: Limit;
  readonly critical?: Limit;
  /** For how long, in milliseconds. */
  readonly lasts: number | ((job: JobFacts) => number);
  /** What the limits follow from, in words. */
  readonly follows: string;
  readonly summary: (job: JobFacts) => string;
  /** What is seen, with the value, and where to look first. */
  readonly description: (job: JobFacts) => string;
}

export const SEVERITIES: readonly AlertSeverity[] = ['warning', 'critical'];

/** The property of the overrides: `taskBusy` of `FlinkTaskBusy`. */
export function propertyOf(alert: string): string {
  return `${alert[5].toLowerCase()}${alert.slice(6)}`;
}

/** A limit, or any other thing that may follow from the job. */
export function resolved<T>(value: T | ((job: JobFacts) => T), job: JobFacts): T {
  return typeof value === 'function' ? (value as (job: JobFacts) => T)(job) : value;
}
