import { JobSettings } from '../../configuration/said/job-settings';

/** What a JobArtifact consists of: a jar, a SQL script or a Python program. */
export interface Program {
  /** The text that a ConfigMap beside the job holds, if there is one. */
  readonly script?: string;
  /** Sets the fields and options that start it. */
  bind(settings: JobSettings): void;
}

export function bindArguments(settings: JobSettings, args: readonly string[] | undefined): void {
  (args ?? []).forEach((arg, i) => {
    if (typeof arg !== 'string') settings.refuse('ARC-13', `artifact.args[${i}]`, arg, 'is not a string', `Write "${arg}"`);
  });
}
