/** Starting offsets of a Kafka source, for a start without checkpoint or savepoint. */
export enum StartingOffsets {
  /** The committed offsets of its consumer group, or the earliest record if there are none. */
  COMMITTED = 'committed',
  /** The earliest record. */
  EARLIEST = 'earliest',
  /** The latest record. */
  LATEST = 'latest',
}
