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
    follows: 'more work waits than twice a recovery and a checkpoint interval explain; twice that; and it does not become less',
    summary: ({ id }) => `What waits before the sources of ${id} would take {{ $value | humanizeDuration }}`,
    description: () => 'At the present speed, and it does not become less. The job is too slow for what comes in.',
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
    follows: 'half of `serviceLevel.pendingRecords`; all of it; and it does not become less',
    summary: ({ id }) => `{{ $value | humanize }} records wait before the sources of ${id}`,
    description: (job) => `At most ${figureInText(job, 'serviceLevel.pendingRecords', job.level.pendingRecords!)} should, and they do not become less.`,
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
    follows: 'a tenth of `serviceLevel.kafkaLag`; all of it',
    summary: ({ id }) => `{{ $labels.operator_name }} of ${id} is {{ $value | humanize }} records behind in a partition`,
    description: () => 'So says its Kafka consumer. Compare the partitions: one alone is skew, all together are too little parallelism.',
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
    follows: 'a tenth of `serviceLevel.kafkaLag`; all of it; the lowest of two checkpoint intervals, since offsets are committed by checkpoints',
    summary: ({ id }) => `Consumer group {{ $labels.consumergroup }} of ${id} is {{ $value | humanize }} records behind`,
    description: () => 'So says the Kafka exporter. Flink itself goes by the offsets in its checkpoints; a group can look behind only because no checkpoint completes.',
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
    follows: '80 % of `serviceLevel.eventTimeLag`; all of it; for longer than the job may be away',
    summary: ({ id }) => `${id} hands on events that are {{ $value | humanizeDuration }} old`,
    description: ({ level }) => `They should be at most ${level.eventTimeLag!.toHumanString()} old.`,
  },
  {
    name: 'FlinkWatermarkLag',
    guideline: 'MON-03',
    measure: (job) => `time() - ${over('min', `${watermark(job)} > ${NO_WATERMARK}`, 'task_name')} / 1000`,
    unit: 'seconds',
    warning: behind,
    critical: (job) => behind(job) + catchingUp(job),
    lasts: 5 * MINUTE,
    follows: 'further behind than twice a recovery and a checkpoint interval, and the largest `maxOutOfOrderness` of a source, explain; another recovery and interval, twice',
    summary: ({ id }) => `Event time in {{ $labels.task_name }} of ${id} is {{ $value | humanizeDuration }} behind`,
    description: () => 'Windows and timers wait for it. Either the events are old, or one partition or split holds the watermark back.',
  },
  {
    name: 'FlinkWatermarkDrift',
    guideline: 'WMK-04',
    measure: (job) => `${over('max', `${operator(job, 'watermarkAlignmentDrift')} < ${NO_DRIFT}`, 'operator_name')} / 1000`,
    unit: 'seconds',
    warning: catchingUp,
    critical: (job) => 2 * catchingUp(job),
    lasts: 5 * MINUTE,
    follows: 'further ahead than twice a recovery and a checkpoint interval explain; twice that. Only sources with `withWatermarkAlignment` have the metric',
    summary: ({ id }) => `{{ $labels.operator_name }} of ${id} is {{ $value | humanizeDuration }} ahead of what its alignment group allows`,
    description: () => 'Alignment should have paused it long before: an event of it bears a time far ahead, or its splits cannot be paused one by one. It now waits for all others.',
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
    follows: 'none for as long as the job may be away, while records come',
    summary: ({ id }) => `Event time in {{ $labels.task_name }} of ${id} stands still`,
    description: () => 'Records come, but the watermark does not move: a partition without records, and no withIdleness on the source. No window will close.',
  },
  {
    name: 'FlinkLateRecordsDropped',
    guideline: 'WMK-05',
    measure: (job) => events(operator(job, 'numLateRecordsDropped'), 15 * MINUTE, 'task_name'),
    unit: 'records of one subtask within 15 minutes',
    warning: 0,
    lasts: 0,
    follows: 'any',
    summary: ({ id }) => `{{ $labels.task_name }} of ${id} dropped records that came too late`,
    description: () => '{{ $value | humanize }} in one of its subtasks within 15 minutes. They are in no result. Allow more lateness, or give them a side output.',
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
    summary: ({ id }) => `${id} sets records aside`,
    description: () => '{{ $value | humanize }} records per second go to the dead letters.',
  },
];
