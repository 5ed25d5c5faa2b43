import { decimalNumber } from './decimal-number';

/** Java's `float`. The value is the one that Flink computes with: `0.1` has the value 0.10000000149011612. */
export const FLOAT = decimalNumber(Math.fround);
