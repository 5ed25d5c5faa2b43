import { Alert } from './alert';
import { JobFacts, HOUR, MINUTE } from './job-facts';
import { recordedOfJob } from './promql';
import { checkpointFailures, unavailable } from './recordings';

const DAY = 24 * HOUR;

/** A burn rate of a month's error budget, and the windows in which it is measured: a long one for reliability, a short one for a fast reset. */
type Speed = readonly [speed: number, long: number, short: number];

/** The first uses up 2 % of the budget in an hour, the second 5 % in six hours. */
const FAST: readonly Speed[] = [[14.4, HOUR, 5 * MINUTE], [6, 6 * HOUR, 30 * MINUTE]];
/** 10 % in a day, 10 % in three. */
const SLOW: readonly Speed[] = [[3, DAY, 2 * HOUR], [1, 3 * DAY, 6 * HOUR]];

/** Fires at the limit, and at the slower rate of the same severity in proportion. */
function burning(record: (window: number) => string, budget: number) {
  return (job: JobFacts, limit = 0) => {
    const speeds = limit > 6 ? FAST : SLOW;
    return speeds.map(([speed, long, short]) => {
      const most = Number((limit * speed / speeds[0][0] * budget).toPrecision(6));
      return `(${recordedOfJob(job, record(long))} > ${most} and ${recordedOfJob(job, record(short))} > ${most})`;
    }).join(' or ');
  };
}

const follows = (promise: string) => `the burn rate of the error budget that \`serviceLevel.${promise}\` leaves for 30 days: critical at 14.4 and 6, warning at 3 and 1`;

/** Alerts on error budgets. */
export const BUDGETS: readonly Alert[] = [
  {
    name: 'FlinkAvailabilityBudget',
    guideline: 'MON-22',
    when: ({ level }) => level.availability !== undefined,
    measure: (job, limit) => burning(unavailable, 1 - job.level.availability!)(job, limit),
    comparison: 'none',
    ofJob: true,
    unit: 'times the rate at which the budget lasts exactly 30 days',
    warning: 3,
    critical: 14.4,
    lasts: 0,
    follows: follows('availability'),
    summary: ({ id }) => `${id} consumes its availability budget too fast`,
    description: ({ level }) => `The job was unavailable for {{ $value | humanizePercentage }} of the time; the service level is ${share(level.availability!)} % availability.`,
  },
  {
    name: 'FlinkCheckpointBudget',
    guideline: 'MON-22',
    when: ({ level, interval }) => level.checkpointSuccess !== undefined && interval !== undefined,
    measure: (job, limit) => burning(checkpointFailures, 1 - job.level.checkpointSuccess!)(job, limit),
    comparison: 'none',
    ofJob: true,
    unit: 'times the rate at which the budget lasts exactly 30 days',
    warning: 3,
    critical: 14.4,
    lasts: 0,
    follows: follows('checkpointSuccess'),
    summary: ({ id }) => `${id} consumes its budget of failed checkpoints too fast`,
    description: ({ level }) => `{{ $value | humanizePercentage }} of the checkpoints failed; the service level is that ${share(level.checkpointSuccess!)} % complete.`,
  },
];

function share(ratio: number): number {
  return Number((100 * ratio).toPrecision(6));
}
