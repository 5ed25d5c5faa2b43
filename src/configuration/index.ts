export { Severity, type Finding, type ObjectReference } from './finding';
export { FlinkVersion } from './options/flink-version';
export { OperatorVersion } from './options/operator-version';
export { flinkConfiguration } from './options/typed-configuration';
export * from './said/settings-reference';
export { FlinkComponent } from '../kubernetes/component';
