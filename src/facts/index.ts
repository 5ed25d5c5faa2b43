export * from './facts';
export * as OPTION from './option-keys';
export * from './pods';
export * from './resources';
export { flag, isSetTo, millis, number, type Reader, word } from './reader';
