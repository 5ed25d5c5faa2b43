/** Where a Kafka source begins when no checkpoint or savepoint says it: at the very first start. */
export enum StartingOffsets {
  /** Where its consumer group was, and with the oldest record where the group was nowhere yet. */
  COMMITTED = 'committed',
  /** With the oldest record that is there. */
  EARLIEST = 'earliest',
  /** With what comes from then on. */
  LATEST = 'latest',
}
