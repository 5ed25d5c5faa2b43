export * from './facts';
export * as OPTION from './option-keys';
export * from './pods';
export { flag, isSetTo, millis, number, type Reader, word } from './reader';
