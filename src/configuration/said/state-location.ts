/** The location of a job's durable state, from its storage. */
export interface StateLocation {
  /** The root of the storage, without a trailing slash. */
  readonly root: string;
  /** The root for checkpoint files, if they are distributed over random prefixes. */
  readonly checkpointRoot: string;
  /** Flink's own plugin for it; undefined if Flink needs none, or the image contains its own. */
  readonly plugin?: string;
}
