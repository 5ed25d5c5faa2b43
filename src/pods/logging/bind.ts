import { log4jConsoleProperties } from './log4j';
import { LoggingOptions } from './props';
import { JobSettings } from '../../configuration/said/job-settings';
import { refuseUnlessCount, refuseUnlessSize } from '../../configuration/said/refuse';

/** In MiB. */
const LEAST_FILE = 1;
const LARGEST_FILE = 10 * 1024;

/** Log4j accepts any name; one that is not a package or class is a mistake, and never logs. */
const LOGGER = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

/** @internal */
export function bindLogging(settings: JobSettings, props: LoggingOptions): void {
  const { levels = {}, rollingFile = {} } = props;
  const right = [
    ...Object.keys(levels).map((name) => isLogger(settings, name)),
    refuseUnlessSize(settings, 'LOG-01', 'logging.rollingFile.maxSize', rollingFile.maxSize, LEAST_FILE, LARGEST_FILE),
  ];
  refuseUnlessCount(settings, 'LOG-01', 'logging.rollingFile.maxFiles', rollingFile.maxFiles, 1);
  if (!right.includes(false)) settings.setField('logConfiguration', { 'log4j-console.properties': log4jConsoleProperties(props) }, 'logging');
}

function isLogger(settings: JobSettings, name: string): boolean {
  const path = `logging.levels['${name}']`;
  if (name === '' || name.toLowerCase() === 'root') {
    settings.refuse('LOG-01', path, name, 'must not be the root logger', 'Use logging.level');
    return false;
  }
  if (LOGGER.test(name)) return true;
  settings.refuse('LOG-01', path, name, 'must be the name of a package or class', 'Write a name such as "org.apache.kafka", which includes all loggers below it');
  return false;
}
