export * from './configuration';
export * from './guidelines';
export * from './job';
export * from './monitoring';
export * from './network';
export * from './plugin';
export * from './pods';
export * from './state';
export { Workload } from './workload';
