/**
 * What Flink 1.19 calls the options that later versions renamed: today's name to the former one.
 * Only 1.19 lacks today's names; from 1.20 on both are read.
 */
export const FLINK_1_19_NAMES: { readonly [key: string]: string } = {
  'execution.checkpointing.create-subdir': 'state.checkpoints.create-subdir',
  'execution.checkpointing.data-inline-threshold': 'state.storage.fs.memory-threshold',
  'execution.checkpointing.dir': 'state.checkpoints.dir',
  'execution.checkpointing.incremental': 'state.backend.incremental',
  'execution.checkpointing.local-backup.dirs': 'taskmanager.state.local.root-dirs',
  'execution.checkpointing.local-backup.enabled': 'state.backend.local-recovery',
  'execution.checkpointing.num-retained': 'state.checkpoints.num-retained',
  'execution.checkpointing.savepoint-dir': 'state.savepoints.dir',
  'execution.checkpointing.storage': 'state.checkpoint-storage',
  'execution.checkpointing.write-buffer-size': 'state.storage.fs.write-buffer-size',
  'execution.state-recovery.claim-mode': 'execution.savepoint-restore-mode',
  'execution.state-recovery.from-local': 'state.backend.local-recovery',
  'execution.state-recovery.ignore-unclaimed-state': 'execution.savepoint.ignore-unclaimed-state',
  'execution.state-recovery.path': 'execution.savepoint.path',
  'state.changelog.dstl.dfs.base-path': 'dstl.dfs.base-path',
  'state.changelog.enabled': 'state.backend.changelog.enabled',
  'state.changelog.max-failures-allowed': 'state.backend.changelog.max-failures-allowed',
  'state.changelog.periodic-materialize.enabled': 'state.backend.changelog.periodic-materialize.enabled',
  'state.changelog.periodic-materialize.interval': 'state.backend.changelog.periodic-materialize.interval',
  'state.changelog.storage': 'state.backend.changelog.storage',
};
