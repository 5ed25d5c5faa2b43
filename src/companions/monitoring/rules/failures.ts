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
    unit: 'restarts per hour',
    warning: 0,
    critical: 3,
    lasts: 0,
    follows: 'any restart within an hour; more than three',
    summary: ({ id }) => `Restarts of ${id} within an hour: {{ $value }}`,
    description: () => 'A task failed, or a TaskManager was lost. The web UI and the JobManager\'s log contain the exception.',
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
    follows: 'more than two restarts and no completed checkpoint within five of the longest restart delays',
    summary: ({ id }) => `${id} is in a restart loop`,
    description: (job) => `{{ $value }} restarts within ${promDuration(loop(job))}, and no checkpoint completed in between: the cause is probably the same each time, and a restart does not fix it.`,
  },
];
