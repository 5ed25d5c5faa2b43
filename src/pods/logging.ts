/** Where Flink writes its log files: the web UI shows them from there. */
export const LOG_DIRECTORY = '/opt/flink/log';

/** Libraries whose INFO tells an operator nothing. */
const NOISY = {
  hadoop: 'org.apache.hadoop',
  kafka: 'org.apache.kafka',
  zookeeper: 'org.apache.zookeeper',
  pekko: 'org.apache.pekko',
  awssdk: 'com.amazonaws',
};

/**
 * A complete log4j 2 configuration: to the console for the cluster's log collector, and to a file of bounded size for the web UI.
 */
export function log4jConsoleProperties(): string {
  const pattern = '%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n';
  const lines: [string, string][] = [
    ['monitorInterval', '30'],
    ['rootLogger.level', 'INFO'],
    ['rootLogger.appenderRef.console.ref', 'console'],
    ['rootLogger.appenderRef.file.ref', 'file'],
    ...Object.entries(NOISY).flatMap(([id, name]): [string, string][] => [[`logger.${id}.name`, name], [`logger.${id}.level`, 'WARN']]),
    ['appender.console.name', 'console'],
    ['appender.console.type', 'Console'],
    ['appender.console.layout.type', 'PatternLayout'],
    ['appender.console.layout.pattern', pattern],
    ['appender.file.name', 'file'],
    ['appender.file.type', 'RollingFile'],
    ['appender.file.fileName', '${sys:log.file}'],
    ['appender.file.filePattern', '${sys:log.file}.%i'],
    ['appender.file.layout.type', 'PatternLayout'],
    ['appender.file.layout.pattern', pattern],
    ['appender.file.policies.type', 'Policies'],
    ['appender.file.policies.size.type', 'SizeBasedTriggeringPolicy'],
    ['appender.file.policies.size.size', '50MB'],
    ['appender.file.strategy.type', 'DefaultRolloverStrategy'],
    ['appender.file.strategy.max', '3'],
  ];
  return lines.map(([key, value]) => `${key} = ${value}\n`).join('');
}
