import { readFileSync } from 'fs';
import { refuseWrongUri } from './jar';
import { Program, refuseInSession } from './program';
import { FlinkVersion } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { SQL_DRIVER } from '../../facts';
import { FlinkComponent } from '../../kubernetes/component';
import { flinkReleaseOf, isOfficialImage } from '../../kubernetes/image-name';
import { MAIN_CONTAINER, SQL_SCRIPT_FILE, SQL_SCRIPT_VOLUME, sqlScriptName } from '../../kubernetes/names';

/** A jar that runs a SQL script, for Flink 1.x, which has no class for this purpose. */
export interface SqlRunner {
  /** The address of the jar, such as `local:///opt/flink/usrlib/sql-runner.jar`. */
  readonly jar: string;
  /**
   * The class with the `main` method.
   * @default - the `Main-Class` of the jar's manifest
   */
  readonly entryClass?: string;
  /**
   * Arguments before the path of the script, which is the last one.
   * @default - none: the path is the only argument
   */
  readonly args?: string[];
}

/** Options of a SQL script. */
export interface SqlOptions {
  /**
   * The release of Flink in the image, such as `2.2.1`. The operator needs the jar `flink-sql-gateway-<release>.jar`, which the image contains.
   * @default - the release in the tag of Flink's own image, such as `flink:2.2.1-java17`; required for any other image
   */
  readonly release?: string;
  /**
   * A jar that runs the script, instead of the class of Flink 2.0 and newer. Required for Flink 1.x.
   * @default - Flink's own class
   */
  readonly runner?: SqlRunner;
}

/** The directory of the script in the JobManager. */
const DIRECTORY = '/opt/flink/sql';

/** Maximum size of a ConfigMap in bytes. */
const MOST_BYTES = 1024 ** 2;

/** A script whose text is part of the program. */
export function sql(script: string, options: SqlOptions): Program {
  return {
    script,
    bind: (settings) => {
      bindScript(settings, script);
      bindRunner(settings, `${DIRECTORY}/${SQL_SCRIPT_FILE}`, options);
    },
  };
}

/** A script that is read from a file when the program runs. */
export function sqlFile(path: string, options: SqlOptions): Program {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      bind: (settings) => settings.refuse('ARC-09', 'artifact', path, code === 'ENOENT' ? `the file does not exist in ${process.cwd()}` : `the file cannot be read (${code ?? (error as Error).message})`,
        'Write the path of the script from the directory in which the program runs'),
    };
  }
  return sql(text, options);
}

/** A script that the JobManager reads at run time. */
export function sqlUri(uri: string, options: SqlOptions): Program {
  return {
    bind: (settings) => {
      if (!/^(\/|[a-z][a-z0-9+.-]*:)/i.test(uri)) {
        settings.refuse('ARC-09', 'artifact', uri, 'must be an absolute path or a URI: a relative path depends on the working directory of the JobManager', `Write "local:///opt/flink/usrlib/${uri}"`);
      } else if (!uri.startsWith('/')) {
        refuseWrongUri(settings, uri.replace(/^file:\/\/(?=\/)/, 'local://'), 'artifact');
      }
      bindRunner(settings, uri.replace(/^local:\/\/(?=\/)/, ''), options);
    },
  };
}

function bindScript(settings: JobSettings, script: string): void {
  const bytes = Buffer.byteLength(script);
  if (bytes > MOST_BYTES) {
    settings.refuse('ARC-13', 'artifact', `${bytes} bytes`, `must be at most ${MOST_BYTES} bytes, the limit of a ConfigMap`, 'Put the script into the image, and write JobArtifact.sqlUri("local:///opt/flink/usrlib/script.sql")');
  }
  if (!settings.holds.cluster) return;
  if (/\{\{-?\s*\.(Values|Release|Chart)\b/.test(script)) {
    settings.refuse('ARC-13', 'artifact', undefined, 'must not contain Helm expressions: the immutable ConfigMap is named after the text before Helm renders it, and an upgrade with other values is refused',
      'Write the script without them, or put it into the image and use JobArtifact.sqlUri');
  }
  const configMap = { name: sqlScriptName(settings.name, script), items: [{ key: SQL_SCRIPT_FILE, path: SQL_SCRIPT_FILE }] };
  settings.inTheNameOf(Origin.prop('artifact'), () => settings.addToPods(FlinkComponent.JOB_MANAGER, {
    spec: {
      volumes: [{ name: SQL_SCRIPT_VOLUME, configMap }],
      containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: SQL_SCRIPT_VOLUME, mountPath: DIRECTORY, readOnly: true }] }],
    },
  }));
}

function bindRunner(settings: JobSettings, path: string, { release, runner }: SqlOptions): void {
  refuseInSession(settings, 'a SQL script');
  const set = (field: string, value: unknown, prop = 'artifact') => settings.setField(`job.${field}`, value, prop);
  if (runner) {
    set('jarURI', runner.jar, 'artifact.runner.jar');
    set('entryClass', runner.entryClass, 'artifact.runner.entryClass');
    set('args', [...runner.args ?? [], path], 'artifact.runner.args');
    refuseWrongUri(settings, runner.jar, 'artifact.runner.jar');
    return;
  }
  if (!settings.flinkVersion.isAtLeast(FlinkVersion.V2_0)) {
    settings.refuse('ARC-09', 'artifact', undefined, `Flink ${settings.flinkVersion} has no class that runs SQL scripts`,
      'Use Flink 2.0 or newer, or name a jar that runs scripts: runner: { jar: "local:///opt/flink/usrlib/sql-runner.jar" }');
    return;
  }
  set('jarURI', gatewayJar(settings, release));
  set('entryClass', SQL_DRIVER);
  set('args', ['--scriptUri', path.startsWith('/') ? `file://${path}` : path]);
}

/** The jar that the operator's client needs. It contains the class that runs the script. */
function gatewayJar(settings: JobSettings, given: string | undefined): string | undefined {
  const image = String(settings.field('image') ?? '');
  const release = given ?? (isOfficialImage(image) ? flinkReleaseOf(image)?.patch : undefined);
  if (release === undefined) {
    settings.refuse('ARC-09', 'artifact.release', undefined,
      'must be set: the operator starts no job without a jar, and the name of the jar in the image contains the Flink release',
      `Write the release in the image, such as release: "${settings.flinkVersion}.1"`);
    return undefined;
  }
  if (!new RegExp(`^${settings.flinkVersion.minor.replace('.', '\\.')}\\.\\d+$`).test(release)) {
    settings.refuse('ARC-09', 'artifact.release', release, `must be a release of Flink ${settings.flinkVersion}`,
      `Write the release in the image, such as release: "${settings.flinkVersion}.1"`);
    return undefined;
  }
  return `local:///opt/flink/opt/flink-sql-gateway-${release}.jar`;
}
