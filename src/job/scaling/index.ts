export * from './autoscaler-options';
export { type ReactiveScalingOptions } from './reactive';
export * from './scaling';
export * from './scaling-trigger';
