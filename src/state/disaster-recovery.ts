import { Duration } from 'cdk8s';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessPositive } from '../configuration/said/refuse';

/** What is promised should a whole region be lost. Guidelines DR-01 to DR-03. */
export interface DisasterRecoveryOptions {
  /**
   * How much of the latest work may be lost: the age of the newest savepoint in the other region, at worst. The operator's savepoints follow from it.
   * Guidelines DR-02 and DR-03.
   */
  readonly recoveryPoint: Duration;
  /**
   * How long it takes until a savepoint is in the other region, too: what the bucket's replication promises. Guideline DR-03.
   * @default Duration.minutes(15)
   */
  readonly replicationTime?: Duration;
}

/** Where settings keep what is promised, in milliseconds. No part of the manifest's `spec`. */
export const RECOVERY_POINT = 'disasterRecovery.recoveryPoint';
export const REPLICATION_TIME = 'disasterRecovery.replicationTime';

/** @internal */
export function bindDisasterRecovery(settings: JobSettings, { recoveryPoint, replicationTime }: DisasterRecoveryOptions): void {
  refuseUnlessPositive(settings, 'DR-02', RECOVERY_POINT, recoveryPoint, 'Write how much may be lost, such as Duration.minutes(30)');
  refuseUnlessPositive(settings, 'DR-03', REPLICATION_TIME, replicationTime, 'Leave it out, or write how long the copy takes, such as Duration.minutes(5)');
  settings.setField(RECOVERY_POINT, recoveryPoint.toMilliseconds(), RECOVERY_POINT);
  settings.setField(REPLICATION_TIME, replicationTime?.toMilliseconds(), REPLICATION_TIME);
}
