import { decimalNumber } from './decimal-number';

/** Java's `double`. */
export const DOUBLE = decimalNumber((value) => value);
