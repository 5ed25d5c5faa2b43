import { Alert } from './alert';
import { HOUR, JobFacts, MINUTE } from './job-facts';
import { events, jm, ON_JOB, promDuration } from './promql';

const restarts = (job: JobFacts) => jm(job, 'job_numRestarts');
/** Long enough for five restarts with the maximum delay. */
const loop = (job: JobFacts) => 5 * (job.restartDelay + MINUTE);

/** Alerts on failures. */
export const FAILURES: readonly Alert[] = [
  {
    name: 'FlinkJobRestarting',
    guideline: 'MON-05',
    measure: (job) => events(restarts(job), HOUR),
    unit: 'restarts an hour',
    warning: 0,
    critical: 3,
    lasts: 0,
    follows: 'any within an hour; more than three',
    summary: ({ id }) => `${id} restarted {{ $value }} times within an hour`,
    description: () => 'A task failed, or a TaskManager was lost. The exception stands in the web UI and in the JobManager\'s log.',
  },
  {
    name: 'FlinkRestartLoop',
    guideline: 'MON-06',
    measure: (job) => events(restarts(job), loop(job)),
    only: (job) => job.interval === undefined ? ''
      : `and ${ON_JOB} ${events(jm(job, 'job_numberOfCompletedCheckpoints'), loop(job))} < 1`,
    unit: 'restarts',
    critical: 2,
    lasts: MINUTE,
    follows: 'more than two, and no checkpoint, in the time of five of the longest restart pauses',
    summary: ({ id }) => `${id} restarts again and again and gets nowhere`,
    description: (job) => `{{ $value }} restarts within ${promDuration(loop(job))} and no checkpoint completed between them: the same thing fails each time. Restarting will not help.`,
  },
];
