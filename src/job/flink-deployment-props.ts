import { JobArtifact } from './artifact';
import { DeploymentMode } from './deployment-mode';
import { FlinkClusterOptions, FlinkJobOptions } from './flink-job-options';
import { FlinkVersion } from '../configuration';
import { DurableStorage } from '../state';

/** Properties of a FlinkDeployment. */
export interface FlinkDeploymentProps extends FlinkClusterOptions, FlinkJobOptions {
  /** The Flink version in the image. */
  readonly flinkVersion: FlinkVersion;
  /** The image, with a tag or digest. */
  readonly image: string;
  /**
   * The job.
   * @default - none: a session cluster
   */
  readonly artifact?: JobArtifact;
  /**
   * Native or standalone mode. Guideline ARC-05.
   * @default DeploymentMode.native()
   */
  readonly mode?: DeploymentMode;
  /**
   * The parallelism of the job. Required with an artifact.
   * @default - none
   */
  readonly parallelism?: number;
  /**
   * Storage of checkpoints, savepoints and high-availability metadata.
   * @default - the directories in `flinkConfiguration`
   */
  readonly storage?: DurableStorage;
  /**
   * The name of an existing ServiceAccount, which the operator requires.
   * @default - none
   */
  readonly serviceAccountName?: string;
}
