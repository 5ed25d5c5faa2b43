export { FlinkDeployment, type FlinkDeploymentProps } from './flink-deployment';
export * from './flink-job-options';
export * from './job-artifact';
export { ProductionFlinkJob, type CompanionProps, type ProductionFlinkJobProps } from './production-flink-job';
