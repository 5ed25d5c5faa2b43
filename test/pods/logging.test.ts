import { Size } from 'cdk8s';
import { FlinkDeployment, LoggingOptions, LogLayout, LogLevel, ProductionFlinkJob, Severity } from '../../src';
import { chartOf, LEAST, SOUND, specOf } from '../jobs';

const FILE = 'log4j-console.properties';

/** The emitted file, as Java reads such a file: keys that come twice would be lost, so they fail. */
function log4jOf(logging?: LoggingOptions): Map<string, string> {
  const files = specOf({ logging }).logConfiguration;
  // The operator drops what it does not know.
  expect(Object.keys(files)).toEqual([FILE]);
  const lines: string[] = files[FILE].trimEnd().split('\n');
  const read = new Map(lines.map((line) => /^(\S+) = (.+)$/.exec(line)!.slice(1) as [string, string]));
  expect(read.size).toBe(lines.length);
  return read;
}

/** The level of each logger by its name. */
function levelsOf(logging?: LoggingOptions): { [logger: string]: string } {
  const read = log4jOf(logging);
  return Object.fromEntries([...read].flatMap(([key, name]) => {
    const id = /^logger\.([^.]+)\.name$/.exec(key)?.[1];
    return id ? [[name, read.get(`logger.${id}.level`)!]] : [];
  }));
}

const NOISY = { 'org.apache.hadoop': 'WARN', 'org.apache.kafka': 'WARN', 'org.apache.zookeeper': 'WARN', 'org.apache.pekko': 'WARN', 'com.amazonaws': 'WARN' };

test.each<[string, LoggingOptions]>([
  ['nothing', {}],
  ['the defaults', { level: LogLevel.INFO, layout: LogLayout.PATTERN, rollingFile: { enabled: true, maxSize: Size.mebibytes(50), maxFiles: 3 } }],
])('to say %s is to say nothing', (_, logging) => {
  expect(log4jOf(logging)).toEqual(log4jOf());
});

test('INFO, and WARN for what says too much', () => {
  expect(log4jOf().get('rootLogger.level')).toBe('INFO');
  expect(levelsOf()).toEqual(NOISY);
});

describe('levels', () => {
  test('of the root', () => {
    expect(log4jOf({ level: LogLevel.WARN }).get('rootLogger.level')).toBe('WARN');
  });

  test('of single loggers, beside ours', () => {
    expect(levelsOf({ levels: { 'com.example.Orders$Window': LogLevel.DEBUG, 'constructor': LogLevel.ERROR } }))
      .toEqual({ ...NOISY, 'com.example.Orders$Window': 'DEBUG', 'constructor': 'ERROR' });
  });

  test('of what says too much, instead of ours', () => {
    expect(levelsOf({ levels: { 'org.apache.kafka': LogLevel.INFO } })).toEqual({ ...NOISY, 'org.apache.kafka': 'INFO' });
  });

  test('of a logger that is called as one of ours is in the file', () => {
    expect(levelsOf({ levels: { kafka: LogLevel.DEBUG } })).toEqual({ ...NOISY, kafka: 'DEBUG' });
  });

  test('in whatever order they are said', () => {
    const lines = (levels: LoggingOptions['levels']) => [...log4jOf({ levels })];
    expect(lines({ 'b.B': LogLevel.INFO, 'a.A': LogLevel.DEBUG })).toEqual(lines({ 'a.A': LogLevel.DEBUG, 'b.B': LogLevel.INFO }));
  });
});

describe('the layout JSON', () => {
  const LAYOUTS = ['appender.console.layout.pattern', 'appender.file.layout.pattern'];

  test.each(LAYOUTS)('%s is one object a line, and every text in it is encoded', (key) => {
    const pattern = log4jOf({ layout: LogLayout.JSON }).get(key)!;
    expect(pattern).toMatch(/^\{.*\}%n$/);
    const fields: { [name: string]: string } = JSON.parse(pattern.slice(0, -2));
    expect(Object.keys(fields)).toEqual(['timestamp', 'level', 'logger', 'thread', 'jobId', 'message', 'exception']);
    for (const [name, value] of Object.entries(fields)) {
      if (!['timestamp', 'level'].includes(name)) expect(value).toMatch(/^%enc\{%.+\}\{JSON\}$/);
    }
  });

  test.each(LAYOUTS)('%s is text otherwise', (key) => {
    expect(log4jOf().get(key)).toMatch(/^%d/);
  });
});

describe('the log file', () => {
  const ofFile = (rollingFile: LoggingOptions['rollingFile']) => [...log4jOf({ rollingFile })].filter(([key, value]) => key.startsWith('appender.file.') || value === 'file');

  test('has a size and a number', () => {
    const read = new Map(ofFile({ maxSize: Size.gibibytes(1), maxFiles: 7 }));
    expect(read.get('appender.file.policies.size.size')).toBe('1024MB');
    expect(read.get('appender.file.strategy.max')).toBe('7');
  });

  test('can be left out, and the console stays', () => {
    expect(ofFile({})).not.toEqual([]);
    expect(ofFile({ enabled: false, maxFiles: 7 })).toEqual([]);
    expect(log4jOf({ rollingFile: { enabled: false } }).get('rootLogger.appenderRef.console.ref')).toBe('console');
  });
});

test.each([[LogLevel.DEBUG, ['LOG-01']], [LogLevel.TRACE, ['LOG-01']], [LogLevel.INFO, []], [LogLevel.OFF, []]])('%s for everything: %j', (level, ids) => {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, logging: { level, levels: { 'com.example': LogLevel.DEBUG } } });
  expect(job.findings.map(({ guideline }) => guideline)).toEqual(ids);
});

test('a name cannot write another line of the file', () => {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, logging: { levels: { 'a\nrootLogger.level = ALL\nb': LogLevel.INFO } } });
  expect(job.findings.map(({ guideline, severity }) => [guideline, severity])).toEqual([['LOG-01', Severity.ERROR]]);
});

test('a FlinkDeployment without guidelines can say them, too', () => {
  const chart = chartOf();
  const job = new FlinkDeployment(chart, 'orders', { ...LEAST, logging: { level: LogLevel.ERROR } });
  expect(job.settings.field('logConfiguration')[FILE]).toContain('rootLogger.level = ERROR\n');
  expect(new FlinkDeployment(chart, 'payments', LEAST).settings.field('logConfiguration')).toBeUndefined();
});
