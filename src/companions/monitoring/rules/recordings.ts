import { JobFacts } from './job-facts';
import { eitherOf, figure, jm, operator, over, promDuration, recordedOfJob, task, zeroWithout } from './promql';

/** A query whose answer is kept under a name of its own, because several rules need it, or its past. */
export interface Recording {
  readonly record: string;
  readonly when?: (job: JobFacts) => boolean;
  readonly expr: (job: JobFacts) => string;
  /** Whether it is of the job, whichever of its FlinkDeployments is there, and not of each of them. */
  readonly ofJob?: boolean;
}

/** Records per second that all sources of a job read. */
export const SOURCE_RATE = 'flink_deployment:source_records:rate5m';

const AVAILABLE = 'flink_deployment:available:bool';

/** The windows over which an error budget is watched, in milliseconds. */
const WINDOWS = [5, 30, 60, 2 * 60, 6 * 60, 24 * 60, 3 * 24 * 60].map((minutes) => minutes * 60_000);

export const unavailable = (window: number) => `flink_deployment:unavailable:ratio${promDuration(window)}`;
export const checkpointFailures = (window: number) => `flink_deployment:checkpoint_failures:ratio${promDuration(window)}`;

/** How many jobs run. A session cluster counts all of its jobs: whether one of them runs is seen in its own series, which go with the job. */
export function runningJobs(job: JobFacts): string {
  if (job.holds.cluster) return over('max', jm(job, 'numRunningJobs'));
  const time = jm(job, 'job_runningTime');
  return `(${over('max', time)} > bool 0 or ${zeroWithout(job, time)})`;
}

/**
 * Whether a job can work: a JobManager with a running job, all TaskManagers, and tasks on them. Flink's own state says "running"
 * without any of the latter two. Where one of them is gone, so are its series: then it is 0 as well.
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
