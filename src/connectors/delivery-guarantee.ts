/** Delivery guarantees of sinks, as in Flink. */
export enum DeliveryGuarantee {
  /** Exactly once. The sink commits transactions with checkpoints, so that consumers see records up to one checkpoint interval later. */
  EXACTLY_ONCE = 'exactly-once',
  /** At least once: records may be duplicated after a failure. */
  AT_LEAST_ONCE = 'at-least-once',
  /** No guarantee: records may be lost after a failure. */
  NONE = 'none',
}
