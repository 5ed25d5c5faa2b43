export * from './flink-disaster-recovery';
