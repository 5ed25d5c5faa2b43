import { jar, JarOptions } from './jar';
import { Program } from './program';
import { pythonModule, PythonOptions, script } from './python';
import { sql, sqlFile, SqlOptions, sqlUri } from './sql';
import { checkedFactories } from '../../configuration/arguments/checked';
import { JobSettings } from '../../configuration/said/job-settings';

/**
 * The code of a job: a jar, a SQL script or a Python program. Guidelines ARC-09 and ARC-13.
 */
@checkedFactories('JobArtifact')
export class JobArtifact {
  /**
   * A jar file.
   *
   * @param uri `local:///opt/flink/usrlib/job.jar` for a jar in the image, which is recommended; a remote jar is downloaded at every start.
   * For a FlinkSessionJob the `https` URL from which the operator downloads the jar
   *
   * @example
   * const artifact = JobArtifact.jar(
   *   'local:///opt/flink/usrlib/orders.jar',
   *   { entryClass: 'com.example.OrdersJob', args: ['--window', '5min'] },
   * );
   */
  public static jar(uri: string, options: JarOptions = {}): JobArtifact {
    return new JobArtifact(jar(uri, options));
  }

  /**
   * SQL statements, without a jar of your own. They are written to a ConfigMap whose name contains a hash of its content, so that a change of the
   * script is an upgrade of the job. Flink 2.0 and newer run them; Flink 1.x needs a `runner`.
   *
   * The script must start exactly one job: an INSERT, or a STATEMENT SET around several. Options belong in `flinkConfiguration`. Guideline SQL-03.
   *
   * @param statements the script, with a semicolon after each statement; at most 1 MiB
   *
   * @example
   * const artifact = JobArtifact.sql(`
   *   CREATE TABLE orders (id BIGINT, amount DECIMAL(10, 2)) WITH ('connector' = 'kafka', 'topic' = 'orders');
   *   CREATE TABLE totals (amount DECIMAL(10, 2)) WITH ('connector' = 'kafka', 'topic' = 'totals');
   *   INSERT INTO totals SELECT SUM(amount) FROM orders;
   * `, { release: '2.2.1' });
   */
  public static sql(statements: string, options: SqlOptions = {}): JobArtifact {
    return new JobArtifact(sql(statements, options));
  }

  /**
   * Like `sql`, with statements from a file that is read when your cdk8s program runs.
   *
   * @param path the path of the file, relative to the working directory of the program
   *
   * @example
   * const artifact = JobArtifact.sqlFile('sql/totals.sql', { release: '2.2.1' });
   */
  public static sqlFile(path: string, options: SqlOptions = {}): JobArtifact {
    return new JobArtifact(sqlFile(path, options));
  }

  /**
   * A SQL script that the JobManager reads from the image (`local:///...`), from durable storage or over HTTP. It is not checked.
   *
   * @param uri the address of the script
   *
   * @example
   * const artifact = JobArtifact.sqlUri(
   *   'local:///opt/flink/usrlib/totals.sql',
   *   { release: '2.2.1' },
   * );
   */
  public static sqlUri(uri: string, options: SqlOptions = {}): JobArtifact {
    return new JobArtifact(sqlUri(uri, options));
  }

  /**
   * A Python script in the image. Guideline SQL-05.
   *
   * @param path the path of the script in the image
   *
   * @example
   * const artifact = JobArtifact.python('/opt/flink/usrlib/orders.py', {
   *   args: ['--window', '5min'],
   *   executable: '/opt/venv/bin/python',
   * });
   */
  public static python(path: string, options: PythonOptions = {}): JobArtifact {
    return new JobArtifact(script(path, options));
  }

  /**
   * A Python module with a `main`, which is imported from the image or from `files`. Guideline SQL-05.
   *
   * @param name the name of the module, such as `orders.main`
   *
   * @example
   * const artifact = JobArtifact.pythonModule('orders.main', { files: ['/opt/app'] });
   */
  public static pythonModule(name: string, options: PythonOptions = {}): JobArtifact {
    return new JobArtifact(pythonModule(name, options));
  }

  private constructor(private readonly program: Program) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    this.program.bind(settings);
  }

  /**
   * The text of the ConfigMap that the job needs, if it needs one.
   * @internal
   */
  public get _script(): string | undefined {
    return typeof this.program.script === 'string' ? this.program.script : undefined;
  }
}
