/**
 * Keys that are still found in guides, and for which no alias exists: why they have no effect, and what to write instead. Renamed keys are not listed
 * here; the catalogues contain them.
 */
export const REMOVED_WITHOUT_ALIAS: readonly { readonly pattern: RegExp; readonly why: string; readonly instead: string }[] = [
  {
    pattern: /^kubernetes\.taskmanager\.(replicas|number|instances)$/,
    why: 'Flink starts as many TaskManagers as the parallelism needs',
    instead: 'Use job.parallelism and taskmanager.numberOfTaskSlots',
  },
  {
    pattern: /^security\.ssl\.enabled$/,
    why: 'internal and REST TLS are switched on apart, and this key leaves both off',
    instead: 'Use security.ssl.internal.enabled and security.ssl.rest.enabled',
  },
  {
    pattern: /^ha\./,
    why: 'Flink does not read options with this prefix',
    instead: 'Use high-availability.type and high-availability.storageDir',
  },
  {
    pattern: /^kubernetes\.leader-election\.enabled$/,
    why: 'the job\'s leader election comes with high-availability.type: kubernetes',
    instead: 'Use high-availability.type',
  },
  {
    pattern: /^metrics\.scope\.tm\.task$/,
    why: 'the scope of a task has no component in its name',
    instead: 'Use metrics.scope.task; for Prometheus leave it out, it has no effect there',
  },
  {
    pattern: /^taskmanager\.network\.memory\.(buffers-per-channel|floating-buffers-per-gate)$/,
    why: 'Flink sizes its buffers itself',
    instead: 'Leave it out; raise taskmanager.memory.network.fraction if the job runs out of buffers',
  },
  {
    pattern: /^env\.taskmanager\.tmp\.dirs$|^taskmanager\.tmp\.dirs$/,
    why: 'temporary directories are those of the whole process',
    instead: 'Use io.tmp.dirs',
  },
];
