export * from './blue-green';
export * from './compiled-plan';
export * from './deployment-mode';
export { FlinkBlueGreenDeployment, type FlinkBlueGreenDeploymentProps } from './flink-blue-green-deployment';
export { FlinkDeployment } from './flink-deployment';
export * from './flink-deployment-props';
export * from './flink-job-options';
export * from './job-artifact';
export * from './production-flink-job';
