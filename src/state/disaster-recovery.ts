import { Duration } from 'cdk8s';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessPositive } from '../configuration/said/refuse';

/** Recovery objectives for the loss of a region. Guidelines DR-01 to DR-03. */
export interface DisasterRecoveryOptions {
  /**
   * Recovery point objective: maximum age of the newest savepoint in the other region. The interval of the operator's savepoints is derived from it.
   * Guidelines DR-02 and DR-03.
   */
  readonly recoveryPoint: Duration;
  /**
   * Time until a savepoint is replicated to the other region, such as the objective of the bucket's replication. Guideline DR-03.
   * @default Duration.minutes(15)
   */
  readonly replicationTime?: Duration;
  /**
   * The region whose cluster the manifest is for. Checks treat jobs with the same name and different regions as one job that runs in one region at a
   * time. Set by FlinkDisasterRecovery. Guideline DR-01.
   * @default - none: a job of the same name is another job, which is an error (HA-06)
   */
  readonly region?: string;
}

/** Settings that hold the recovery objectives, in milliseconds. Not part of the manifest's `spec`. */
export const RECOVERY_POINT = 'disasterRecovery.recoveryPoint';
export const REPLICATION_TIME = 'disasterRecovery.replicationTime';
export const REGION = 'disasterRecovery.region';

/** @internal */
export function bindDisasterRecovery(settings: JobSettings, { recoveryPoint, replicationTime, region }: DisasterRecoveryOptions): void {
  refuseUnlessPositive(settings, 'DR-02', RECOVERY_POINT, recoveryPoint, 'Write how much may be lost, such as Duration.minutes(30)');
  refuseUnlessPositive(settings, 'DR-03', REPLICATION_TIME, replicationTime, 'Leave it out, or write how long the copy takes, such as Duration.minutes(5)');
  settings.setField(RECOVERY_POINT, recoveryPoint.toMilliseconds(), RECOVERY_POINT);
  settings.setField(REPLICATION_TIME, replicationTime?.toMilliseconds(), REPLICATION_TIME);
  settings.setField(REGION, region, REGION);
}
