export { Severity, type Finding } from './finding';
export * from './flink-deployment-reference';
export { FlinkVersion } from './flink-version';
export * from './job-settings';
export { OperatorVersion } from './operator-version';
export { flinkConfiguration } from './typed-configuration';
