import { Workload } from '../../../workload/workload';

/** A directory or file of another file system that a job uses. */
export interface Location {
  /** The option, or the field of the spec. */
  readonly at: string;
  readonly uri: string;
  /** In lower case. */
  readonly scheme: string;
  /** As it is written. */
  readonly writtenScheme: string;
  /** The text between the two slashes after the scheme and the next slash; undefined if there are no two slashes. */
  readonly authority?: string;
  readonly path: string;
  /** Whether only the JobManager uses it. */
  readonly isJobManagers?: boolean;
}

/** Directories that JobManager and TaskManagers write to. */
const DIRECTORIES = ['execution.checkpointing.dir', 'execution.checkpointing.savepoint-dir', 'state.changelog.dstl.dfs.base-path'];
/** Directories that only the JobManager writes to. */
const JOB_MANAGERS = ['high-availability.storageDir', 'jobmanager.archive.fs.dir'];
const JOB_MANAGERS_FIELDS = ['job.jarURI', 'job.initialSavepointPath'];

/** Whether a text contains a placeholder that must still be replaced. */
export function hasPlaceholder(text: string): boolean {
  return /[${}<>]|@@/.test(text);
}

/** The locations in the workload itself, without those of its session cluster. */
export function locationsOf(w: Workload): Location[] {
  return w._remember('locations', () => {
    const options = [...DIRECTORIES.map((at) => ({ at, isJobManagers: false })), ...JOB_MANAGERS.map((at) => ({ at, isJobManagers: true }))]
      .filter(({ at }) => w._configuration.entry(at)?.origin.kind !== 'cluster')
      .map((each) => ({ ...each, uri: w.option(each.at) }));
    // the operator itself downloads the jar of a session job
    const fields = w._holds.cluster ? JOB_MANAGERS_FIELDS.map((at) => ({ at, isJobManagers: true, uri: w.field(at) })) : [];
    return [...options, ...fields].flatMap(({ uri, ...place }) => {
      const [, scheme, slashes, authority, path] = (typeof uri === 'string' && !hasPlaceholder(uri) && /^([a-z][a-z0-9+.-]*):(?:(\/\/)([^/]*))?(.*)$/i.exec(uri)) || [];
      if (scheme === undefined) return [];
      const host = slashes === undefined ? undefined : authority;
      return [{ ...place, uri: uri as string, scheme: scheme.toLowerCase(), writtenScheme: scheme, authority: host, path }];
    });
  });
}
