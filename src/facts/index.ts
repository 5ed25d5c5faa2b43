export * from './facts';
export * as OPTION from './option-keys';
export * from './pods';
export * from './resources';
export { flag, isBlank, isSetTo, millis, number, type Reader, word } from './reader';
