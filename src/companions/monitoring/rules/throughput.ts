import { Alert } from './alert';
import { JobFacts, MINUTE } from './job-facts';
import { figureInText, ON_JOB, over, recorded, task, tm } from './promql';
import { SOURCE_RATE } from './recordings';

const busy = (job: JobFacts) => task(job, 'busyTimeMsPerSecond');
const rate = (job: JobFacts) => recorded(job, SOURCE_RATE);
/** Its own history: the hour before the last ten minutes. */
const before = (job: JobFacts) => `avg_over_time(${rate(job)}[1h] offset 10m)`;

/** Alerts on throughput. */
export const THROUGHPUT: readonly Alert[] = [
  {
    name: 'FlinkBackpressure',
    guideline: 'MON-07',
    measure: (job) => over('max', task(job, 'backPressuredTimeMsPerSecond'), 'task_name'),
    unit: 'ms of each second',
    warning: 200,
    critical: 500,
    lasts: 5 * MINUTE,
    follows: 'a fifth of the time; half of it',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} is held back by what comes after it`,
    description: () => 'It waits {{ $value | humanize }} ms of each second. The first task after it that is busy and not held back itself is the bottleneck.',
  },
  {
    name: 'FlinkTaskBusy',
    guideline: 'MON-08',
    measure: (job) => over('max', busy(job), 'task_name'),
    unit: 'ms of each second',
    warning: 700,
    critical: 900,
    // right after a start, the value is 1000
    lasts: 5 * MINUTE,
    follows: 'seven tenths of the time; nine tenths',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} is busy nearly all the time`,
    description: () => 'It works {{ $value | humanize }} ms of each second, so it cannot take much more. Give the job more parallelism, or the task less to do.',
  },
  {
    name: 'FlinkDataSkew',
    guideline: 'OPS-05',
    when: ({ parallelism }) => parallelism > 1,
    measure: (job) => `${over('max', busy(job), 'task_name')} / ${over('avg', busy(job), 'task_name')}`,
    only: (job) => `and ${over('max', busy(job), 'task_name')} > 500`,
    unit: 'times the average of the subtasks',
    warning: ({ parallelism }) => Math.min(2, (parallelism + 1) / 2),
    lasts: 15 * MINUTE,
    follows: 'twice the average, or half way to the most that the parallelism allows, while one subtask is busy half of its time',
    summary: ({ id }) => `One subtask of {{ $labels.task_name }} of ${id} does the work of the others`,
    description: () => 'It is {{ $value | humanize }} times as busy as the average. A key comes far more often than others, or a source has too few partitions.',
  },
  {
    name: 'FlinkOutputBuffersFull',
    guideline: 'NET-04',
    measure: (job) => over('max', task(job, 'Shuffle_Netty_Output_Buffers_outPoolUsage'), 'task_name'),
    unit: 'share of the buffers',
    warning: 0.8,
    lasts: 10 * MINUTE,
    follows: 'four fifths',
    summary: ({ id }) => `The output buffers of {{ $labels.task_name }} of ${id} are full`,
    description: () => '{{ $value | humanizePercentage }} of them are in use: what comes after the task does not take its records quickly enough.',
  },
  {
    name: 'FlinkNetworkBuffersLow',
    guideline: 'NET-04',
    ofCluster: true,
    measure: (job) => `${over('min', tm(job, 'Status_Shuffle_Netty_AvailableMemorySegments'), 'pod')}`
      + ` / ${over('max', tm(job, 'Status_Shuffle_Netty_TotalMemorySegments'), 'pod')}`,
    comparison: '<',
    unit: 'share of the buffers',
    warning: 0.05,
    lasts: 5 * MINUTE,
    follows: 'a twentieth is left',
    summary: ({ id }) => `{{ $labels.pod }} of ${id} has hardly any network buffers left`,
    description: () => '{{ $value | humanizePercentage }} are free. A restart or a larger parallelism may fail with an insufficient number of network buffers.',
  },
  {
    name: 'FlinkThroughputDropped',
    guideline: 'MON-10',
    measure: (job) => `1 - ${rate(job)} / ${before(job)}`,
    only: (job) => `and ${before(job)} > 1`,
    unit: 'share of the hour before',
    warning: 0.4,
    critical: 0.95,
    lasts: (job) => job.recovery,
    follows: 'two fifths less than its own past hour; next to nothing; for longer than the job may be away',
    summary: ({ id }) => `${id} reads {{ $value | humanizePercentage }} less than in the hour before`,
    description: () => 'Either less comes in, or the job takes less of it: the backlog of the sources tells which.',
  },
  {
    name: 'FlinkThroughputBelowTarget',
    guideline: 'MON-22',
    when: ({ level }) => level.recordsPerSecond !== undefined,
    measure: rate,
    comparison: '<',
    only: (job) => `and ${ON_JOB} ${over('min', `min_over_time(${tm(job, 'job_task_operator_pendingRecords')}[5m])`)} > 0`,
    unit: 'records per second',
    warning: ({ level }) => level.recordsPerSecond,
    lasts: (job) => job.recovery,
    follows: '`serviceLevel.recordsPerSecond`, while records wait before every source',
    summary: ({ id }) => `${id} reads {{ $value | humanize }} records per second though more wait`,
    description: (job) => `It should manage ${figureInText(job, 'serviceLevel.recordsPerSecond', job.level.recordsPerSecond!)}. Find the task that is busy and not held back.`,
  },
];

/** Twice the recovery time and the checkpoint interval: until then, the job may lag after a recovery. */
export function catchingUp(job: JobFacts): number {
  return 2 * (job.recovery + (job.interval ?? 0)) / 1000;
}

