/**
 * Where a job's durable state lives, as its storage says.
 */
export interface StateLocation {
  /** The storage's root, without a trailing slash. */
  readonly root: string;
  /** The root for checkpoint files, if they spread over random prefixes. */
  readonly checkpointRoot: string;
  /** The port that pods reach the storage on; absent where no network policy can say it. */
  readonly port?: number;
  /** Flink's own plugin that reaches it; absent where Flink needs none, or the image brings one of its own. */
  readonly plugin?: string;
}
