/**
 * Where a job's durable state lives, as its storage says.
 */
export interface StateLocation {
  /** The storage's root, without a trailing slash. */
  readonly root: string;
  /** The root for checkpoint files, if they spread over random prefixes. */
  readonly checkpointRoot: string;
  /** Flink's own plugin that reaches it; absent where Flink needs none, or the image brings one of its own. */
  readonly plugin?: string;
}
