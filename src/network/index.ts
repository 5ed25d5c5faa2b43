export * from './egress-target';
export { type IngressProps } from './ingress';
export * from './ingress-authentication';
export * from './network-policy';
export { ServiceMesh, type ServiceMeshOptions } from './service-mesh';
