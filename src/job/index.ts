export { FlinkDeployment } from './flink-deployment';
export * from './flink-deployment-props';
export * from './flink-job-options';
export * from './job-artifact';
export { ProductionFlinkJob, type CompanionProps, type ProductionFlinkJobProps } from './production-flink-job';
