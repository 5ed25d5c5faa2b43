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
    follows: '20 % of the time; 50 %',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} is backpressured`,
    description: () => 'It is backpressured for {{ $value | humanize }} ms of each second. The bottleneck is the first task downstream that is busy and not backpressured itself.',
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
    follows: '70 % of the time; 90 %',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} is busy almost all the time`,
    description: () => 'It is busy for {{ $value | humanize }} ms of each second, and has little capacity left. Increase the parallelism, or reduce the work of the task.',
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
    follows: 'twice the average, or half way to the maximum for the parallelism, while one subtask is busy for 50 % of the time',
    summary: ({ id }) => `Data skew in {{ $labels.task_name }} of ${id}`,
    description: () => 'One subtask is {{ $value | humanize }} times as busy as the average. A key is much more frequent than others, or a source has too few partitions.',
  },
  {
    name: 'FlinkOutputBuffersFull',
    guideline: 'NET-04',
    measure: (job) => over('max', task(job, 'Shuffle_Netty_Output_Buffers_outPoolUsage'), 'task_name'),
    unit: 'share of the buffers',
    warning: 0.8,
    lasts: 10 * MINUTE,
    follows: '80 %',
    summary: ({ id }) => `The output buffers of {{ $labels.task_name }} of ${id} are full`,
    description: () => '{{ $value | humanizePercentage }} of the buffers are in use: the downstream task does not process the records quickly enough.',
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
    follows: '5 % are free',
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
    follows: '40 % less than in the hour before; 95 % less; for longer than the recovery time',
    summary: ({ id }) => `${id} reads {{ $value | humanizePercentage }} less than in the hour before`,
    description: () => 'Either less data arrives, or the job has become slower: in that case the backlog of the sources grows.',
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
    follows: '`serviceLevel.recordsPerSecond`, while every source has pending records',
    summary: ({ id }) => `${id} reads only {{ $value | humanize }} records per second although records are pending`,
    description: (job) => `The service level is ${figureInText(job, 'serviceLevel.recordsPerSecond', job.level.recordsPerSecond!)}. The bottleneck is the first task that is busy and not backpressured.`,
  },
];

/** Twice the recovery time and the checkpoint interval: until then, the job may lag after a recovery. */
export function catchingUp(job: JobFacts): number {
  return 2 * (job.recovery + (job.interval ?? 0)) / 1000;
}

