export * from './certificate';
export * from './defaults';
export * from './disruption-budget';
export * from './environment';
export * from './monitoring';
export * from './network-policy';
export * from './pod-chaos';
export * from './service-account';
