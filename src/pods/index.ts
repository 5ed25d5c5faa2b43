export { GarbageCollector, type JvmOptions } from './jvm';
export { LogLayout, LogLevel, type LoggingOptions, type RollingFileOptions } from './logging/props';
export { SpotNodes, type JobScheduling, type PodScheduling, type SpotNodesOptions } from './scheduling';
