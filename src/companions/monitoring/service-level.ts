import { Duration, Size } from 'cdk8s';

/**
 * Service level objectives of a job. Each adds alerts; all other alerts are derived from the job's settings. Guidelines MON-22, ARC-16 and RST-09.
 */
export interface FlinkServiceLevel {
  /**
   * Maximum duration of an upgrade or a recovery after a failure. Shorter outages do not alert.
   * @default Duration.minutes(5)
   */
  readonly recoveryTime?: Duration;
  /**
   * Ratio of time in which the job runs with all its TaskManagers, such as 0.999. Adds burn-rate alerts on the error budget.
   * @default - none
   */
  readonly availability?: number;
  /**
   * Ratio of checkpoints that complete, such as 0.99. Adds burn-rate alerts on the error budget.
   * @default - none
   */
  readonly checkpointSuccess?: number;
  /**
   * Maximum age of an event when the source emits it.
   * @default - none
   */
  readonly eventTimeLag?: Duration;
  /**
   * Maximum number of pending records of the sources.
   * @default - none: only the time to process them is monitored
   */
  readonly pendingRecords?: number;
  /**
   * Maximum lag of a Kafka consumer in records: for one partition, or with `kafkaConsumerGroups` for each group in total.
   * @default - none
   */
  readonly kafkaLag?: number;
  /**
   * Minimum throughput in records per second while records are pending.
   * @default - none
   */
  readonly recordsPerSecond?: number;
  /**
   * Maximum size of a checkpoint.
   * @default - none: only its growth is monitored
   */
  readonly checkpointSize?: Size;
}
