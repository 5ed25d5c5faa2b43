// A port is asked for twice: the log says which part of Flink took it, the kernel says that nothing else is open.

/** The port that a component's log says it listens on. */
const logged = (key, component, phase, pattern) => ({
  key,
  what: `${key} of the ${component}`,
  phase,
  asked: 'its log',
  expect: (v, written, { cluster }) => Number(component === 'taskManager' ? cluster.taskManagerSettings[key] ?? v : v),
  said: (q) => Number(q.logged(component, pattern)),
});

const actorSystem = (name) => `Actor system started at pekko\\.tcp://${name}@[^:\\s]+:(\\d+)`;
const REPORTER = 'Started PrometheusReporter HTTP server on port (\\d+)';

const METRICS_PORT = 'metrics.reporter.prom.port';

/** All ports of a component are those that its NetworkPolicy lets others in on. */
const exactly = (component, phase) => ({
  what: `all listening ports of the ${component}`,
  phase,
  asked: 'the kernel; expected are those of the emitted NetworkPolicy',
  expect: (_, written, { cluster, emission }) => {
    const moved = component === 'taskManager' ? cluster.taskManagerSettings[METRICS_PORT] : undefined;
    const ports = emission.ports[component].map((port) => moved !== undefined && port === Number(written[METRICS_PORT]) ? Number(moved) : port);
    return ports.sort((a, b) => a - b);
  },
  said: (q) => q.cluster.listening(component),
});

/** Who listens where. */
export const PORTS = [
  logged('jobmanager.rpc.port', 'jobManager', 'started', actorSystem('flink')),
  logged('blob.server.port', 'jobManager', 'started', 'Started BLOB server at [^\\s]*:(\\d+)'),
  logged('metrics.internal.query-service.port', 'jobManager', 'started', actorSystem('flink-metrics')),
  logged(METRICS_PORT, 'jobManager', 'started', REPORTER),
  exactly('jobManager', 'started'),
  logged('taskmanager.rpc.port', 'taskManager', 'running', actorSystem('flink')),
  logged('metrics.internal.query-service.port', 'taskManager', 'running', actorSystem('flink-metrics')),
  logged(METRICS_PORT, 'taskManager', 'running', REPORTER),
  {
    key: 'taskmanager.data.port',
    phase: 'running',
    asked: 'GET /taskmanagers, dataPort',
    expect: Number,
    said: async (q) => (await q.taskManager()).dataPort,
  },
  exactly('taskManager', 'running'),
];
