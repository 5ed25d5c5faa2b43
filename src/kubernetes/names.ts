import { createHash } from 'crypto';

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

/** The name of the ConfigMap with a job's SQL script. Another script has another name, so that a change is a change of the job, too. */
export function sqlScriptName(job: string, script: string): string {
  return `${job}-sql-${createHash('sha256').update(script).digest('hex').slice(0, 10)}`;
}

/** The key of the script in that ConfigMap, and the name of the file in the JobManager. */
export const SQL_SCRIPT_FILE = 'script.sql';

/** The volume with the script, in the JobManager. */
export const SQL_SCRIPT_VOLUME = 'sql-script';
