export * from './compiled-plan';
export * from './deployment-mode';
export * from './flink-blue-green-deployment';
export { FlinkDeployment } from './flink-deployment';
export * from './flink-deployment-props';
export * from './flink-job-options';
export * from './job-artifact';
export { MetricsCollector, ProductionFlinkJob, type CompanionProps, type MonitoringProps, type ProductionFlinkJobProps } from './production-flink-job';
