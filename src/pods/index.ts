export * from './disruption-budget';
export { GarbageCollector, type JvmProps } from './jvm';
export { SpotNodes, type JobScheduling, type PodScheduling, type SpotNodesOptions } from './scheduling';
export * from './service-account';
