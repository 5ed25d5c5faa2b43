import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { hasHighAvailability, takesCheckpoints } from '../facts';

/** A job's own directory in its storage. */
interface StateDirectory {
  readonly name: string;
  /** The jobs that have it. */
  readonly when: (settings: JobSettings) => boolean;
}

/** The directories that are derived from a storage, by option. */
const DIRECTORIES: { readonly [option: string]: StateDirectory } = {
  'execution.checkpointing.dir': { name: 'checkpoints', when: takesCheckpoints },
  'execution.checkpointing.savepoint-dir': { name: 'savepoints', when: takesCheckpoints },
  'high-availability.storageDir': { name: 'ha', when: hasHighAvailability },
};

interface DirectoryDefault {
  readonly options: { readonly [key: string]: (s: JobSettings) => string | undefined };
  readonly when: (s: JobSettings) => boolean;
}

/** A guideline's default for a directory option. */
export function directoryDefault(option: string): DirectoryDefault {
  const { name, when } = DIRECTORIES[option];
  return { options: { [option]: (s) => s.stateDirectory(name) }, when };
}

/** The directories of a job for which no guideline has a default; they are derived from the storage only. */
export function fillDirectories(settings: JobSettings): void {
  settings.inTheNameOf(Origin.prop('storage'), () => {
    for (const [option, { name, when }] of Object.entries(DIRECTORIES)) {
      const directory = settings.stateDirectory(name);
      if (directory !== undefined && when(settings)) settings.fill(option, directory);
    }
  });
}
