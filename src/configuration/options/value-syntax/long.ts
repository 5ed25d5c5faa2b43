import { wholeNumber } from './whole-number';

/** Java's `long`. */
export const LONG = wholeNumber(64);
