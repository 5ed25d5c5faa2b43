export * from './checkpointing';
export * from './durable-storage';
export * from './high-availability';
export { EmptyDirOptions, GenericEphemeralVolumeOptions, LocalVolume } from './local-volume';
export * from './restart-strategy';
export * from './savepoints';
export { ForStOptions, RocksDbOptions, StateBackend } from './state-backend';
export * from './upgrade-mode';
