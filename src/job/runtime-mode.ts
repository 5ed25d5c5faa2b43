/** How Flink executes a job. */
export enum RuntimeMode {
  /** Runs until it is stopped, with checkpoints. */
  STREAMING = 'STREAMING',
  /** Processes bounded sources, stage by stage, and ends. It takes no checkpoints: after a failure, only the stages that lost their results run again. */
  BATCH = 'BATCH',
  /** BATCH if all sources are bounded, otherwise STREAMING. Defaults and checks are those of a streaming job. */
  AUTOMATIC = 'AUTOMATIC',
}
