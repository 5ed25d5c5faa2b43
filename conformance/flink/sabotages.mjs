import { verify } from './verify.mjs';
import { VERSIONS } from './versions.mjs';

// What Flink reads is broken on purpose, many things at a time, and each must be noticed by its own check.

/** One is enough: the checks are the same for all. */
const VERSION = VERSIONS.find(({ flink }) => flink.startsWith('2.2'));

const gone = (...keys) => Object.fromEntries(keys.map((key) => [key, undefined]));

/**
 * Each has `what` is broken; `red`: the checks that must fail because they hear something else; `mute`: those that must fail because
 * they hear nothing; `slow`: whether it takes minutes. The rest is for `verify`.
 */
const BREAKS = [
  { what: 'nothing', until: 'started', red: [] },
  {
    what: 'keys and values that Flink takes without a word',
    until: 'started',
    change: {
      ...gone('execution.checkpointing.interval', 'execution.checkpointing.num-retained', 'pekko.ask.timeout'),
      'execution.checkpointing.intervall': '1 min',
      'state.checkpoints.num-retained': '3',
      'akka.ask.timeout': '30 s',
      'execution.checkpointing.timeout': '10',
      'execution.checkpointing.min-pause': '0 s',
      'execution.checkpointing.max-concurrent-checkpoints': '2',
      'execution.checkpointing.tolerable-failed-checkpoints': '0',
      'execution.checkpointing.externalized-checkpoint-retention': 'DELETE_ON_CANCELLATION',
      'restart-strategy.exponential-delay.initial-backoff': '2 s',
      'restart-strategy.exponential-delay.max-backoff': '1 min',
      'restart-strategy.exponential-delay.backoff-multiplier': '1.5',
      'restart-strategy.exponential-delay.reset-backoff-threshold': '1 h',
      'restart-strategy.exponential-delay.jitter-factor': '0.2',
      'jobmanager.execution.failover-strategy': 'full',
      'pipeline.max-parallelism': '128',
      'pipeline.operator-chaining.enabled': 'false',
      'env.java.opts.all': '-XX:+UseG1GCC',
      'jobmanager.memory.process.size': '1600m',
      'jobmanager.rpc.port': '6133',
      'blob.server.port': '6134',
      'metrics.internal.query-service.port': '6131',
      'metrics.reporter.prom.port': '9259',
      'web.cancel.enable': 'true',
    },
    red: [
      'every emitted key has an effect that is asked for, or a reason why not',
      'every key arrives with its value',
      'execution.checkpointing.mode',
      'execution.checkpointing.interval',
      'execution.checkpointing.timeout',
      'execution.checkpointing.min-pause',
      'execution.checkpointing.max-concurrent-checkpoints',
      'execution.checkpointing.tolerable-failed-checkpoints',
      'execution.checkpointing.externalized-checkpoint-retention',
      'restart-strategy.exponential-delay.initial-backoff',
      'restart-strategy.exponential-delay.max-backoff',
      'restart-strategy.exponential-delay.backoff-multiplier',
      'restart-strategy.exponential-delay.reset-backoff-threshold',
      'restart-strategy.exponential-delay.jitter-factor',
      'jobmanager.execution.failover-strategy',
      'pipeline.max-parallelism',
      'pipeline.operator-chaining.enabled',
      'env.java.opts.all of the jobManager',
      'heap of the jobManager, from spec.jobManager.resource.memory',
      'jobmanager.rpc.port of the jobManager',
      'blob.server.port of the jobManager',
      'metrics.internal.query-service.port of the jobManager',
      'metrics.reporter.prom.port of the jobManager',
      'all listening ports of the jobManager',
      'web.cancel.enable',
      'no warning of the jobManager about an emitted key',
    ],
  },
  {
    what: 'unaligned checkpoints, another state backend and restart strategy, a reporter that does not exist',
    until: 'started',
    change: {
      'execution.checkpointing.unaligned.enabled': 'true',
      'state.backend.type': 'hashmap',
      'restart-strategy.type': 'fixed-delay',
      'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactoryy',
    },
    red: [
      'execution.checkpointing.unaligned.enabled',
      'state.backend.type',
      'restart-strategy.type',
    ],
    mute: ['metrics.reporter.prom.factory.class on the jobManager'],
  },
  {
    what: 'the log configuration',
    until: 'running',
    changeLog: (text) => text.replace('= RollingFile', '= RolingFile'),
    red: ['log4j accepts log4j-console.properties on the jobManager', 'log4j accepts log4j-console.properties on the taskManager'],
    mute: ['the web UI shows the JobManager\'s log file'],
  },
  { what: 'a boolean "yes"', until: 'started', change: { 'execution.checkpointing.incremental': 'yes' }, red: ['the story, started'] },
  {
    what: 'the TaskManager, its state and its metrics',
    until: 'checkpointed',
    change: {
      ...gone('pekko.ask.timeout', 'metrics.job.status.enable', 'metrics.reporter.prom.scope.variables.excludes',
        ...['actual-delayed-write-rate', 'block-cache-usage', 'estimate-live-data-size', 'num-running-compactions', 'column-family-as-variable']
          .map((metric) => `state.backend.rocksdb.metrics.${metric}`)),
      'akka.ask.timeout': '30 s',
      'env.java.opts.all': '-XX:+UseSerialGC',
      'taskmanager.memory.process.size': '6g',
      'taskmanager.memory.jvm-metaspace.size': '300m',
      'taskmanager.memory.managed.fraction': '0.3',
      'taskmanager.memory.network.fraction': '0.2',
      'taskmanager.numberOfTaskSlots': '5',
      'taskmanager.rpc.port': '6132',
      'taskmanager.data.port': '6130',
      'metrics.internal.query-service.port': '6131',
      'state.backend.rocksdb.localdir': undefined,
      'state.backend.rocksdb.memory.managed': 'false',
      'execution.checkpointing.incremental': 'false',
      'execution.checkpointing.num-retained': '9',
    },
    inFolder: { 'execution.checkpointing.dir': 'elsewhere', 'execution.checkpointing.savepoint-dir': 'elsewhere' },
    red: [
      'state.backend.rocksdb.localdir',
      'totalProcessMemory of the TaskManager',
      'totalFlinkMemory of the TaskManager',
      'taskmanager.memory.jvm-metaspace.size',
      'jvmOverhead of the TaskManager',
      'taskmanager.memory.managed.fraction',
      'taskmanager.memory.network.fraction',
      'taskHeap of the TaskManager',
      'taskmanager.numberOfTaskSlots',
      'env.java.opts.all of the taskManager',
      'heap of the taskManager, from spec.taskManager.resource.memory',
      'taskmanager.rpc.port of the taskManager',
      'metrics.internal.query-service.port of the taskManager',
      'taskmanager.data.port',
      'all listening ports of the taskManager',
      'metrics.job.status.enable',
      'metrics.reporter.prom.scope.variables.excludes',
      'state.backend.rocksdb.metrics.actual-delayed-write-rate',
      'state.backend.rocksdb.metrics.block-cache-usage',
      'state.backend.rocksdb.metrics.estimate-live-data-size',
      'state.backend.rocksdb.metrics.num-running-compactions',
      'state.backend.rocksdb.metrics.column-family-as-variable',
      'the collector G1 shows in the metrics of both',
      'no warning of the taskManager about an emitted key',
      'execution.checkpointing.dir',
      'execution.checkpointing.incremental',
      'execution.checkpointing.savepoint-dir',
    ],
    mute: ['state.backend.rocksdb.memory.managed'],
  },
  {
    what: 'as many retained checkpoints as there are, and metrics on another port',
    until: 'checkpointed',
    change: { 'execution.checkpointing.num-retained': '9', 'metrics.reporter.prom.port': '9259' },
    red: ['execution.checkpointing.num-retained', 'metrics.reporter.prom.port of the taskManager'],
    mute: ['metrics.reporter.prom.factory.class on the taskManager', 'flink_jobmanager_job_numberOfCompletedCheckpoints counts'],
  },
  {
    what: 'no periodic checkpoints, state that is in no checkpoint, short timeouts, checkpoints that go with the job',
    slow: true,
    until: 'cancelled',
    change: {
      'pipeline.global-job-parameters': 'fault:forget',
      'execution.checkpointing.interval': '1 h',
      'pekko.ask.timeout': '10 s',
      'heartbeat.timeout': '25 s',
      'execution.checkpointing.externalized-checkpoint-retention': 'DELETE_ON_CANCELLATION',
    },
    red: [
      'counts that were restored and not begun anew',
      'records lost',
      'pekko.ask.timeout',
      'heartbeat.timeout',
      'checkpoints that are left when the job is cancelled',
    ],
    mute: ['a checkpoint that nobody asked for'],
  },
  { what: 'a job that counts twice', slow: true, until: 'recovered', change: { 'pipeline.global-job-parameters': 'fault:double' }, red: ['records doubled'] },
];

/** Checks that no configuration can turn red. */
export const NEVER_RED = {
  'no jar can be uploaded': 'an application cluster has no such address, whatever it is told',
  'web.submit.enable': 'an application cluster takes no jobs, whatever it is told',
  'cancelling over the REST API, which web.cancel.enable does not forbid': 'no option forbids it',
  'the job went on from its last checkpoint': 'only a Flink that loses its checkpoints would not',
  'records counted since then': 'only a job that stands still would not; the story would break off before',
};

export const sabotages = BREAKS.map(({ what, red, mute = [], slow = false, ...options }) => ({
  what, red, mute, slow, run: (section) => verify(section, VERSION, { ...options, keepLogs: false }),
}));
