export * from './metric-reporter';
