import { JobSettings } from './job-settings';

/**
 * A FlinkDeployment that other objects are made for: one of this library's, or one that somebody else made.
 */
export interface IFlinkDeployment {
  /** Its name: the `app` label of all its pods. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** What is known of its settings, at the moment of asking. */
  readonly settings: JobSettings;
}
