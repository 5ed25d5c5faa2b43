import { DeploymentMode } from './deployment-mode';
import { FlinkClusterOptions, FlinkJobOptions } from './flink-job-options';
import { JobArtifact } from './job-artifact';
import { FlinkVersion } from '../configuration';
import { DurableStorage } from '../state';

/** What a FlinkDeployment is made of. */
export interface FlinkDeploymentProps extends FlinkClusterOptions, FlinkJobOptions {
  /** The Flink version in the image. */
  readonly flinkVersion: FlinkVersion;
  /** The image, with a tag or digest. */
  readonly image: string;
  /**
   * What it runs.
   * @default - nothing: a session cluster
   */
  readonly artifact?: JobArtifact;
  /**
   * Who creates the TaskManagers. Guideline ARC-05.
   * @default - the operator's: native
   */
  readonly mode?: DeploymentMode;
  /**
   * The parallelism of the job. Needed with an artifact.
   * @default - none
   */
  readonly parallelism?: number;
  /**
   * Where checkpoints, savepoints and high-availability data live.
   * @default - as `flinkConfiguration` says
   */
  readonly storage?: DurableStorage;
  /**
   * An existing ServiceAccount. The operator needs one.
   * @default - none
   */
  readonly serviceAccountName?: string;
}
