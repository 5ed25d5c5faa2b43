import { Size } from 'cdk8s';

/** Where Flink writes its log files: the web UI shows them from there. */
export const LOG_DIRECTORY = '/opt/flink/log';

/** From which severity on something is logged. */
export enum LogLevel {
  /** Everything. */
  TRACE = 'TRACE',
  /** What helps to find a mistake. For single loggers, and for a while. */
  DEBUG = 'DEBUG',
  /** What happens. The production default. */
  INFO = 'INFO',
  /** What may be wrong. The default of libraries that say too much. */
  WARN = 'WARN',
  /** What is wrong. */
  ERROR = 'ERROR',
  /** Nothing. */
  OFF = 'OFF',
}

/** What a line of the log looks like. */
export enum LogLayout {
  /** Text: time, level, logger, message; a stack trace takes lines of its own. */
  PATTERN = 'PATTERN',
  /**
   * A JSON object on each line, its stack trace included: `timestamp` (UTC), `level`, `logger`, `thread`, `jobId`, `message`, `exception`.
   * What scripts print before Flink is up stays text.
   */
  JSON = 'JSON',
}

/** The log file that the web UI shows; the full ones beside it are numbered. */
export interface RollingFileOptions {
  /**
   * Whether there is one. Without it the web UI has no logs, and the console has them all.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * How large it becomes before the next one begins.
   * @default Size.mebibytes(50)
   */
  readonly maxSize?: Size;
  /**
   * How many full ones are kept. With the current one they take `(maxFiles + 1) * maxSize` of the pod's local disk.
   * @default 3
   */
  readonly maxFiles?: number;
}

/** What JobManager and TaskManagers write down, and how. */
export interface LoggingOptions {
  /**
   * The level of every logger that `levels` does not name. Guideline LOG-01.
   * @default LogLevel.INFO
   */
  readonly level?: LogLevel;
  /**
   * The levels of single loggers and what is below them, by the name of a package or class, such as `org.apache.flink.runtime.checkpoint`.
   * @default - WARN for Hadoop, Kafka, ZooKeeper, Pekko and the AWS SDK
   */
  readonly levels?: { readonly [logger: string]: LogLevel };
  /**
   * What a line looks like, on the console and in the file. Guideline LOG-02.
   * @default LogLayout.PATTERN
   */
  readonly layout?: LogLayout;
  /**
   * The log file.
   * @default - 50 MiB, and three full ones
   */
  readonly rollingFile?: RollingFileOptions;
}
