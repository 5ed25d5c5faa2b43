export * from './egress-target';
export { type IngressProps } from './ingress';
export * from './ingress-authentication';
export * from './network-policy';
export * from './service-mesh';
