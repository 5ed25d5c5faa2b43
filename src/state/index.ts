export { CheckpointingMode, UnalignedCheckpoints, type ChangelogOptions, type CheckpointingOptions } from './checkpointing';
export { type DisasterRecoveryOptions } from './disaster-recovery';
export * from './durable-storage';
export * from './high-availability';
export { LocalVolume, type EmptyDirOptions, type GenericEphemeralVolumeOptions } from './local-volume';
export * from './restart-strategy';
export { SavepointFormat, type SavepointOptions } from './savepoints';
export { StateBackend, type ForStOptions, type RocksDbOptions } from './state-backend';
export * from './upgrade-mode';
