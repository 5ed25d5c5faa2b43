import { FlinkAlertOverride } from './alerts';

// Written by scripts/alerts.mjs from the table of alerts. Do not edit.

/** Overrides of single alerts. */
export interface FlinkAlertOverrides {
  /**
   * FlinkJobManagerAbsent. Guideline MON-20.
   * @default - for as long as the job may be away (`serviceLevel.recoveryTime`)
   */
  readonly jobManagerAbsent?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersMissing, in TaskManagers. Guideline MON-13.
   * @default - parallelism divided by slots; 1 where the parallelism changes while the job runs
   */
  readonly taskManagersMissing?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersSurplus, in TaskManagers. Guideline MON-13.
   * @default - parallelism divided by slots
   */
  readonly taskManagersSurplus?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersUnscraped, in TaskManagers. Guideline MON-16.
   * @default - every TaskManager that the JobManager knows is scraped
   */
  readonly taskManagersUnscraped?: FlinkAlertOverride;
  /**
   * FlinkJobNotRunning, in jobs. Guideline MON-20.
   * @default - one job a FlinkDeployment; of a session job, the job of its name
   */
  readonly jobNotRunning?: FlinkAlertOverride;
  /**
   * FlinkJobManagerRestarts, in restarts an hour. Guideline HA-05.
   * @default - one an hour is an upgrade or a node that went away
   */
  readonly jobManagerRestarts?: FlinkAlertOverride;
  /**
   * FlinkTaskManagerChurn, in processes for each TaskManager within an hour. Guideline RST-06.
   * @default - an upgrade makes it two, one more failure of each three
   */
  readonly taskManagerChurn?: FlinkAlertOverride;
  /**
   * FlinkContainerOomKilled. Guideline MEM-10.
   * @default - none may be
   */
  readonly containerOomKilled?: FlinkAlertOverride;
  /**
   * FlinkContainerMemoryHigh, in share of the container's limit. Guideline MEM-10.
   * @default - half of the memory that Flink does not account for (`taskmanager.memory.jvm-overhead.fraction`) is used; nine tenths of it
   */
  readonly containerMemoryHigh?: FlinkAlertOverride;
  /**
   * FlinkPodsPending, in pods. Guideline MON-13.
   * @default - for as long as the job may be away
   */
  readonly podsPending?: FlinkAlertOverride;
  /**
   * FlinkCpuThrottled, in share of the time slices. Guideline MON-08.
   * @default - a quarter of the slices cut short
   */
  readonly cpuThrottled?: FlinkAlertOverride;
  /**
   * FlinkCertificateExpiring, in days. Guideline SEC-01.
   * @default - cert-manager renews a certificate long before; Flink reads a new one only when its processes start
   */
  readonly certificateExpiring?: FlinkAlertOverride;
  /**
   * FlinkJobRestarting, in restarts an hour. Guideline MON-05.
   * @default - any within an hour; more than three
   */
  readonly jobRestarting?: FlinkAlertOverride;
  /**
   * FlinkRestartLoop, in restarts. Guideline MON-06.
   * @default - more than two, and no checkpoint, in the time of five of the longest restart pauses
   */
  readonly restartLoop?: FlinkAlertOverride;
  /**
   * FlinkCheckpointsStale, in completed checkpoints. Guideline MON-02.
   * @default - within three intervals and one timeout, and at least one minute
   */
  readonly checkpointsStale?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSlow, in seconds. Guideline MON-01.
   * @default - half the interval; the interval, or 80 % of the timeout if that is less; three checkpoints in a row
   */
  readonly checkpointSlow?: FlinkAlertOverride;
  /**
   * FlinkCheckpointsFailing, in failed checkpoints. Guideline MON-02.
   * @default - within three intervals and one timeout; any, more than two; not while the job begins or restarts
   */
  readonly checkpointsFailing?: FlinkAlertOverride;
  /**
   * FlinkCheckpointBarrierDelayed, in seconds. Guideline CKP-20.
   * @default - half the interval; three checkpoints in a row
   */
  readonly checkpointBarrierDelayed?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSizeGrowing, in growth within an hour, as a share. Guideline MON-04.
   * @default - a tenth an hour, for an hour; above 100 MB
   */
  readonly checkpointSizeGrowing?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSizeHigh, in bytes. Guideline MON-04.
   * @default - 80 % of `serviceLevel.checkpointSize`; all of it
   */
  readonly checkpointSizeHigh?: FlinkAlertOverride;
  /**
   * FlinkCheckpointIntervalDiffers, in checkpoints in the time of one. Guideline CKP-02.
   * @default - half as many again as the declared interval allows
   */
  readonly checkpointIntervalDiffers?: FlinkAlertOverride;
  /**
   * FlinkSavepointStale, in seconds. Guideline DR-02.
   * @default - two intervals of periodic savepoints; four
   */
  readonly savepointStale?: FlinkAlertOverride;
  /**
   * FlinkBackpressure, in ms of each second. Guideline MON-07.
   * @default - a fifth of the time; half of it
   */
  readonly backpressure?: FlinkAlertOverride;
  /**
   * FlinkTaskBusy, in ms of each second. Guideline MON-08.
   * @default - seven tenths of the time; nine tenths
   */
  readonly taskBusy?: FlinkAlertOverride;
  /**
   * FlinkDataSkew, in times the average of the subtasks. Guideline OPS-05.
   * @default - twice the average, or half way to the most that the parallelism allows, while one subtask is busy half of its time
   */
  readonly dataSkew?: FlinkAlertOverride;
  /**
   * FlinkOutputBuffersFull, in share of the buffers. Guideline NET-04.
   * @default - four fifths
   */
  readonly outputBuffersFull?: FlinkAlertOverride;
  /**
   * FlinkNetworkBuffersLow, in share of the buffers. Guideline NET-04.
   * @default - a twentieth is left
   */
  readonly networkBuffersLow?: FlinkAlertOverride;
  /**
   * FlinkThroughputDropped, in share of the hour before. Guideline MON-10.
   * @default - two fifths less than its own past hour; next to nothing; for longer than the job may be away
   */
  readonly throughputDropped?: FlinkAlertOverride;
  /**
   * FlinkThroughputBelowTarget, in records per second. Guideline MON-22.
   * @default - `serviceLevel.recordsPerSecond`, while records wait before every source
   */
  readonly throughputBelowTarget?: FlinkAlertOverride;
  /**
   * FlinkSourceBacklog, in seconds. Guideline MON-12.
   * @default - more work waits than twice a recovery and a checkpoint interval explain; twice that; and it does not become less
   */
  readonly sourceBacklog?: FlinkAlertOverride;
  /**
   * FlinkPendingRecords, in records. Guideline MON-12.
   * @default - half of `serviceLevel.pendingRecords`; all of it; and it does not become less
   */
  readonly pendingRecords?: FlinkAlertOverride;
  /**
   * FlinkKafkaRecordsLag, in records. Guideline MON-12.
   * @default - a tenth of `serviceLevel.kafkaLag`; all of it
   */
  readonly kafkaRecordsLag?: FlinkAlertOverride;
  /**
   * FlinkKafkaGroupLag, in records. Guideline MON-12.
   * @default - a tenth of `serviceLevel.kafkaLag`; all of it; the lowest of two checkpoint intervals, since offsets are committed by checkpoints
   */
  readonly kafkaGroupLag?: FlinkAlertOverride;
  /**
   * FlinkEventTimeLagHigh, in seconds. Guideline MON-15.
   * @default - 80 % of `serviceLevel.eventTimeLag`; all of it; for longer than the job may be away
   */
  readonly eventTimeLagHigh?: FlinkAlertOverride;
  /**
   * FlinkWatermarkLag, in seconds. Guideline MON-03.
   * @default - further behind than twice a recovery and a checkpoint interval, and the largest `maxOutOfOrderness` of a source, explain; another recovery and interval, twice
   */
  readonly watermarkLag?: FlinkAlertOverride;
  /**
   * FlinkWatermarkDrift, in seconds. Guideline WMK-04.
   * @default - further ahead than twice a recovery and a checkpoint interval explain; twice that. Only sources with `withWatermarkAlignment` have the metric
   */
  readonly watermarkDrift?: FlinkAlertOverride;
  /**
   * FlinkWatermarkStalled, in changes. Guideline OPS-06.
   * @default - none for as long as the job may be away, while records come
   */
  readonly watermarkStalled?: FlinkAlertOverride;
  /**
   * FlinkLateRecordsDropped, in records of one subtask within 15 minutes. Guideline WMK-05.
   * @default - any
   */
  readonly lateRecordsDropped?: FlinkAlertOverride;
  /**
   * FlinkDeadLetters, in records per second. Guideline CON-12.
   * @default - any
   */
  readonly deadLetters?: FlinkAlertOverride;
  /**
   * FlinkHeapHigh, in share of the heap. Guideline MON-09.
   * @default - four fifths; nearly all
   */
  readonly heapHigh?: FlinkAlertOverride;
  /**
   * FlinkGarbageCollection, in ms of each second. Guideline MON-11.
   * @default - a fifth of the time; half of it
   */
  readonly garbageCollection?: FlinkAlertOverride;
  /**
   * FlinkMetaspaceHigh, in share of the metaspace. Guideline MON-09.
   * @default - nine tenths
   */
  readonly metaspaceHigh?: FlinkAlertOverride;
  /**
   * FlinkRocksDbDelayed, in bytes per second. Guideline STB-13.
   * @default - any delay
   */
  readonly rocksDbDelayed?: FlinkAlertOverride;
  /**
   * FlinkRocksDbStopped. Guideline STB-13.
   * @default - it may not be
   */
  readonly rocksDbStopped?: FlinkAlertOverride;
  /**
   * FlinkRocksDbDiskFilling, in share of the local disk. Guideline MON-14.
   * @default - shares of the TaskManager's local disk (`taskManager.ephemeralStorage`)
   */
  readonly rocksDbDiskFilling?: FlinkAlertOverride;
  /**
   * FlinkAvailabilityBudget, in times the speed at which the budget lasts 30 days. Guideline MON-22.
   * @default - the speed at which what `serviceLevel.availability` leaves of 30 days is used up: critical 14.4 and 6 times, warning 3 times and once
   */
  readonly availabilityBudget?: FlinkAlertOverride;
  /**
   * FlinkCheckpointBudget, in times the speed at which the budget lasts 30 days. Guideline MON-22.
   * @default - the speed at which what `serviceLevel.checkpointSuccess` leaves of 30 days is used up: critical 14.4 and 6 times, warning 3 times and once
   */
  readonly checkpointBudget?: FlinkAlertOverride;
  /**
   * FlinkDeploymentFailed. Guideline MON-20.
   * @default - neither may be
   */
  readonly deploymentFailed?: FlinkAlertOverride;
  /**
   * FlinkDeploymentStuck. Guideline UPG-15.
   * @default - one checkpoint timeout, for the savepoint, and twice the time that the job may be away
   */
  readonly deploymentStuck?: FlinkAlertOverride;
  /**
   * FlinkBlueGreenAborted. Guideline UPG-11.
   * @default - no child may be left of a transition that was given up
   */
  readonly blueGreenAborted?: FlinkAlertOverride;
  /**
   * FlinkDeploymentNotReconciled, in generations. Guideline MON-20.
   * @default - one checkpoint timeout, and twice the time that the job may be away
   */
  readonly deploymentNotReconciled?: FlinkAlertOverride;
  /**
   * FlinkAutoscalerFlapping, in changes an hour. Guideline MON-20.
   * @default - half of what `job.autoscaler.stabilization.interval` allows in an hour
   */
  readonly autoscalerFlapping?: FlinkAlertOverride;
}
