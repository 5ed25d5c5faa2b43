export { Severity, type Finding, type ObjectReference } from './finding';
export * from './flink-deployment-reference';
export { FlinkVersion } from './flink-version';
export * from './job-settings';
export { OperatorVersion } from './operator-version';
export { flinkConfiguration } from './typed-configuration';
