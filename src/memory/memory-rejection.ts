/** What a process size would have to do for the failed condition to hold: nothing helps where there is none. */
export interface Shortage {
  /** Whether the divided amount is too small (`more`) or too large (`less`). */
  readonly need: 'more' | 'less';
  /** By how many bytes the condition fails. */
  readonly bytes: bigint;
}

/** Flink would refuse the configuration. Thrown inside this folder only: callers outside get a result. */
export class MemoryRejection extends Error {
  /**
   * @param message our sentence: keys, values with units, what must hold
   * @param keys the options to look at
   */
  constructor(message: string, readonly keys: string[], readonly shortage?: Shortage) {
    super(message);
  }
}
