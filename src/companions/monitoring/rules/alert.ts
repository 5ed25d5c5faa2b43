import { JobFacts } from './job-facts';

/** Severity of an alert: critical alerts need immediate action, warnings can wait until working hours. */
export type AlertSeverity = 'warning' | 'critical';

/** A number, or a function of the job; undefined: the alert does not exist for this job. */
type Limit = number | ((job: JobFacts) => number | undefined);

/** An alert: the measured value, its thresholds, and the texts of the notification. */
export interface Alert {
  readonly name: string;
  /** The guideline that the alert belongs to. */
  readonly guideline: string;
  /** Whether it is about the processes of a cluster, which all jobs of a session share. Otherwise it is about a job. */
  readonly ofCluster?: boolean;
  /** The jobs that have this alert. */
  readonly when?: (job: JobFacts) => boolean;
  /** The query for the value, which is compared with the limits; or the complete query, given a limit. */
  readonly measure: (job: JobFacts, limit: number | undefined) => string;
  /** `none`: the query returns a result only if the alert fires. */
  readonly comparison?: '>' | '<' | 'none';
  /** Whether it is about the job as a whole. Otherwise it is about each of its FlinkDeployments, of which a blue/green job has two. */
  readonly ofJob?: boolean;
  /**
   * Whether its series have no label that identifies the job. The rules of a fleet cannot distinguish the jobs then, so each job has its own rule.
   */
  readonly unnamed?: boolean;
  /** An additional condition: a query that begins with `and` or `unless`. */
  readonly only?: (job: JobFacts) => string;
  /** The unit of the value and the limits. */
  readonly unit: string;
  readonly warning?: Limit;
  readonly critical?: Limit;
  /** How long the condition must hold, in milliseconds. */
  readonly lasts: number | ((job: JobFacts) => number);
  /** What the limits are derived from, as text. */
  readonly follows: string;
  readonly summary: (job: JobFacts) => string;
  /** What has happened, with the value, and where to look first. */
  readonly description: (job: JobFacts) => string;
}

export const SEVERITIES: readonly AlertSeverity[] = ['warning', 'critical'];

/** The property in the overrides: `taskBusy` for `FlinkTaskBusy`. */
export function propertyOf(alert: string): string {
  return `${alert[5].toLowerCase()}${alert.slice(6)}`;
}

/** A limit, or any other value that may be derived from the job. */
export function resolved<T>(value: T | ((job: JobFacts) => T), job: JobFacts): T {
  return typeof value === 'function' ? (value as (job: JobFacts) => T)(job) : value;
}
