/** The container that Flink runs in. Flink finds it by this name. */
export const MAIN_CONTAINER = 'flink-main-container';

/** The volume with Flink's configuration, which Flink itself adds to every pod. */
export const CONFIGURATION_VOLUME = 'flink-config-volume';

/** The name of a job's cert-manager Certificate, and of the Secret that cert-manager makes of it. */
export function certificateName(job: string): string {
  return `${job}-tls`;
}

/** The account of a job's TaskManagers, where they have one of their own. */
export function taskManagerAccountName(job: string): string {
  return `${job}-taskmanager`;
}
