import { Alert } from './alert';
import { HOUR, JobFacts, MINUTE } from './job-facts';
import { events, figureInText, jm, ON_JOB, over, promDuration, task } from './promql';

const completed = (job: JobFacts) => jm(job, 'job_numberOfCompletedCheckpoints');
const size = (job: JobFacts) => jm(job, 'job_lastCheckpointFullSize');
const checkpoints = ({ interval }: JobFacts) => interval !== undefined;
/** Three consecutive checkpoints, but at least one and at most 30 minutes. */
const threeInARow = ({ interval = MINUTE }: JobFacts) => Math.min(Math.max(3 * interval, MINUTE), 30 * MINUTE);
/** Maximum size of a checkpoint. */
const bytesOf = ({ level }: JobFacts) => level.checkpointSize!.toKibibytes() * 1024;
const seconds = (millis: number) => millis / 1000;

/** The window in which checkpoints are counted, and the preceding time in which a job starts. */
const settled = ({ patience, recovery }: JobFacts) => patience + recovery;

/** Growth below this size is not significant. */
const LARGE_ENOUGH = 100_000_000;

/** The window in which the actual interval is measured: long enough that a savepoint makes no difference. */
const rhythm = ({ interval = MINUTE }: JobFacts) => Math.max(10 * interval, 10 * MINUTE);

/** Alerts on checkpoints. */
export const CHECKPOINTS: readonly Alert[] = [
  {
    name: 'FlinkCheckpointsStale',
    guideline: 'MON-02',
    when: checkpoints,
    measure: (job) => events(completed(job), job.patience),
    comparison: '<',
    // A job that has just started is not stale.
    only: (job) => `and ${ON_JOB} ${over('max', `${completed(job)} offset ${promDuration(job.patience)}`)}`,
    unit: 'completed checkpoints',
    critical: 1,
    lasts: ({ interval = MINUTE }) => Math.max(interval, MINUTE),
    follows: 'no completed checkpoint within three intervals and one timeout, and at least one minute',
    summary: ({ id, patience }) => `${id} has completed no checkpoint for ${promDuration(patience)}`,
    description: ({ interval = 0 }) => `The checkpoint interval is ${promDuration(interval)}. After a failure the job restarts from the last completed checkpoint, and processes all records since then again.`,
  },
  {
    name: 'FlinkCheckpointSlow',
    guideline: 'MON-01',
    when: checkpoints,
    measure: (job) => `${over('max', jm(job, 'job_lastCheckpointDuration'))} / 1000`,
    unit: 'seconds',
    warning: ({ interval = 0 }) => seconds(interval / 2),
    critical: ({ interval = 0, timeout }) => seconds(Math.min(interval, 0.8 * timeout)),
    lasts: threeInARow,
    follows: 'half the interval; the interval, or 80 % of the timeout if that is less; three checkpoints in a row',
    summary: ({ id }) => `Checkpoints of ${id} take {{ $value | humanizeDuration }}`,
    description: ({ interval = 0, timeout }) => `The interval is ${promDuration(interval)}, the timeout ${promDuration(timeout)}. Look for backpressure, which delays barriers, and for growing state.`,
  },
  {
    name: 'FlinkCheckpointsFailing',
    guideline: 'MON-02',
    when: checkpoints,
    // Flink also counts triggers that fail while the job starts or restarts: the rule includes only jobs that existed before the window and did
    // not restart since then, in a process that did not restart, either.
    measure: (job) => {
      const failed = jm(job, 'job_numberOfFailedCheckpoints');
      return `round(${over('max', `increase(${failed}[${promDuration(job.patience)}]) and ${failed} offset ${promDuration(settled(job))} and ${failed}`)})`;
    },
    only: (job) => [`changes(${jm(job, 'job_numRestarts')}[${promDuration(settled(job))}])`, `resets(${jm(job, 'Status_JVM_CPU_Time')}[${promDuration(settled(job))}])`]
      .map((beginnings) => `unless ${ON_JOB} ${over('max', beginnings)} > 0`).join(' '),
    unit: 'failed checkpoints',
    warning: 0,
    critical: 2,
    lasts: 0,
    follows: 'any failed checkpoint within three intervals and one timeout; more than two; not while the job starts or restarts',
    summary: ({ id, patience }) => `Failed checkpoints of ${id} within ${promDuration(patience)}: {{ $value }}`,
    description: () => 'The job restarts when more checkpoints in a row fail than `execution.checkpointing.tolerable-failed-checkpoints`. The web UI shows the cause of each failure.',
  },
  {
    name: 'FlinkCheckpointBarrierDelayed',
    guideline: 'CKP-20',
    when: checkpoints,
    measure: (job) => `${over('max', task(job, 'checkpointStartDelayNanos'), 'task_name')} / 1e9`,
    unit: 'seconds',
    warning: ({ interval = 0 }) => seconds(interval / 2),
    lasts: threeInARow,
    follows: 'half the interval; three checkpoints in a row',
    summary: ({ id }) => `Checkpoint barriers of ${id} reach {{ $labels.task_name }} after {{ $value | humanizeDuration }}`,
    description: () => 'Barriers are delayed by backpressure: the task, or one downstream of it, is too slow. Remove the backpressure, or use unaligned checkpoints.',
  },
  {
    name: 'FlinkCheckpointSizeGrowing',
    guideline: 'MON-04',
    when: checkpoints,
    measure: (job) => `${over('max', size(job))} / ${over('max', `${size(job)} offset 1h`)} - 1`,
    only: (job) => `and ${ON_JOB} ${over('max', size(job))} > ${LARGE_ENOUGH}`,
    unit: 'growth per hour, as a share',
    warning: 0.1,
    lasts: HOUR,
    follows: '10 % per hour, for an hour; above 100 MB',
    summary: ({ id }) => `The state of ${id} grows by {{ $value | humanizePercentage }} per hour`,
    description: () => 'Usual causes: keys that never occur again, state without a TTL, a join without a time limit.',
  },
  {
    name: 'FlinkCheckpointSizeHigh',
    guideline: 'MON-04',
    when: (job) => checkpoints(job) && job.level.checkpointSize !== undefined,
    measure: (job) => over('max', size(job)),
    unit: 'bytes',
    warning: (job) => 0.8 * bytesOf(job),
    critical: bytesOf,
    lasts: MINUTE,
    follows: '80 % of `serviceLevel.checkpointSize`; 100 %',
    summary: ({ id }) => `The checkpoint size of ${id} is {{ $value | humanize1024 }}B`,
    description: (job) => `The limit of the service level is ${figureInText(job, 'serviceLevel.checkpointSize', bytesOf(job), 1024 * 1024)} MiB.`,
  },
  {
    name: 'FlinkCheckpointIntervalDiffers',
    guideline: 'CKP-02',
    when: checkpoints,
    measure: (job) => `${events(completed(job), rhythm(job))} * ${seconds(job.interval!)} / ${seconds(rhythm(job))}`,
    unit: 'checkpoints per interval',
    warning: 1.5,
    lasts: rhythm,
    follows: '50 % more checkpoints than the declared interval allows',
    summary: ({ id }) => `${id} takes {{ $value | humanize }} checkpoints per interval`,
    description: ({ interval = 0 }) => `The declared interval is ${promDuration(interval)}. Code of the job, such as enableCheckpointing, takes precedence over its configuration; checkpoints may also be triggered manually.`,
  },
  {
    name: 'FlinkSavepointStale',
    guideline: 'DR-02',
    // FlinkStateMetrics read FlinkDeployments
    when: (job) => job.savepointInterval !== undefined && job.surroundings.stateMetrics === true && job.holds.cluster,
    // From the FlinkStateSnapshot if the operator creates snapshots, otherwise from the status. If there was no savepoint, the age of the job.
    measure: ({ selector }) => `time() - ${over('max', [
      `flink_state_snapshot_result_seconds{${selector}, state="COMPLETED", format!=""}`,
      `flink_deployment_last_savepoint_milliseconds{${selector}} / 1000`,
      `flink_deployment_created_seconds{${selector}}`,
    ].join(' or '))}`,
    unit: 'seconds',
    warning: ({ savepointInterval = 0 }) => seconds(2 * savepointInterval),
    critical: ({ savepointInterval = 0 }) => seconds(4 * savepointInterval),
    lasts: MINUTE,
    follows: 'two intervals of periodic savepoints; four intervals',
    summary: ({ id }) => `The last savepoint of ${id} is {{ $value | humanizeDuration }} old`,
    description: ({ savepointInterval = 0 }) => `The operator should take one every ${promDuration(savepointInterval)}. Check its events, and whether a manual savepoint succeeds.`,
  },
];
