export * from './connector';
export { DeliveryGuarantee } from './delivery-guarantee';
export { StartingOffsets } from './starting-offsets';
