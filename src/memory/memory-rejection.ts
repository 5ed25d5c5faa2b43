/** How the process size must change for the failed condition to hold. Undefined if no size helps. */
export interface Shortage {
  /** Whether the available amount is too small (`more`) or too large (`less`). */
  readonly need: 'more' | 'less';
  /** By how many bytes the condition fails. */
  readonly bytes: bigint;
}

/** Flink would reject the configuration. Thrown only inside of this directory: callers outside receive a result. */
export class MemoryRejection extends Error {
  /**
   * @param message a sentence with keys, values with units, and the violated condition
   * @param keys the options to look at
   */
  constructor(message: string, readonly keys: string[], readonly shortage?: Shortage) {
    super(message);
  }
}

/** Flink cannot read the value of an option. The checks of options report that where the option is. */
export class UnreadableValue extends MemoryRejection {}
