import { decimalNumber } from './decimal-number';

/** Java's `float`: the value is what Flink computes with, so `0.1` has the value 0.10000000149011612. */
export const FLOAT = decimalNumber(Math.fround);
