import { Program } from './program';
import { JobSettings } from '../../configuration/said/job-settings';

/** Entry class and arguments of a jar. */
export interface JarOptions {
  /**
   * The class with the `main` method.
   * @default - the `Main-Class` of the jar's manifest
   */
  readonly entryClass?: string;
  /**
   * Arguments of the `main` method.
   * @default - none
   */
  readonly args?: string[];
}

export function jar(uri: string, options: JarOptions): Program {
  const args = options.args && [...options.args];
  return {
    bind: (settings) => {
      settings.setField('job.jarURI', uri, 'artifact');
      settings.setField('job.entryClass', options.entryClass, 'artifact.entryClass');
      settings.setField('job.args', args, 'artifact.args');
      // the operator downloads the jar of a session job: rules of ARC-09
      if (settings.holds.cluster) refuseWrongUri(settings, uri, 'artifact');
    },
  };
}

/** Rejects a URI from which no pod can fetch a jar. */
export function refuseWrongUri(settings: JobSettings, uri: string, prop: string): void {
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(uri)?.[1];
  const refuse = (message: string, fix: string) => settings.refuse('ARC-09', prop, uri, message, fix);
  if (scheme === undefined || scheme === 'file') {
    refuse('must be a local:// path in the image or a remote URI', `Put the jar into the image and write "local://${uri.replace(/^file:\/*/, '/').replace(/^(?!\/)/, '/')}"`);
  } else if (scheme === 'local' && !/^local:\/\/\/[^/]/.test(uri)) {
    refuse('must be an absolute path in the image', 'Write three slashes: "local:///opt/flink/usrlib/job.jar"');
  } else if (!REMOTE_SCHEMES.includes(scheme) && scheme !== 'local') {
    refuse(`must have one of the schemes local, ${REMOTE_SCHEMES.join(', ')}`, 'Write "local:///opt/flink/usrlib/job.jar"');
  }
}

const REMOTE_SCHEMES = ['https', 'http', 's3', 's3a', 'gs', 'abfs', 'abfss', 'wasb', 'wasbs', 'hdfs'];
