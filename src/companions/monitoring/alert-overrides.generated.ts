import { FlinkAlertOverride } from './alerts';

// Written by scripts/alerts.mjs from the table of alerts. Do not edit.

/** Overrides of single alerts. */
export interface FlinkAlertOverrides {
  /**
   * FlinkJobManagerAbsent. Guideline MON-20.
   * @default - for the recovery time (`serviceLevel.recoveryTime`)
   */
  readonly jobManagerAbsent?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersMissing, in TaskManagers. Guideline MON-13.
   * @default - parallelism divided by slots; 1 if the parallelism changes while the job runs
   */
  readonly taskManagersMissing?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersSurplus, in TaskManagers. Guideline MON-13.
   * @default - parallelism divided by slots
   */
  readonly taskManagersSurplus?: FlinkAlertOverride;
  /**
   * FlinkTaskManagersUnscraped, in TaskManagers. Guideline MON-16.
   * @default - any TaskManager that is registered at the JobManager and not scraped
   */
  readonly taskManagersUnscraped?: FlinkAlertOverride;
  /**
   * FlinkJobNotRunning, in jobs. Guideline MON-20.
   * @default - one job per FlinkDeployment; for a session job, the job of its name
   */
  readonly jobNotRunning?: FlinkAlertOverride;
  /**
   * FlinkJobManagerRestarts, in restarts per hour. Guideline HA-05.
   * @default - one restart per hour may be an upgrade or a lost node
   */
  readonly jobManagerRestarts?: FlinkAlertOverride;
  /**
   * FlinkTaskManagerChurn, in processes per TaskManager within an hour. Guideline RST-06.
   * @default - an upgrade causes two processes per TaskManager, each further failure of all TaskManagers one more
   */
  readonly taskManagerChurn?: FlinkAlertOverride;
  /**
   * FlinkContainerOomKilled. Guideline MEM-10.
   * @default - any OOM kill
   */
  readonly containerOomKilled?: FlinkAlertOverride;
  /**
   * FlinkContainerMemoryHigh, in share of the container's limit. Guideline MEM-10.
   * @default - 50 % of the memory that Flink does not account for (`taskmanager.memory.jvm-overhead.fraction`); 90 %
   */
  readonly containerMemoryHigh?: FlinkAlertOverride;
  /**
   * FlinkPodsPending, in pods. Guideline MON-13.
   * @default - for the recovery time
   */
  readonly podsPending?: FlinkAlertOverride;
  /**
   * FlinkCpuThrottled, in share of the CPU periods. Guideline MON-08.
   * @default - 25 % of the CPU periods throttled
   */
  readonly cpuThrottled?: FlinkAlertOverride;
  /**
   * FlinkCertificateExpiring, in days. Guideline SEC-01.
   * @default - cert-manager renews a certificate long before; Flink reads a new one only when its processes start
   */
  readonly certificateExpiring?: FlinkAlertOverride;
  /**
   * FlinkJobRestarting, in restarts per hour. Guideline MON-05.
   * @default - any restart within an hour; more than three
   */
  readonly jobRestarting?: FlinkAlertOverride;
  /**
   * FlinkRestartLoop, in restarts. Guideline MON-06.
   * @default - more than two restarts and no completed checkpoint within five of the longest restart delays
   */
  readonly restartLoop?: FlinkAlertOverride;
  /**
   * FlinkCheckpointsStale, in completed checkpoints. Guideline MON-02.
   * @default - no completed checkpoint within three intervals and one timeout, and at least one minute
   */
  readonly checkpointsStale?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSlow, in seconds. Guideline MON-01.
   * @default - half the interval; the interval, or 80 % of the timeout if that is less; three checkpoints in a row
   */
  readonly checkpointSlow?: FlinkAlertOverride;
  /**
   * FlinkCheckpointsFailing, in failed checkpoints. Guideline MON-02.
   * @default - any failed checkpoint within three intervals and one timeout; more than two; not while the job starts or restarts
   */
  readonly checkpointsFailing?: FlinkAlertOverride;
  /**
   * FlinkCheckpointBarrierDelayed, in seconds. Guideline CKP-20.
   * @default - half the interval; three checkpoints in a row
   */
  readonly checkpointBarrierDelayed?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSizeGrowing, in growth per hour, as a share. Guideline MON-04.
   * @default - 10 % per hour, for an hour; above 100 MB
   */
  readonly checkpointSizeGrowing?: FlinkAlertOverride;
  /**
   * FlinkCheckpointSizeHigh, in bytes. Guideline MON-04.
   * @default - 80 % of `serviceLevel.checkpointSize`; 100 %
   */
  readonly checkpointSizeHigh?: FlinkAlertOverride;
  /**
   * FlinkCheckpointIntervalDiffers, in checkpoints per interval. Guideline CKP-02.
   * @default - 50 % more checkpoints than the declared interval allows
   */
  readonly checkpointIntervalDiffers?: FlinkAlertOverride;
  /**
   * FlinkSavepointStale, in seconds. Guideline DR-02.
   * @default - two intervals of periodic savepoints; four intervals
   */
  readonly savepointStale?: FlinkAlertOverride;
  /**
   * FlinkBackpressure, in ms of each second. Guideline MON-07.
   * @default - 20 % of the time; 50 %
   */
  readonly backpressure?: FlinkAlertOverride;
  /**
   * FlinkTaskBusy, in ms of each second. Guideline MON-08.
   * @default - 70 % of the time; 90 %
   */
  readonly taskBusy?: FlinkAlertOverride;
  /**
   * FlinkDataSkew, in times the average of the subtasks. Guideline OPS-05.
   * @default - twice the average, or half way to the maximum for the parallelism, while one subtask is busy for 50 % of the time
   */
  readonly dataSkew?: FlinkAlertOverride;
  /**
   * FlinkOutputBuffersFull, in share of the buffers. Guideline NET-04.
   * @default - 80 %
   */
  readonly outputBuffersFull?: FlinkAlertOverride;
  /**
   * FlinkNetworkBuffersLow, in share of the buffers. Guideline NET-04.
   * @default - 5 % are free
   */
  readonly networkBuffersLow?: FlinkAlertOverride;
  /**
   * FlinkThroughputDropped, in share of the hour before. Guideline MON-10.
   * @default - 40 % less than in the hour before; 95 % less; for longer than the recovery time
   */
  readonly throughputDropped?: FlinkAlertOverride;
  /**
   * FlinkThroughputBelowTarget, in records per second. Guideline MON-22.
   * @default - `serviceLevel.recordsPerSecond`, while every source has pending records
   */
  readonly throughputBelowTarget?: FlinkAlertOverride;
  /**
   * FlinkSourceBacklog, in seconds. Guideline MON-12.
   * @default - a backlog larger than twice the sum of recovery time and checkpoint interval; twice that; and not decreasing
   */
  readonly sourceBacklog?: FlinkAlertOverride;
  /**
   * FlinkPendingRecords, in records. Guideline MON-12.
   * @default - 50 % of `serviceLevel.pendingRecords`; 100 %; and not decreasing
   */
  readonly pendingRecords?: FlinkAlertOverride;
  /**
   * FlinkKafkaRecordsLag, in records. Guideline MON-12.
   * @default - 10 % of `serviceLevel.kafkaLag`; 100 %
   */
  readonly kafkaRecordsLag?: FlinkAlertOverride;
  /**
   * FlinkKafkaGroupLag, in records. Guideline MON-12.
   * @default - 10 % of `serviceLevel.kafkaLag`; 100 %; the minimum within two checkpoint intervals, as offsets are committed with checkpoints
   */
  readonly kafkaGroupLag?: FlinkAlertOverride;
  /**
   * FlinkEventTimeLagHigh, in seconds. Guideline MON-15.
   * @default - 80 % of `serviceLevel.eventTimeLag`; 100 %; for longer than the recovery time
   */
  readonly eventTimeLagHigh?: FlinkAlertOverride;
  /**
   * FlinkWatermarkLag, in seconds. Guideline MON-03.
   * @default - twice the sum of recovery time and checkpoint interval, plus the largest `maxOutOfOrderness` of a source; four times the sum, plus the same
   */
  readonly watermarkLag?: FlinkAlertOverride;
  /**
   * FlinkWatermarkDrift, in seconds. Guideline WMK-04.
   * @default - twice the sum of recovery time and checkpoint interval; twice that. Only sources with `withWatermarkAlignment` have the metric
   */
  readonly watermarkDrift?: FlinkAlertOverride;
  /**
   * FlinkWatermarkStalled, in changes. Guideline OPS-06.
   * @default - no progress for the recovery time, while records arrive
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
   * @default - 80 %; 95 %
   */
  readonly heapHigh?: FlinkAlertOverride;
  /**
   * FlinkGarbageCollection, in ms of each second. Guideline MON-11.
   * @default - 20 % of the time; 50 %
   */
  readonly garbageCollection?: FlinkAlertOverride;
  /**
   * FlinkMetaspaceHigh, in share of the metaspace. Guideline MON-09.
   * @default - 90 %
   */
  readonly metaspaceHigh?: FlinkAlertOverride;
  /**
   * FlinkRocksDbDelayed, in bytes per second. Guideline STB-13.
   * @default - any delay
   */
  readonly rocksDbDelayed?: FlinkAlertOverride;
  /**
   * FlinkRocksDbStopped. Guideline STB-13.
   * @default - any time in which writes are stopped
   */
  readonly rocksDbStopped?: FlinkAlertOverride;
  /**
   * FlinkRocksDbDiskFilling, in share of the local disk. Guideline MON-14.
   * @default - shares of the TaskManager's local disk (`taskManager.ephemeralStorage`)
   */
  readonly rocksDbDiskFilling?: FlinkAlertOverride;
  /**
   * FlinkAvailabilityBudget, in times the rate at which the budget lasts exactly 30 days. Guideline MON-22.
   * @default - the burn rate of the error budget that `serviceLevel.availability` leaves for 30 days: critical at 14.4 and 6, warning at 3 and 1
   */
  readonly availabilityBudget?: FlinkAlertOverride;
  /**
   * FlinkCheckpointBudget, in times the rate at which the budget lasts exactly 30 days. Guideline MON-22.
   * @default - the burn rate of the error budget that `serviceLevel.checkpointSuccess` leaves for 30 days: critical at 14.4 and 6, warning at 3 and 1
   */
  readonly checkpointBudget?: FlinkAlertOverride;
  /**
   * FlinkDeploymentFailed. Guideline MON-20.
   * @default - the lifecycle state FAILED or ROLLED_BACK
   */
  readonly deploymentFailed?: FlinkAlertOverride;
  /**
   * FlinkDeploymentStuck. Guideline UPG-15.
   * @default - one checkpoint timeout, for the savepoint, and twice the recovery time
   */
  readonly deploymentStuck?: FlinkAlertOverride;
  /**
   * FlinkBlueGreenAborted. Guideline UPG-11.
   * @default - a FlinkDeployment is left of an aborted transition
   */
  readonly blueGreenAborted?: FlinkAlertOverride;
  /**
   * FlinkDeploymentNotReconciled, in generations. Guideline MON-20.
   * @default - one checkpoint timeout, and twice the recovery time
   */
  readonly deploymentNotReconciled?: FlinkAlertOverride;
  /**
   * FlinkAutoscalerFlapping, in changes per hour. Guideline MON-20.
   * @default - half of the changes per hour that `job.autoscaler.stabilization.interval` allows
   */
  readonly autoscalerFlapping?: FlinkAlertOverride;
}
