import { Duration, Size } from 'cdk8s';

/**
 * What the job promises. Each promise brings its alerts; the other alerts follow from the job's settings. Guidelines MON-22, ARC-16 and RST-09.
 */
export interface FlinkServiceLevel {
  /**
   * How long the job may be away: to be upgraded, to come back after a failure. Shorter absences wake nobody.
   * @default Duration.minutes(5)
   */
  readonly recoveryTime?: Duration;
  /**
   * The share of time in which the job runs with all its TaskManagers, such as 0.999. Alerts by the speed at which the rest is used up.
   * @default - none
   */
  readonly availability?: number;
  /**
   * The share of checkpoints that complete, such as 0.99. Alerts by the speed at which the rest is used up.
   * @default - none
   */
  readonly checkpointSuccess?: number;
  /**
   * How old an event may be when the source hands it on.
   * @default - none
   */
  readonly eventTimeLag?: Duration;
  /**
   * How many records may wait before the sources.
   * @default - none: only how long it would take to work them off is watched
   */
  readonly pendingRecords?: number;
  /**
   * How many records a Kafka consumer may be behind in one partition; with `kafkaConsumerGroups`, each group in all.
   * @default - none
   */
  readonly kafkaLag?: number;
  /**
   * How many records per second the job reads while records wait.
   * @default - none
   */
  readonly recordsPerSecond?: number;
  /**
   * How large a checkpoint may become.
   * @default - none: only its growth is watched
   */
  readonly checkpointSize?: Size;
}
