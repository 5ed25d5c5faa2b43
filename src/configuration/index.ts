export * from './finding';
export * from './flink-deployment-reference';
export * from './flink-version';
export * from './job-settings';
export * from './operator-version';
