import { createHash } from 'crypto';

/** The container that Flink runs in. Flink finds it by this name. */
export const MAIN_CONTAINER = 'flink-main-container';

/** The volume with Flink's configuration, which Flink adds to every pod. */
export const CONFIGURATION_VOLUME = 'flink-config-volume';

/** The name of a job's cert-manager Certificate, and of the Secret that cert-manager creates. */
export function certificateName(job: string): string {
  return `${job}-tls`;
}

/** The ServiceAccount of a job's TaskManagers, if they have a separate one. */
export function taskManagerAccountName(job: string): string {
  return `${job}-taskmanager`;
}

/** The name of the ConfigMap with a job's SQL script. A changed script has a new name, so that it is also a change of the job. */
export function sqlScriptName(job: string, script: string): string {
  return `${job}-sql-${createHash('sha256').update(script).digest('hex').slice(0, 10)}`;
}

/** The key of the script in the ConfigMap, and the file name in the JobManager. */
export const SQL_SCRIPT_FILE = 'script.sql';

/** The volume with the script, in the JobManager. */
export const SQL_SCRIPT_VOLUME = 'sql-script';
