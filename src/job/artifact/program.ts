import { JobSettings } from '../../configuration/said/job-settings';

/** What a JobArtifact consists of: a jar, a SQL script or a Python program. */
export interface Program {
  /** The text of the job's ConfigMap, if there is one. */
  readonly script?: string;
  /** Sets the fields and options that start the program. */
  bind(settings: JobSettings): void;
}

/** Rejects, for a session job, settings that need files in the pods of its cluster. */
export function refuseInSession(settings: JobSettings, what: string): void {
  if (settings.holds.cluster) return;
  settings.refuse('ARC-09', 'artifact', undefined, `must be a jar, not ${what}: the operator uploads the jar of a session job to the cluster`,
    'Use ProductionFlinkJob, or JobArtifact.jar with a jar that contains the program');
}
