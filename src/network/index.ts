export * from './egress-target';
export * from './network-policy';
