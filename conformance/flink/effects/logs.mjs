/** Lines at WARN or above that name an emitted key, or complain of an old one. */
function complaints(q, component, keys) {
  return q.cluster.console(component).split('\n')
    .filter((line) => / (WARN|ERROR) +\S/.test(line) && (keys.some((key) => line.includes(key)) || /deprecated (configuration )?(key|option)/i.test(line)))
    .map((line) => line.slice(0, 300));
}

const quiet = (component, phase) => ({
  what: `no warning of the ${component} about an emitted key`,
  phase,
  asked: 'its log',
  expect: () => [],
  said: (q, written, { emission }) => complaints(q, component, Object.keys(emission.configuration)),
});

const logger = (component, phase) => ({
  what: `log4j accepts log4j-console.properties on the ${component}`,
  phase,
  asked: 'its console, complaints of log4j about itself',
  expect: () => [],
  said: (q) => q.cluster.console(component).split('\n').filter((line) => /StatusLogger|log4j:WARN|main (ERROR|WARN) /.test(line)).map((line) => line.slice(0, 300)),
});

/** What is logged, and where it can be read. */
export const LOGS = [
  quiet('jobManager', 'started'),
  quiet('taskManager', 'running'),
  logger('jobManager', 'started'),
  logger('taskManager', 'running'),
  {
    what: 'the web UI shows the JobManager\'s log file',
    phase: 'started',
    asked: 'GET /jobmanager/log, whether it is what the console has',
    expect: () => true,
    said: async (q) => /Actor system started at .*flink@/.test(await q.get('/jobmanager/log')),
  },
  {
    what: 'every key arrives with its value',
    phase: 'started',
    asked: 'GET /jobmanager/config, the keys that differ',
    expect: () => [],
    said: async (q, written) => {
      const read = Object.fromEntries((await q.get('/jobmanager/config')).map(({ key, value }) => [key, value]));
      return Object.keys(written).filter((key) => !CHANGED_BY_FLINK.includes(key) && read[key] !== written[key]).map((key) => `${key}: ${read[key]}`);
    },
  },
];

/** Flink appends the name of a folder of its own. */
const CHANGED_BY_FLINK = ['web.tmpdir'];
