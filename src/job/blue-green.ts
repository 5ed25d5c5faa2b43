import { Duration } from 'cdk8s';

/** Timing of a blue/green upgrade. Guideline UPG-11. */
export interface BlueGreenOptions {
  /**
   * Time for the new version to become stable. After it the upgrade is aborted and the old version continues
   * (`kubernetes.operator.bluegreen.abort.grace-period`).
   * @default Duration.minutes(10)
   */
  readonly abortGracePeriod?: Duration;
  /**
   * Delay before the old version is deleted once the new one runs (`kubernetes.operator.bluegreen.deployment-deletion.delay`).
   * @default - no delay
   */
  readonly deploymentDeletionDelay?: Duration;
}
