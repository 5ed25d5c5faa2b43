export * from './facts';
export * as OPTION from './option-keys';
export { flag, isSetTo, millis, number, type Reader, word } from './reader';
