import { Duration } from 'cdk8s';

/** How one version of a job takes over from the other. Guideline UPG-11. */
export interface BlueGreenOptions {
  /**
   * How long the new version may take until it runs; then it is given up, and the old one stays (`kubernetes.operator.bluegreen.abort.grace-period`).
   * @default - the operator's: 10 minutes
   */
  readonly abortGracePeriod?: Duration;
  /**
   * How long the old version stays once the new one runs (`kubernetes.operator.bluegreen.deployment-deletion.delay`).
   * @default - the operator's: it is deleted at once
   */
  readonly deploymentDeletionDelay?: Duration;
}
