export * from './disruption-budget';
export { GarbageCollector, JvmProps } from './jvm';
export * from './service-account';
