import { JobFacts } from './job-facts';
import { eitherOf, figure, jm, operator, over, promDuration, recordedOfJob, task, zeroWithout } from './promql';

/** A query whose result is recorded under its own name, because several rules need it, or its history. */
export interface Recording {
  readonly record: string;
  readonly when?: (job: JobFacts) => boolean;
  readonly expr: (job: JobFacts) => string;
  /** Whether it is recorded once for the job, from whichever of its FlinkDeployments exists, instead of for each of them. */
  readonly ofJob?: boolean;
}

/** Records per second that all sources of a job read. */
export const SOURCE_RATE = 'flink_deployment:source_records:rate5m';

const AVAILABLE = 'flink_deployment:available:bool';

/** The windows for error budgets, in milliseconds. */
const WINDOWS = [5, 30, 60, 2 * 60, 6 * 60, 24 * 60, 3 * 24 * 60].map((minutes) => minutes * 60_000);

export const unavailable = (window: number) => `flink_deployment:unavailable:ratio${promDuration(window)}`;
export const checkpointFailures = (window: number) => `flink_deployment:checkpoint_failures:ratio${promDuration(window)}`;

/**
 * The number of running jobs. A session cluster counts all of its jobs: whether a particular one runs is visible in its own series, which disappear
 * with the job.
 */
export function runningJobs(job: JobFacts): string {
  if (job.holds.cluster) return over('max', jm(job, 'numRunningJobs'));
  const time = jm(job, 'job_runningTime');
  return `(${over('max', time)} > bool 0 or ${zeroWithout(job, time)})`;
}

/**
 * Whether a job can process records: a JobManager with a running job, all TaskManagers, and tasks on them. Flink's own state is "running" without
 * either of the latter two. If one of them is gone, so are its series: the result is then 0 as well.
 */
function available(job: JobFacts): string {
  const registered = over('max', jm(job, 'numRegisteredTaskManagers'));
  const all = [
    `(${runningJobs(job)} >= bool 1)`,
    ...job.holds.cluster ? [`(${registered} >= bool ${figure(job, 'taskManagers', job.taskManagers ?? 1)})`] : [],
    `(${over('count', task(job, 'busyTimeMsPerSecond'))} >= bool 1)`,
  ].join(' * ');
  return eitherOf(job, `${all} or ${registered} * 0 or ${zeroWithout(job, jm(job, 'numRegisteredTaskManagers'))}`);
}

function failureRatio(job: JobFacts, window: number): string {
  const during = (metric: string) => over('sum', `increase(${jm(job, metric)}[${promDuration(window)}])`);
  const failed = during('job_numberOfFailedCheckpoints');
  return eitherOf(job, `${failed} / (${failed} + ${during('job_numberOfCompletedCheckpoints')})`);
}

export const RECORDINGS: readonly Recording[] = [
  { record: SOURCE_RATE, expr: (job) => over('sum', `rate(${operator(job, 'numRecordsOut', 'operator_name=~"Source:.*"')}[5m])`) },
  { record: AVAILABLE, ofJob: true, when: ({ level }) => level.availability !== undefined, expr: available },
  ...WINDOWS.map((window): Recording => ({
    record: unavailable(window),
    ofJob: true,
    when: ({ level }) => level.availability !== undefined,
    expr: (job) => `1 - avg_over_time(${recordedOfJob(job, AVAILABLE)}[${promDuration(window)}])`,
  })),
  ...WINDOWS.map((window): Recording => ({
    record: checkpointFailures(window),
    ofJob: true,
    when: ({ level, interval }) => level.checkpointSuccess !== undefined && interval !== undefined,
    expr: (job) => failureRatio(job, window),
  })),
];
