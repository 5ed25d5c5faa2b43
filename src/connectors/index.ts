export * from './connector';
export { DeliveryGuarantee } from './delivery-guarantee';
