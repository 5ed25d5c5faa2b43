export * from './egress-target';
export { type IngressOptions } from './ingress';
export * from './ingress-authentication';
export { ServiceMesh, type ServiceMeshOptions } from './service-mesh';
