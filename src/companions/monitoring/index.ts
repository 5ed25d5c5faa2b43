export * from './alert-overrides.generated';
export { FlinkAlerts, type FlinkAlertOverride, type FlinkAlertsOptions, type FlinkAlertsProps } from './alerts';
export { FlinkDashboard, FlinkDashboards, type FlinkDashboardsProps } from './dashboards';
export { FlinkMetricsService, type FlinkMetricsServiceProps } from './metrics-service';
export { FlinkPodMonitor, type FlinkPodMonitorProps } from './pod-monitor';
export { type ScrapeOptions } from './scrape';
export { type FlinkServiceLevel } from './service-level';
export { FlinkServiceMonitor, type FlinkServiceMonitorProps } from './service-monitor';
export { FlinkStateMetrics, type FlinkStateMetricsProps } from './state-metrics';
