import { JobSettings } from '../configuration/said/job-settings';

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

/**
 * The code of a job. Guidelines ARC-09 and ARC-13.
 */
export class JobArtifact {
  /**
   * A jar file.
   *
   * @param uri `local:///opt/flink/usrlib/job.jar` for a jar in the image, which is recommended; a remote jar is downloaded at every start.
   * For a FlinkSessionJob the `https` URL from which the operator downloads the jar
   *
   * @example
   * const artifact = JobArtifact.jar('local:///opt/flink/usrlib/orders.jar', {
   *   entryClass: 'com.example.OrdersJob',
   *   args: ['--window', '5min'],
   * });
   */
  public static jar(uri: string, options: JarOptions = {}): JobArtifact {
    return new JobArtifact(uri, { ...options, args: options.args && [...options.args] });
  }

  private constructor(private readonly uri: string, private readonly options: JarOptions) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    settings.setField('job.jarURI', this.uri, 'artifact');
    settings.setField('job.entryClass', this.options.entryClass, 'artifact.entryClass');
    settings.setField('job.args', this.options.args, 'artifact.args');
    // the operator fetches the jar of a session job: rules of ARC-09
    if (settings.holds.cluster) this.refuseWrongUri(settings);
    (this.options.args ?? []).forEach((arg, i) => {
      if (typeof arg !== 'string') {
        settings.refuse('ARC-13', `artifact.args[${i}]`, arg, 'is not a string', `Write "${arg}"`);
      }
    });
  }

  private refuseWrongUri(settings: JobSettings): void {
    const scheme = /^([a-z][a-z0-9+.-]*):/.exec(this.uri)?.[1];
    const refuse = (message: string, fix: string) => settings.refuse('ARC-09', 'artifact', this.uri, message, fix);
    if (scheme === undefined || scheme === 'file') {
      refuse('names no file that the pods have', `Put the jar into the image and write "local://${this.uri.replace(/^file:\/*/, '/').replace(/^(?!\/)/, '/')}"`);
    } else if (scheme === 'local' && !/^local:\/\/\/[^/]/.test(this.uri)) {
      refuse('is not an absolute path in the image', 'Write three slashes: "local:///opt/flink/usrlib/job.jar"');
    } else if (!REMOTE_SCHEMES.includes(scheme) && scheme !== 'local') {
      refuse(`has a scheme that Flink cannot fetch from (local, ${REMOTE_SCHEMES.join(', ')})`, 'Write "local:///opt/flink/usrlib/job.jar"');
    }
  }
}

const REMOTE_SCHEMES = ['https', 'http', 's3', 's3a', 'gs', 'abfs', 'abfss', 'wasb', 'wasbs', 'hdfs'];
