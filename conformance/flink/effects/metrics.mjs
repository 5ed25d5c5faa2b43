import { truth } from '../values.mjs';

/** What each part of `metrics.job.status.enable` shows of the job's state "running". */
const STATUS = { STATE: 'job_runningState', CURRENT_TIME: 'job_runningTime', TOTAL_TIME: 'job_runningTimeTotal' };

const reporter = (component, phase, metric) => ({
  key: 'metrics.reporter.prom.factory.class',
  what: `metrics.reporter.prom.factory.class on the ${component}`,
  phase,
  asked: `a scrape of its port, whether ${metric} is there`,
  expect: () => true,
  said: async (q) => (await q.samples(component, metric)).length > 0,
});

/** RocksDB's figures, which Flink shows under names with underscores. */
const rocksDb = (name) => ({
  key: `state.backend.rocksdb.metrics.${name}`,
  phase: 'running',
  asked: 'a scrape of the TaskManager, whether it is there',
  expect: truth,
  said: async (q) => (await q.samples('taskManager', `rocksdb_${name.replaceAll('-', '_')}`)).length > 0,
});

/** What Prometheus gets to see. */
export const METRICS = [
  reporter('jobManager', 'started', 'flink_jobmanager_numRegisteredTaskManagers'),
  reporter('taskManager', 'running', 'flink_taskmanager_Status_JVM_Memory_Heap_Used'),
  {
    key: 'metrics.job.status.enable',
    phase: 'running',
    asked: 'a scrape of the JobManager, which kinds of figures about the state "running" it has',
    expect: (v) => v.split(';').sort(),
    said: async (q) => {
      const names = new Set((await q.metrics('jobManager')).map(({ name }) => name.replace('flink_jobmanager_', '')));
      return Object.keys(STATUS).filter((kind) => names.has(STATUS[kind])).sort();
    },
  },
  {
    key: 'metrics.reporter.prom.scope.variables.excludes',
    phase: 'running',
    asked: 'a scrape of the TaskManager, which of these labels are there',
    expect: () => [],
    said: async (q, written) => {
      const labels = new Set((await q.metrics('taskManager')).flatMap((sample) => Object.keys(sample.labels)));
      return written['metrics.reporter.prom.scope.variables.excludes'].split(';').filter((label) => labels.has(label));
    },
  },
  ...['actual-delayed-write-rate', 'block-cache-usage', 'estimate-live-data-size', 'is-write-stopped', 'num-running-compactions', 'total-sst-files-size'].map(rocksDb),
  {
    key: 'state.backend.rocksdb.metrics.column-family-as-variable',
    phase: 'running',
    asked: 'a scrape of the TaskManager, whether the state\'s name is the label column_family',
    expect: truth,
    said: async (q) => (await q.metrics('taskManager')).some(({ name, labels }) => name.includes('rocksdb_') && labels.column_family === 'count'),
  },
  {
    what: 'the collector G1 shows in the metrics of both',
    phase: 'running',
    asked: 'a scrape, whether G1_Young_Generation is there',
    expect: () => [true, true],
    said: (q) => Promise.all(['jobManager', 'taskManager'].map(async (component) => (await q.samples(component, 'GarbageCollector_G1_Young_Generation_Count')).length > 0)),
  },
  {
    what: 'flink_jobmanager_job_numberOfCompletedCheckpoints counts',
    phase: 'checkpointed',
    asked: 'a scrape of the JobManager; expected is what GET /jobs/:id/checkpoints says',
    expect: async (_, written, { cluster }) => (await cluster.job('/checkpoints')).counts.completed,
    said: (q) => q.sum('jobManager', 'flink_jobmanager_job_numberOfCompletedCheckpoints'),
  },
];
