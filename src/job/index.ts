export { FlinkDeployment, FlinkDeploymentProps } from './flink-deployment';
export * from './flink-job-options';
export * from './job-artifact';
export * from './production-flink-job';
