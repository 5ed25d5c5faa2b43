export * from './alerts';
export { FlinkMetricsService, type FlinkMetricsServiceProps } from './metrics-service';
export { FlinkServiceMonitor, type FlinkServiceMonitorOptions, type FlinkServiceMonitorProps } from './service-monitor';
