export * from './disruption-budget';
export { GarbageCollector, type JvmProps } from './jvm';
export * from './service-account';
