export * from './disruption-budget';
export { GarbageCollector, type JvmProps } from './jvm';
export * from './pod-chaos';
export { LogLayout, LogLevel, type LoggingProps, type RollingFileProps } from './logging/props';
export { SpotNodes, type JobScheduling, type PodScheduling, type SpotNodesOptions } from './scheduling';
export * from './service-account';
