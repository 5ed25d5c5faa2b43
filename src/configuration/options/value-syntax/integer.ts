import { wholeNumber } from './whole-number';

/** Java's `int`. */
export const INTEGER = wholeNumber(32);
