/** How often a record arrives in a sink when a job fails and comes back: Flink's own words. */
export enum DeliveryGuarantee {
  /** Once. The sink writes in transactions that end with a checkpoint, so that readers see records an interval later. */
  EXACTLY_ONCE = 'exactly-once',
  /** At least once: after a failure some again. */
  AT_LEAST_ONCE = 'at-least-once',
  /** Whatever happens: after a failure records are missing. */
  NONE = 'none',
}
