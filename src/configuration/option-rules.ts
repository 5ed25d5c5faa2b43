import { Finding, Severity } from './finding';
import { FlinkConfiguration } from './flink-configuration';
import { parseDuration } from './option-value';

/** What rules between options may look at besides the options. */
export interface RuleFacts {
  /** `native` or `standalone`: who starts TaskManagers. */
  readonly mode: string;
  /** The Java version of the image, where it is known. */
  readonly javaVersion?: number;
}

/** The options as rules read them. */
interface Options {
  /** What was set. */
  readonly set: (key: string) => string | undefined;
  /** What holds: what was set, or Flink's default. */
  readonly effective: (key: string) => string;
  readonly is: (key: string, value: string) => boolean;
  readonly millis: (key: string) => number | undefined;
  readonly keys: string[];
  /** Those that are read at all. */
  readonly known: string[];
  /** The keys that the user set; a default of ours is judged where its property is. */
  readonly userKeys: string[];
}

interface OptionRule {
  readonly guideline: string;
  /** An error unless said otherwise. */
  readonly severity?: Severity;
  /** The keys that break it: none where all is well. */
  readonly broken: (options: Options, facts: RuleFacts) => (string | false | undefined)[];
  readonly message: string;
  readonly fix: string;
}

const CHECKPOINTS = 'execution.checkpointing';
const UNALIGNED = `${CHECKPOINTS}.unaligned.enabled`;
const MODE = `${CHECKPOINTS}.mode`;
const FIXED = ['state.backend.rocksdb.memory.fixed-per-slot', 'state.backend.rocksdb.memory.fixed-per-tm'];

/** What Flink or the operator refuse late, or pass over without a word, between options that are each right by themselves. */
const RULES: readonly OptionRule[] = [
  {
    guideline: 'CKP-12',
    broken: (o) => [o.set(`${CHECKPOINTS}.aligned-checkpoint-timeout`) !== undefined && (o.millis(`${CHECKPOINTS}.aligned-checkpoint-timeout`) ?? 0) > 0
      && !o.is(UNALIGNED, 'true') && `${CHECKPOINTS}.aligned-checkpoint-timeout`],
    message: `has no effect without ${UNALIGNED}: true`,
    fix: `Set ${UNALIGNED} to "true", or leave the timeout out`,
  },
  {
    guideline: 'CKP-12',
    broken: (o) => [o.is(UNALIGNED, 'true') && o.is(MODE, 'AT_LEAST_ONCE') && UNALIGNED],
    message: `needs ${MODE}: EXACTLY_ONCE; with AT_LEAST_ONCE Flink falls back to aligned checkpoints`,
    fix: 'Leave one of the two out',
  },
  {
    guideline: 'CKP-06',
    broken: (o) => [o.is(UNALIGNED, 'true') && Number(o.effective(`${CHECKPOINTS}.max-concurrent-checkpoints`)) > 1 && `${CHECKPOINTS}.max-concurrent-checkpoints`],
    message: 'must be 1 with unaligned checkpoints',
    fix: 'Write "1"',
  },
  {
    guideline: 'CKP-03',
    broken: (o) => [(o.millis(`${CHECKPOINTS}.min-pause`) ?? 0) > (o.millis(`${CHECKPOINTS}.interval`) ?? Infinity) && `${CHECKPOINTS}.min-pause`],
    message: `is longer than ${CHECKPOINTS}.interval, which then has no effect: this is how often checkpoints are taken`,
    fix: 'Shorten it to half the interval',
  },
  {
    guideline: 'CKP-11',
    broken: (o) => [o.is(`${CHECKPOINTS}.storage`, 'jobmanager') && `${CHECKPOINTS}.storage`],
    message: 'keeps checkpoints in the memory of the JobManager: they are lost with it',
    fix: `Leave it out, and set ${CHECKPOINTS}.dir to durable storage`,
  },
  {
    guideline: 'STB-08',
    broken: (o) => o.is('state.backend.rocksdb.memory.managed', 'true') ? FIXED.map((key) => o.set(key) !== undefined && key) : [],
    message: 'overrides managed memory, which stays reserved all the same: together they are more than the container has',
    fix: 'Leave it out, or set state.backend.rocksdb.memory.managed to "false"',
  },
  {
    guideline: 'STB-15',
    broken: (o) => [o.is('state.changelog.enabled', 'true') && !o.is('state.changelog.storage', 'filesystem') && 'state.changelog.storage'],
    message: 'must be filesystem with the changelog on: the default, memory, is lost with the TaskManager',
    fix: 'Write "filesystem"',
  },
  {
    guideline: 'STB-15',
    broken: (o) => [o.is('state.changelog.enabled', 'true') && o.set('state.changelog.dstl.dfs.base-path') === undefined && 'state.changelog.dstl.dfs.base-path'],
    message: 'is missing: the changelog needs a directory in durable storage',
    fix: 'Set it beside the checkpoint directory',
  },
  {
    guideline: 'STB-15',
    broken: (o) => [o.is('state.changelog.enabled', 'true') && !o.is('execution.state-recovery.claim-mode', 'CLAIM') && 'execution.state-recovery.claim-mode'],
    message: 'must be CLAIM with the changelog on: otherwise the restored job fails at its first checkpoint',
    fix: 'Write "CLAIM"',
  },
  {
    guideline: 'ASC-02',
    broken: (o, { mode }) => [o.is('scheduler-mode', 'reactive') && mode !== 'standalone' && 'scheduler-mode'],
    message: 'needs mode: standalone; in native mode the JobManager ends with an error when it starts',
    fix: 'Leave it out; to scale with the load use the operator\'s autoscaler',
  },
  {
    guideline: 'JVM-01',
    broken: (o, { javaVersion }) => javaVersion !== undefined && javaVersion < 17 ? javaOptions(o).map((key) => /-XX:\+UseZGC/.test(o.effective(key)) && key) : [],
    message: 'asks for ZGC, which the image\'s Java does not have; the JVM does not start',
    fix: 'Use an image with Java 17, or -XX:+UseG1GC',
  },
  {
    guideline: 'JVM-01',
    broken: (o) => javaOptions(o).map((key) => new Set(o.effective(key).match(/-XX:\+Use(G1|Z|Shenandoah|Parallel|Serial)GC/g)).size > 1 && key),
    message: 'names more than one garbage collector; the JVM does not start',
    fix: 'Keep one',
  },
  {
    guideline: 'MON-16',
    broken: (o) => o.keys.filter((key) => /^metrics\.reporter\.[^.]+\.class$/.test(key)
      && o.set(key.replace(/class$/, 'factory.class')) === undefined),
    message: 'starts no reporter: reporters are made by their factory',
    fix: 'Write factory.class, such as org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
  },
  {
    guideline: 'MON-16',
    broken: (o) => o.keys.filter((key) => /^metrics\.reporter\.[^.]+\.factory\.class$/.test(key)
      && /Prometheus/i.test(o.effective(key)) && !PROMETHEUS_FACTORIES.includes(o.effective(key))),
    message: 'is not a reporter that Flink has: the job would run without metrics',
    fix: 'Write "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"',
  },
  {
    guideline: 'MON-17',
    severity: Severity.WARNING,
    broken: (o) => o.keys.filter((key) => /^metrics\.reporter\.[^.]+\.interval$/.test(key)
      && o.set(key.replace(/interval$/, 'factory.class')) === PROMETHEUS_FACTORIES[0]),
    message: 'has no effect: Prometheus asks when it wants to',
    fix: 'Leave it out; the interval stands in the ServiceMonitor',
  },
  {
    guideline: 'MON-18',
    severity: Severity.WARNING,
    broken: (o) => onlyPrometheus(o) ? o.known.filter((key) => key.startsWith('metrics.scope.')) : [],
    message: 'has no effect on Prometheus, whose labels come from elsewhere',
    fix: 'Leave it out',
  },
  {
    guideline: 'JOB-16',
    broken: (o) => o.keys.filter((key) => key.startsWith('queryable-state.')),
    message: 'switches on queryable state, which is deprecated and not for production',
    fix: 'Leave it out; let the job write what is asked for into a store',
  },
  {
    guideline: 'NET-01',
    broken: (o) => [Number(o.set('taskmanager.network.memory.buffers-per-channel') ?? 2) < 2 && 'taskmanager.network.memory.buffers-per-channel'],
    message: 'must be at least 2',
    fix: 'Leave it out',
  },
  {
    guideline: 'ASC-05',
    broken: (o) => !o.is('job.autoscaler.enabled', 'true') ? [] : AUTOSCALER_RANGES.map(([key, least, most]) => {
      const value = Number(o.set(key) ?? NaN);
      return (value < least || value > most) && key;
    }),
    message: 'is out of range, and the operator refuses the job',
    fix: `Write ${['job.autoscaler.utilization.target from 0 to 1', 'the observed coefficient from 0.01 to 1', 'factors from 0'].join(', ')}`,
  },
];

const PROMETHEUS_FACTORIES = [
  'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
  'org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory',
];

const AUTOSCALER_RANGES: readonly [key: string, least: number, most: number][] = [
  ['job.autoscaler.scale-down.max-factor', 0, Infinity],
  ['job.autoscaler.scale-up.max-factor', 0, Infinity],
  ['job.autoscaler.utilization.target', 0, 1],
  ['job.autoscaler.utilization.max', 0, 1],
  ['job.autoscaler.utilization.min', 0, 1],
  ['job.autoscaler.observed-scalability.coefficient-min', 0.01, 1],
];

/** Breaches of the rules between options, one a key. */
export function checkRules(configuration: FlinkConfiguration, facts: RuleFacts): Finding[] {
  const options = optionsOf(configuration);
  return RULES.flatMap(({ guideline, severity = Severity.ERROR, broken, message, fix }) => broken(options, facts)
    .filter((key): key is string => typeof key === 'string')
    .map((key) => {
      const entry = configuration.entry(key);
      return { guideline, severity, path: entry && entry.origin.kind !== 'guideline' ? entry.origin.source : key, value: entry && `"${entry.value}"`, message, fix };
    }));
}

function optionsOf(configuration: FlinkConfiguration): Options {
  const keys = Object.keys(configuration.toMap());
  const set = (key: string) => configuration.get(key);
  const effective = (key: string) => set(key) ?? configuration.names.resolve(key).option?.default ?? '';
  return {
    set,
    effective,
    is: (key, value) => effective(key).toLowerCase() === value.toLowerCase(),
    millis: (key) => parseDuration(set(key)),
    keys,
    known: keys.filter((key) => configuration.names.resolve(key).reader !== 'unknown'),
    userKeys: keys.filter((key) => configuration.entry(key)!.origin.kind !== 'guideline'),
  };
}

function javaOptions(options: Options): string[] {
  return options.userKeys.filter((key) => key.startsWith('env.java.opts.'));
}

function onlyPrometheus(options: Options): boolean {
  const factories = options.keys.filter((key) => /^metrics\.reporter\.[^.]+\.factory\.class$/.test(key));
  return factories.length > 0 && factories.every((key) => PROMETHEUS_FACTORIES.includes(options.effective(key)));
}
