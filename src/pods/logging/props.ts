import { Size } from 'cdk8s';

/** The directory of Flink's log files, which the web UI shows. */
export const LOG_DIRECTORY = '/opt/flink/log';

/** Log levels. */
export enum LogLevel {
  /** All messages. */
  TRACE = 'TRACE',
  /** Debugging messages. For single loggers, temporarily. */
  DEBUG = 'DEBUG',
  /** Informational messages. The default. */
  INFO = 'INFO',
  /** Warnings. The default of verbose libraries. */
  WARN = 'WARN',
  /** Errors. */
  ERROR = 'ERROR',
  /** No messages. */
  OFF = 'OFF',
}

/** Layout of log lines. */
export enum LogLayout {
  /** Text: time, level, logger, message; stack traces on separate lines. */
  PATTERN = 'PATTERN',
  /**
   * One JSON object for each event, including its stack trace: `timestamp` (UTC), `level`, `logger`, `thread`, `jobId`, `message`, `exception`.
   * The output of start scripts remains text.
   */
  JSON = 'JSON',
}

/** The rolling log file that the web UI shows. */
export interface RollingFileOptions {
  /**
   * Whether to write a log file. Without it the web UI shows no logs; the console output is not affected.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Size at which the file is rolled over.
   * @default Size.mebibytes(50)
   */
  readonly maxSize?: Size;
  /**
   * Number of rolled-over files that are kept. Log files occupy up to `(maxFiles + 1) * maxSize` of the pod's ephemeral storage.
   * @default 3
   */
  readonly maxFiles?: number;
}

/** Logging of JobManager and TaskManagers. */
export interface LoggingOptions {
  /**
   * The level of all loggers that are not in `levels`. Guideline LOG-01.
   * @default LogLevel.INFO
   */
  readonly level?: LogLevel;
  /**
   * The levels of single loggers and their children, by the name of a package or class, such as `org.apache.flink.runtime.checkpoint`.
   * @default - WARN for Hadoop, Kafka, ZooKeeper, Pekko and the AWS SDK
   */
  readonly levels?: { readonly [logger: string]: LogLevel };
  /**
   * Layout of the console and of the log file. Guideline LOG-02.
   * @default LogLayout.PATTERN
   */
  readonly layout?: LogLayout;
  /**
   * The log file.
   * @default - 50 MiB, with three rolled-over files
   */
  readonly rollingFile?: RollingFileOptions;
}
