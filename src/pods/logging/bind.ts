import { log4jConsoleProperties } from './log4j';
import { LoggingOptions, LogLayout, LogLevel } from './props';
import { nearest } from '../../configuration/options/value-syntax/spelling';
import { JobSettings } from '../../configuration/said/job-settings';
import { refuseUnlessCount, refuseUnlessSize } from '../../configuration/said/refuse';

/** In MiB. */
const LEAST_FILE = 1;
const LARGEST_FILE = 10 * 1024;

/** Log4j would take any name; one that is no package or class is a mistake, and never logs. */
const LOGGER = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

/** @internal */
export function bindLogging(settings: JobSettings, props: LoggingOptions): void {
  const { level, levels = {}, layout, rollingFile = {} } = props;
  const right = [
    isOneOf(settings, 'LOG-01', 'logging.level', level, LogLevel),
    ...Object.entries(levels).flatMap(([name, value]) => [
      isLogger(settings, name),
      isOneOf(settings, 'LOG-01', `logging.levels['${name}']`, value, LogLevel),
    ]),
    isOneOf(settings, 'LOG-02', 'logging.layout', layout, LogLayout),
    refuseUnlessSize(settings, 'LOG-01', 'logging.rollingFile.maxSize', rollingFile.maxSize, LEAST_FILE, LARGEST_FILE),
  ];
  refuseUnlessCount(settings, 'LOG-01', 'logging.rollingFile.maxFiles', rollingFile.maxFiles, 1);
  if (!right.includes(false)) settings.setField('logConfiguration', { 'log4j-console.properties': log4jConsoleProperties(props) }, 'logging');
}

/** Says so where it is none, for programs that no compiler checked. */
function isOneOf(
  settings: JobSettings, guideline: string, path: string, value: string | undefined, values: { readonly [name: string]: string }): boolean {
  const known = Object.values(values);
  if (value === undefined || known.includes(value)) return true;
  const word = String(value).toUpperCase();
  const meant = nearest(word, known) ?? known.find((one) => word.startsWith(one));
  settings.refuse(guideline, path, value, `is none of ${known.join(', ')}`, meant ? `Write "${meant}"` : 'Write one of them');
  return false;
}

function isLogger(settings: JobSettings, name: string): boolean {
  const path = `logging.levels['${name}']`;
  if (name === '' || name.toLowerCase() === 'root') {
    settings.refuse('LOG-01', path, name, 'would be the root logger', 'Use logging.level');
    return false;
  }
  if (LOGGER.test(name)) return true;
  settings.refuse('LOG-01', path, name, 'is not the name of a package or class', 'Write such as "org.apache.kafka": it counts for all that is below it');
  return false;
}
