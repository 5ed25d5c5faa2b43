import { LoggingOptions, LogLayout, LogLevel } from './props';

type Lines = [key: string, value: string][];

/** Libraries whose INFO messages are of no use in operation, by their ids in the file. */
const NOISY = new Map([
  ['org.apache.hadoop', 'hadoop'],
  ['org.apache.kafka', 'kafka'],
  ['org.apache.zookeeper', 'zookeeper'],
  ['org.apache.pekko', 'pekko'],
  ['com.amazonaws', 'awssdk'],
]);

/**
 * One JSON object per line, with the layout that every Flink image contains: Log4j's own JSON layout requires a jar that images before Flink 2.1
 * lack. `jobId` is empty in Flink 1.19, which does not provide it.
 */
const JSON_FIELDS = {
  timestamp: '%d{yyyy-MM-dd\'T\'HH:mm:ss.SSS}{UTC}Z',
  level: '%p',
  logger: '%enc{%c}{JSON}',
  thread: '%enc{%t}{JSON}',
  jobId: '%enc{%X{flink-job-id}}{JSON}',
  message: '%enc{%m}{JSON}',
  exception: '%enc{%ex}{JSON}',
};

const PATTERNS: { readonly [layout in LogLayout]: string } = {
  [LogLayout.PATTERN]: '%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n',
  [LogLayout.JSON]: `${JSON.stringify(JSON_FIELDS)}%n`,
};

/**
 * A complete log4j 2 configuration: to the console for the cluster's log collector, and to a file of bounded size for the web UI.
 */
export function log4jConsoleProperties({ level, levels, layout, rollingFile }: LoggingOptions = {}): string {
  const pattern = PATTERNS[layout ?? LogLayout.PATTERN];
  const toFile = rollingFile?.enabled ?? true;
  const lines: Lines = [
    ['monitorInterval', '30'],
    ['rootLogger.level', level ?? LogLevel.INFO],
    ['rootLogger.appenderRef.console.ref', 'console'],
    ...toFile ? [['rootLogger.appenderRef.file.ref', 'file']] as Lines : [],
    ...loggers(levels ?? {}),
    ['appender.console.name', 'console'],
    ['appender.console.type', 'Console'],
    ['appender.console.layout.type', 'PatternLayout'],
    ['appender.console.layout.pattern', pattern],
    ...toFile ? fileAppender(pattern, rollingFile?.maxSize?.toMebibytes() ?? 50, rollingFile?.maxFiles ?? 3) : [],
  ];
  return lines.map(([key, value]) => `${key} = ${value}\n`).join('');
}

/** The loggers of this library first, then the user's, sorted. The latter need ids that are not used yet and contain no dot. */
function loggers(levels: { readonly [logger: string]: LogLevel }): Lines {
  const own = Object.entries(levels).sort(([a], [b]) => a < b ? -1 : 1);
  const all = new Map([...[...NOISY.keys()].map((name) => [name, LogLevel.WARN] as const), ...own]);
  return [...all].flatMap(([name, level]): Lines => {
    const id = NOISY.get(name) ?? `own-${name.replaceAll('.', '-')}`;
    return [[`logger.${id}.name`, name], [`logger.${id}.level`, level]];
  });
}

function fileAppender(pattern: string, mebibytes: number, files: number): Lines {
  return [
    ['appender.file.name', 'file'],
    ['appender.file.type', 'RollingFile'],
    ['appender.file.fileName', '${sys:log.file}'],
    ['appender.file.filePattern', '${sys:log.file}.%i'],
    ['appender.file.layout.type', 'PatternLayout'],
    ['appender.file.layout.pattern', pattern],
    ['appender.file.policies.type', 'Policies'],
    ['appender.file.policies.size.type', 'SizeBasedTriggeringPolicy'],
    ['appender.file.policies.size.size', `${mebibytes}MB`],
    ['appender.file.strategy.type', 'DefaultRolloverStrategy'],
    ['appender.file.strategy.max', String(files)],
  ];
}
