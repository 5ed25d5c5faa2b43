import { Alert } from './alert';
import { JobFacts, MINUTE } from './job-facts';
import { events, figureInText, ON_JOB, operator, over, promDuration, recorded, task } from './promql';
import { SOURCE_RATE } from './recordings';
import { catchingUp } from './throughput';

/** The value of a task that has not received a watermark. */
const NO_WATERMARK = '-9.2e18';
const watermark = (job: JobFacts) => task(job, 'currentInputWatermark');
const pending = (job: JobFacts) => over('sum', operator(job, 'pendingRecords'));
/** No alert while the number decreases. */
const notShrinking = (job: JobFacts) => `and ${ON_JOB} ${pending(job)} >= ${over('sum', `${operator(job, 'pendingRecords')} offset 5m`)}`;
/** The lag that results from the bound of out-of-orderness is expected. */
const behind = (job: JobFacts) => job.outOfOrderness / 1000 + catchingUp(job);
/** Before each source of a group has a watermark, the difference is that of two placeholder values. */
const NO_DRIFT = '9e18';
const stall = (job: JobFacts) => promDuration(Math.max(job.recovery, job.shortestWindow));
/** Offsets are committed once per checkpoint: the minimum lag over two intervals contains no sawtooth. */
const commits = ({ interval = MINUTE, shortestWindow }: JobFacts) => promDuration(Math.max(2 * interval, shortestWindow));

/** Alerts on lag. */
export const LAG: readonly Alert[] = [
  {
    name: 'FlinkSourceBacklog',
    guideline: 'MON-12',
    measure: (job) => `${pending(job)} / ${ON_JOB} ${recorded(job, SOURCE_RATE)}`,
    only: notShrinking,
    unit: 'seconds',
    warning: catchingUp,
    critical: (job) => 2 * catchingUp(job),
    lasts: 5 * MINUTE,
    follows: 'a backlog larger than twice the sum of recovery time and checkpoint interval; twice that; and not decreasing',
    summary: ({ id }) => `The source backlog of ${id} takes {{ $value | humanizeDuration }} to process`,
    description: () => 'At the current rate, and it does not decrease. The job is slower than its input.',
  },
  {
    name: 'FlinkPendingRecords',
    guideline: 'MON-12',
    when: ({ level }) => level.pendingRecords !== undefined,
    measure: pending,
    only: notShrinking,
    unit: 'records',
    warning: ({ level }) => level.pendingRecords! / 2,
    critical: ({ level }) => level.pendingRecords,
    lasts: 5 * MINUTE,
    follows: '50 % of `serviceLevel.pendingRecords`; 100 %; and not decreasing',
    summary: ({ id }) => `{{ $value | humanize }} pending records at the sources of ${id}`,
    description: (job) => `The limit of the service level is ${figureInText(job, 'serviceLevel.pendingRecords', job.level.pendingRecords!)}, and the number does not decrease.`,
  },
  {
    name: 'FlinkKafkaRecordsLag',
    guideline: 'MON-12',
    when: ({ level }) => level.kafkaLag !== undefined,
    measure: (job) => over('max', operator(job, 'KafkaSourceReader_KafkaConsumer_records_lag_max'), 'operator_name'),
    unit: 'records',
    warning: ({ level }) => level.kafkaLag! / 10,
    critical: ({ level }) => level.kafkaLag,
    lasts: 5 * MINUTE,
    follows: '10 % of `serviceLevel.kafkaLag`; 100 %',
    summary: ({ id }) => `{{ $labels.operator_name }} of ${id} is {{ $value | humanize }} records behind in a partition`,
    description: () => 'Reported by its Kafka consumer. Compare the partitions: lag in one means skew, lag in all of them too little parallelism.',
  },
  {
    name: 'FlinkKafkaGroupLag',
    guideline: 'MON-12',
    when: ({ level, surroundings }) => level.kafkaLag !== undefined && (surroundings.kafkaConsumerGroups ?? []).length > 0,
    measure: (job) => `sum by (consumergroup) (min_over_time(kafka_consumergroup_lag_sum{consumergroup=~"${job.surroundings.kafkaConsumerGroups!.join('|')}"}[${commits(job)}]))`,
    unnamed: true,
    unit: 'records',
    warning: ({ level }) => level.kafkaLag! / 10,
    critical: ({ level }) => level.kafkaLag,
    lasts: 5 * MINUTE,
    follows: '10 % of `serviceLevel.kafkaLag`; 100 %; the minimum within two checkpoint intervals, as offsets are committed with checkpoints',
    summary: ({ id }) => `Consumer group {{ $labels.consumergroup }} of ${id} is {{ $value | humanize }} records behind`,
    description: () => 'Reported by the Kafka exporter. Flink itself uses the offsets in its checkpoints; the group also lags behind if no checkpoint completes.',
  },
  {
    name: 'FlinkEventTimeLagHigh',
    guideline: 'MON-15',
    when: ({ level }) => level.eventTimeLag !== undefined,
    measure: (job) => `${over('max', operator(job, 'currentEmitEventTimeLag'))} / 1000`,
    unit: 'seconds',
    warning: ({ level }) => 0.8 * level.eventTimeLag!.toSeconds({ integral: false }),
    critical: ({ level }) => level.eventTimeLag!.toSeconds({ integral: false }),
    lasts: (job) => job.recovery,
    follows: '80 % of `serviceLevel.eventTimeLag`; 100 %; for longer than the recovery time',
    summary: ({ id }) => `${id} emits events that are {{ $value | humanizeDuration }} old`,
    description: ({ level }) => `The limit of the service level is ${level.eventTimeLag!.toHumanString()}.`,
  },
  {
    name: 'FlinkWatermarkLag',
    guideline: 'MON-03',
    measure: (job) => `time() - ${over('min', `${watermark(job)} > ${NO_WATERMARK}`, 'task_name')} / 1000`,
    unit: 'seconds',
    warning: behind,
    critical: (job) => behind(job) + catchingUp(job),
    lasts: 5 * MINUTE,
    follows: 'twice the sum of recovery time and checkpoint interval, plus the largest `maxOutOfOrderness` of a source; four times the sum, plus the same',
    summary: ({ id }) => `The watermark of {{ $labels.task_name }} of ${id} lags {{ $value | humanizeDuration }} behind`,
    description: () => 'Windows and timers wait for the watermark. Either the events are old, or one partition or split holds the watermark back.',
  },
  {
    name: 'FlinkWatermarkDrift',
    guideline: 'WMK-04',
    measure: (job) => `${over('max', `${operator(job, 'watermarkAlignmentDrift')} < ${NO_DRIFT}`, 'operator_name')} / 1000`,
    unit: 'seconds',
    warning: catchingUp,
    critical: (job) => 2 * catchingUp(job),
    lasts: 5 * MINUTE,
    follows: 'twice the sum of recovery time and checkpoint interval; twice that. Only sources with `withWatermarkAlignment` have the metric',
    summary: ({ id }) => `{{ $labels.operator_name }} of ${id} is {{ $value | humanizeDuration }} ahead of what its alignment group allows`,
    description: () => 'Watermark alignment should have paused it earlier: one of its events has a timestamp in the future, or its splits cannot be paused individually. It now waits for all other sources.',
  },
  {
    name: 'FlinkWatermarkStalled',
    guideline: 'OPS-06',
    measure: (job) => over('max', `changes(${watermark(job)}[${stall(job)}]) and ${watermark(job)} offset ${stall(job)} and ${watermark(job)} > ${NO_WATERMARK}`, 'task_name'),
    comparison: '<',
    only: (job) => `and ${over('sum', `rate(${task(job, 'numRecordsIn')}[${stall(job)}])`, 'task_name')} > 0`,
    unit: 'changes',
    warning: 1,
    lasts: MINUTE,
    follows: 'no progress for the recovery time, while records arrive',
    summary: ({ id }) => `The watermark of {{ $labels.task_name }} of ${id} does not advance`,
    description: () => 'Records arrive, but the watermark does not advance: usually a partition has no records, and the source has no withIdleness. No window closes.',
  },
  {
    name: 'FlinkLateRecordsDropped',
    guideline: 'WMK-05',
    measure: (job) => events(operator(job, 'numLateRecordsDropped'), 15 * MINUTE, 'task_name'),
    unit: 'records of one subtask within 15 minutes',
    warning: 0,
    lasts: 0,
    follows: 'any',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} dropped late records`,
    description: () => '{{ $value | humanize }} records in one subtask within 15 minutes. They are missing in the results. Increase the allowed lateness, or collect them in a side output.',
  },
  {
    name: 'FlinkDeadLetters',
    guideline: 'CON-12',
    when: ({ surroundings }) => surroundings.deadLetterMetric !== undefined,
    measure: (job) => `${over('sum', `rate(${job.surroundings.deadLetterMetric}{${job.jobSelector}}[5m])`)}`,
    unit: 'records per second',
    warning: 0,
    lasts: MINUTE,
    follows: 'any',
    summary: ({ id }) => `${id} writes records to the dead letter topic`,
    description: () => '{{ $value | humanize }} records per second cannot be processed.',
  },
];
