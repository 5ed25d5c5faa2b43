export * from './alerts';
export { FlinkMetricsService, FlinkMetricsServiceProps } from './metrics-service';
export { FlinkServiceMonitor, FlinkServiceMonitorOptions, FlinkServiceMonitorProps } from './service-monitor';
