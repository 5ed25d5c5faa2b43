import { Duration, Size } from 'cdk8s';
import {
  DeploymentMode, FlinkEnvironmentOptions, FlinkSessionClusterProps, FlinkSessionJobProps, FlinkVersion, HighAvailability, ProductionFlinkJobProps,
} from '../../src';

// What Prometheus reads in a few hours, and which alerts it then raises. Minutes are counted from the beginning. Numbers are written out,
// for the jobs below, and not computed as the rules compute them.

/** The jobs that are watched, by name. Their rules are what the library emits. */
export const JOBS: { readonly [job: string]: Partial<ProductionFlinkJobProps> } = {
  // one checkpoint a minute, 10 minutes to complete, back within 5; 2 TaskManagers of 2 slots; 10 GiB of disk; up to 5 minutes between restarts
  plain: {},
  // as short as the tests on a running Flink have it
  short: {
    checkpointing: { interval: Duration.seconds(10), timeout: Duration.seconds(20) },
    monitoring: { alerts: { serviceLevel: { recoveryTime: Duration.minutes(1) } } },
  },
  // as short, and read as seldom as may be
  seldom: {
    checkpointing: { interval: Duration.seconds(10), timeout: Duration.seconds(20) },
    monitoring: { scrape: { interval: Duration.seconds(60) }, alerts: { serviceLevel: { recoveryTime: Duration.minutes(1) } } },
  },
  // as long as large state may have it
  long: {
    checkpointing: { interval: Duration.minutes(20), timeout: Duration.minutes(15) },
    monitoring: { alerts: { serviceLevel: { kafkaLag: 10_000 }, kafkaConsumerGroups: ['orders'] } },
  },
  promising: {
    savepoints: { interval: Duration.hours(1) },
    monitoring: {
      alerts: {
        serviceLevel: {
          availability: 0.999,
          checkpointSuccess: 0.99,
          eventTimeLag: Duration.seconds(100),
          pendingRecords: 10_000,
          kafkaLag: 10_000,
          recordsPerSecond: 1_000,
          checkpointSize: Size.gibibytes(1),
        },
        kafkaConsumerGroups: ['orders'],
        deadLetterMetric: 'flink_taskmanager_job_task_operator_dead',
        certificate: 'orders-tls',
      },
    },
  },
  scaling: {
    flinkConfiguration: { 'job.autoscaler.enabled': 'true', 'job.autoscaler.stabilization.interval': '5 min', 'jobmanager.scheduler': 'Adaptive' },
    monitoring: { alerts: { serviceLevel: { availability: 0.999 } } },
  },
  coloured: { blueGreen: {} },
  dashed: { name: 'orders-eu', flinkConfiguration: { 'job.autoscaler.enabled': 'true', 'job.autoscaler.stabilization.interval': '5 min', 'jobmanager.scheduler': 'Adaptive' } },
  standby: { parallelism: 2, jobManager: { replicas: 2 }, highAvailability: HighAvailability.kubernetes(), flinkVersion: FlinkVersion.V2_0 },
  overridden: { monitoring: { alerts: { overrides: { backpressure: { warning: 100, critical: 300, lasts: Duration.minutes(1) } } } } },
};

/** Session jobs that are watched, by name, each with a cluster of its own. */
export const SESSIONS: { readonly [job: string]: SessionProps } = {
  // as `plain`, named `page-views`; any number of TaskManagers
  'session': { job: {} },
  'session-standalone': { cluster: { mode: DeploymentMode.standalone({ taskManagers: 2 }) }, job: { alerts: { serviceLevel: { availability: 0.999 } } } },
};

/** Properties of a session job and of its cluster, besides those that they need. */
export interface SessionProps {
  readonly cluster?: Partial<FlinkSessionClusterProps>;
  readonly job: Partial<FlinkSessionJobProps>;
}

/** The cluster that some of them run in, where it is another than by default. */
export const ENVIRONMENTS: { readonly [job: string]: FlinkEnvironmentOptions } = {
  coloured: { stateMetrics: true },
  promising: { stateMetrics: true },
};

/** How often Prometheus reads some of them: one value each half minute, if not said. */
export const READ_EVERY: { readonly [job: string]: string } = { seldom: '60s' };

/** Series and their values, in promtool's notation, one value each time that Prometheus reads. */
export type Series = { readonly [series: string]: string };

/** The levels that fire. */
type Levels = '' | 'warning' | 'critical' | 'warning critical';

/** Which levels of an alert fire at a time, such as `{ '5m': '', '6m': 'critical' }`. `*` stands for every alert. */
export interface Scenario {
  readonly alert: string;
  readonly what: string;
  readonly job?: string;
  readonly series: Series;
  readonly fires: { readonly [time: string]: Levels };
}

const JOB = 'namespace="shop", flink_deployment="orders"';
const series = (name: string, labels: string, more: string) => `${name}{${[JOB, labels, more].filter((part) => part !== '').join(', ')}}`;
const jm = (metric: string, more = 'pod="jm-1"') => series(`flink_jobmanager_${metric}`, 'component="jobmanager"', more);
const tm = (metric: string, more = 'pod="tm-1"') => series(`flink_taskmanager_${metric}`, 'component="taskmanager"', more);
const task = (metric: string, more = 'task_name="map", subtask_index="0"') => tm(`job_task_${metric}`, `pod="tm-1", ${more}`);
const source = (metric: string, more = '') => tm(`job_task_operator_${metric}`, `pod="tm-1", operator_name="Source:_numbers"${more}`);
const rocks = (metric: string, pod = 'tm-1') => tm(`job_task_operator_column_family_rocksdb_${metric}`, `pod="${pod}", task_name="map", column_family="count"`);
const pod = (metric: string, more = '', name = 'orders-7c9d8b6f5-x2x4z') =>
  `${metric}{namespace="shop", pod="${name}", container="flink-main-container"${more && `, ${more}`}}`;
const snapshot = (name: string, state: string, format = '') => `flink_state_snapshot_result_seconds{${JOB}, snapshot="${name}", state="${state}"${format && `, format="${format}"`}}`;
const lifecycle = (state: string) => `flink_deployment_lifecycle_state{${JOB}, state="${state}"}`;

/** Always the same. */
const steady = (value: number, minutes: number) => `${value}+0x${2 * minutes - 1}`;
/** More and more. */
const rising = (from: number, perMinute: number, minutes: number) => `${from}+${perMinute / 2}x${2 * minutes - 1}`;
const gone = (minutes: number) => `_x${2 * minutes}`;
/** One after the other. */
const then = (...parts: string[]) => parts.join(' ');

/** A series stays at a value: which levels fire once it has lasted, and that none does before. */
function around(
  alert: string, name: string, lasts: number, cases: readonly (readonly [value: number, levels: Levels])[],
  { rest = {}, job }: { rest?: Series; job?: string } = {},
): Scenario[] {
  return cases.map(([value, levels]) => ({
    alert,
    job,
    what: `at ${value}`,
    series: { ...rest, [name]: steady(value, lasts + 5) },
    fires: { ...lasts > 0 ? { [`${lasts - 1}m30s`]: '' as const } : {}, [`${lasts + 1}m`]: levels },
  }));
}

const registered = (values: string) => ({ [jm('numRegisteredTaskManagers')]: values });
const upgrading = { [lifecycle('UPGRADING')]: steady(1, 60) };

const PROCESSES: Scenario[] = [
  {
    alert: 'FlinkJobManagerAbsent',
    what: 'gone, and back',
    series: registered(then(steady(2, 10), gone(20), steady(2, 10))),
    fires: { '9m': '', '18m': '', '21m': 'critical', '31m': '' },
  },
  {
    alert: 'FlinkJobManagerAbsent',
    what: 'a restart that is over in time',
    series: registered(then(steady(2, 10), gone(3), steady(2, 30))),
    fires: { '12m': '', '16m': '', '19m': '', '30m': '' },
  },
  {
    alert: 'FlinkJobManagerAbsent',
    what: 'gone while the operator upgrades it',
    job: 'promising',
    series: { ...registered(then(steady(2, 10), gone(50))), ...upgrading },
    fires: { '30m': '' },
  },
  {
    alert: 'FlinkJobManagerAbsent',
    what: 'gone for longer than a job that must be back soon may be',
    job: 'short',
    series: registered(then(steady(2, 10), gone(20))),
    // a series counts as gone after five minutes without a sample
    fires: { '15m': '', '17m': 'critical' },
  },
  ...around('FlinkTaskManagersMissing', jm('numRegisteredTaskManagers'), 5, [[2, ''], [1, 'critical'], [0, 'critical']]),
  ...around('FlinkTaskManagersMissing', jm('numRegisteredTaskManagers'), 5, [[0, '']], { job: 'promising', rest: upgrading }),
  ...around('FlinkTaskManagersMissing', jm('numRegisteredTaskManagers'), 5, [[1, ''], [0, 'critical']], { job: 'scaling' }),
  {
    alert: 'FlinkTaskManagersMissing',
    what: 'one is lost and comes back',
    series: registered(then(steady(2, 10), steady(1, 4), steady(2, 20), steady(1, 10), steady(2, 10))),
    fires: { '14m': '', '20m': '', '38m30s': '', '40m': 'critical', '46m': '' },
  },
  {
    alert: 'FlinkTaskManagersMissing',
    what: 'a standby JobManager knows of none',
    job: 'standby',
    series: { [jm('numRegisteredTaskManagers', 'pod="jm-1"')]: steady(2, 30), [jm('numRegisteredTaskManagers', 'pod="jm-2"')]: steady(0, 30) },
    fires: { '20m': '' },
  },
  ...around('FlinkTaskManagersSurplus', jm('numRegisteredTaskManagers'), 15, [[2, ''], [3, 'warning']]),
  ...around('FlinkTaskManagersSurplus', jm('numRegisteredTaskManagers'), 15, [[3, '']], { job: 'scaling' }),
  ...around('FlinkTaskManagersUnscraped', jm('numRegisteredTaskManagers'), 5, [[1, ''], [2, 'warning']], { rest: { [tm('Status_JVM_CPU_Time')]: rising(0, 1e9, 20) } }),
  ...around('FlinkTaskManagersUnscraped', jm('numRegisteredTaskManagers'), 5, [[0, ''], [1, 'warning']]),
  ...around('FlinkJobNotRunning', jm('numRunningJobs'), 5, [[1, ''], [0, 'critical']]),
  ...around('FlinkJobNotRunning', jm('numRunningJobs'), 5, [[0, '']], { job: 'promising', rest: upgrading }),
  {
    alert: 'FlinkJobManagerRestarts',
    what: 'its container begins anew: once is a node that went away',
    series: { [jm('Status_JVM_CPU_Time')]: then(rising(0, 60, 10), rising(0, 60, 10), rising(0, 60, 10), rising(0, 60, 5), rising(0, 60, 5), rising(0, 60, 90)) },
    fires: { '5m': '', '15m': '', '20m': 'warning', '36m': 'warning', '41m': 'warning critical', '115m': '' },
  },
  {
    alert: 'FlinkJobManagerRestarts',
    what: 'an upgrade brings a new pod; then another comes',
    series: {
      [jm('Status_JVM_CPU_Time', 'pod="jm-1"')]: then(rising(0, 60, 20), gone(100)),
      [jm('Status_JVM_CPU_Time', 'pod="jm-2"')]: then(gone(21), rising(0, 60, 19), gone(100)),
      [jm('Status_JVM_CPU_Time', 'pod="jm-3"')]: then(gone(41), rising(0, 60, 100)),
    },
    fires: { '30m': '', '42m': 'warning', '120m': '' },
  },
  {
    alert: 'FlinkJobManagerRestarts',
    what: 'a standby is no restart',
    job: 'standby',
    series: { [jm('Status_JVM_CPU_Time', 'pod="jm-1"')]: rising(0, 60, 20), [jm('Status_JVM_CPU_Time', 'pod="jm-2"')]: rising(0, 60, 20), [jm('Status_JVM_CPU_Time', 'pod="jm-3"')]: then(gone(10), rising(0, 60, 10)) },
    fires: { '9m': '', '15m': '' },
  },
  {
    alert: 'FlinkTaskManagerChurn',
    what: 'one after the other',
    series: {
      // it had more, more than an hour ago
      ...registered(then(steady(6, 10), steady(1, 220))),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [tm('Status_JVM_CPU_Time', `pod="tm-${n}"`), then(gone(75 + 5 * n), rising(0, 60, 4), gone(100))])),
    },
    fires: { '91m': '', '95m': 'warning', '108m': 'warning', '110m': 'warning critical', '199m': '' },
  },
  {
    alert: 'FlinkTaskManagerChurn',
    what: 'an upgrade replaces all',
    series: {
      ...registered(steady(2, 120)),
      ...Object.fromEntries([1, 2, 3, 4].map((n) => [tm('Status_JVM_CPU_Time', `pod="tm-${n}"`), then(gone(n > 2 ? 31 : 1), rising(0, 60, 29), gone(60))])),
    },
    fires: { '20m': '', '40m': '' },
  },
];

const OTHER_JOB = 'orders-eu-7c9d8b6f5-x2x4z';

const PODS: Scenario[] = [
  {
    alert: 'FlinkContainerOomKilled',
    what: 'a JobManager, which starts again',
    series: {
      [pod('kube_pod_container_status_restarts_total')]: then(steady(0, 10), steady(1, 60)),
      [pod('kube_pod_container_status_last_terminated_reason', 'reason="OOMKilled"')]: then(gone(10), steady(1, 60)),
    },
    fires: { '9m': '', '10m': 'critical', '40m': '' },
  },
  {
    alert: 'FlinkContainerOomKilled',
    what: 'a JobManager that failed otherwise',
    series: {
      [pod('kube_pod_container_status_restarts_total')]: then(steady(0, 10), steady(1, 60)),
      [pod('kube_pod_container_status_last_terminated_reason', 'reason="Error"')]: then(gone(10), steady(1, 60)),
    },
    fires: { '11m': '' },
  },
  {
    alert: 'FlinkContainerOomKilled',
    what: 'a TaskManager, which does not',
    series: { [pod('kube_pod_container_status_terminated_reason', 'reason="OOMKilled"', 'orders-taskmanager-1-3')]: then(steady(0, 10), steady(1, 5)) },
    fires: { '9m': '', '10m': 'critical' },
  },
  {
    alert: 'FlinkContainerOomKilled',
    what: 'one of a job whose name begins the same',
    series: { [pod('kube_pod_container_status_terminated_reason', 'reason="OOMKilled"', OTHER_JOB)]: steady(1, 10), [pod('kube_pod_container_status_terminated_reason', 'reason="OOMKilled"', 'orders-eu-taskmanager-1-1')]: steady(1, 10) },
    fires: { '5m': '' },
  },
  ...around('FlinkContainerMemoryHigh', pod('container_memory_working_set_bytes'), 10, [[940, ''], [960, 'warning'], [985, 'warning'], [995, 'warning critical']],
    { rest: { [pod('kube_pod_container_resource_limits', 'resource="memory"')]: steady(1000, 20), [pod('kube_pod_container_resource_limits', 'resource="cpu"')]: steady(1, 20) } }),
  ...around('FlinkPodsPending', pod('kube_pod_status_phase', 'phase="Pending"', 'orders-taskmanager-1-2'), 5, [[0, ''], [1, 'warning']]),
  ...around('FlinkPodsPending', pod('kube_pod_status_phase', 'phase="Pending"', OTHER_JOB), 5, [[1, '']]),
  ...([[0.2, ''], [0.3, 'warning']] as const).map(([share, levels]): Scenario => ({
    alert: 'FlinkCpuThrottled',
    what: `${share} of the slices`,
    series: {
      [pod('container_cpu_cfs_throttled_periods_total')]: then(rising(0, 600 * share, 30), steady(30 * 600 * share, 15)),
      [pod('container_cpu_cfs_periods_total')]: rising(0, 600, 45),
    },
    fires: { '14m': '', '20m': levels, '36m': '' },
  })),
  {
    alert: 'FlinkCpuThrottled',
    what: 'as many slices are cut short, of half as many',
    series: {
      [pod('container_cpu_cfs_throttled_periods_total')]: rising(0, 120, 60),
      [pod('container_cpu_cfs_periods_total')]: then(rising(0, 600, 20), rising(12_000, 300, 40)),
    },
    fires: { '19m': '', '30m': '', '39m': 'warning' },
  },
  // promtool's clock begins at 0, so this is the time of expiry
  ...([[15, ''], [13, 'warning'], [4, 'warning'], [2, 'warning critical']] as const).map(([days, levels]): Scenario => ({
    alert: 'FlinkCertificateExpiring',
    what: `in ${days} days`,
    job: 'promising',
    series: { 'certmanager_certificate_expiration_timestamp_seconds{namespace="shop", name="orders-tls"}': steady(days * 86_400, 90) },
    fires: { '59m': '', '62m': levels },
  })),
];

const restarts = jm('job_numRestarts', 'pod="jm-1", job_id="a"');
const completed = jm('job_numberOfCompletedCheckpoints', 'pod="jm-1", job_id="a"');
const failed = jm('job_numberOfFailedCheckpoints', 'pod="jm-1", job_id="a"');

const FAILURES: Scenario[] = [
  {
    alert: 'FlinkJobRestarting',
    what: 'once, then three times more',
    series: { [restarts]: then(steady(0, 10), steady(1, 10), steady(3, 10), steady(4, 100)) },
    fires: { '9m': '', '10m': 'warning', '25m': 'warning', '31m': 'warning critical', '72m': 'warning', '95m': '' },
  },
  {
    alert: 'FlinkJobRestarting',
    what: 'the JobManager restarts and counts from 0',
    series: { [restarts]: then(steady(7, 20), gone(2), steady(0, 60)) },
    fires: { '15m': '', '25m': '', '70m': '' },
  },
  {
    alert: 'FlinkJobRestarting',
    what: 'an upgrade begins another job',
    series: { [restarts]: then(steady(7, 20), gone(60)), [jm('job_numRestarts', 'pod="jm-2", job_id="b"')]: then(gone(22), steady(0, 60)) },
    fires: { '15m': '', '25m': '', '70m': '' },
  },
  {
    alert: 'FlinkRestartLoop',
    what: 'again and again, and no checkpoint between',
    series: { [restarts]: rising(0, 1, 60), [completed]: steady(5, 60) },
    fires: { '3m': '', '10m': 'critical' },
  },
  {
    alert: 'FlinkRestartLoop',
    what: 'twice in the time of five restarts',
    series: { [restarts]: then(steady(0, 5), steady(2, 40)), [completed]: steady(5, 60) },
    fires: { '10m': '', '30m': '' },
  },
  {
    alert: 'FlinkRestartLoop',
    what: 'three times in the time of five restarts, which is half an hour',
    series: { [restarts]: then(steady(0, 5), steady(1, 10), steady(2, 12), steady(3, 40)), [completed]: steady(5, 80) },
    fires: { '26m': '', '31m': 'critical', '40m': '' },
  },
  {
    alert: 'FlinkRestartLoop',
    what: 'again and again, and one checkpoint',
    series: { [restarts]: rising(0, 1, 60), [completed]: then(steady(5, 20), steady(6, 40)) },
    fires: { '10m': 'critical', '25m': '', '45m': '' },
  },
  {
    alert: 'FlinkRestartLoop',
    what: 'again and again, with progress',
    series: { [restarts]: rising(0, 1, 60), [completed]: rising(0, 1, 60) },
    fires: { '20m': '' },
  },
];

const barrier = task('checkpointStartDelayNanos');
const full = jm('job_lastCheckpointFullSize');

const CHECKPOINTS: Scenario[] = [
  {
    alert: 'FlinkCheckpointsStale',
    what: 'none completes any more, then one does',
    series: { [completed]: then(rising(0, 1, 20), steady(20, 20), rising(21, 1, 20)) },
    fires: { '19m': '', '32m': '', '35m30s': 'critical', '43m': '' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'a job that has just begun, and never completes one',
    series: { [completed]: steady(0, 30) },
    fires: { '12m': '', '15m': 'critical' },
  },
  {
    // by the difference to 13 minutes ago it would look stale for 13 minutes, since it counted to 13 before
    alert: 'FlinkCheckpointsStale',
    what: 'the JobManager restarts and counts from 0',
    series: { [completed]: then(rising(0, 1, 13), rising(0, 1, 40)) },
    fires: { '15m': '', '20m': '', '26m': '', '35m': '' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'an upgrade begins another job',
    series: { [completed]: then(rising(0, 1, 30), gone(60)), [jm('job_numberOfCompletedCheckpoints', 'pod="jm-2", job_id="b"')]: then(gone(33), rising(0, 1, 60)) },
    fires: { '32m': '', '36m': '', '45m': '', '60m': '' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'a single one within the time of three intervals and a timeout',
    series: { [completed]: then(rising(0, 1, 20), ...[21, 22, 23, 24].map((n) => steady(n, 12))) },
    fires: { '40m': '', '50m': '', '60m': '' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'a short interval: three of them and a timeout, at least a minute',
    job: 'short',
    series: { [completed]: then(rising(0, 6, 10), steady(60, 10)) },
    fires: { '10m': '', '12m30s': 'critical' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'read once a minute: four values, of which none is higher',
    job: 'seldom',
    series: { [completed]: '0+6x20 120x30' },
    fires: { '20m': '', '23m': '', '30m': 'critical' },
  },
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'read once a minute: one fails, then three more',
    job: 'seldom',
    series: { [failed]: '4x20 5x5 8x30', [restarts]: '2x60' },
    fires: { '19m': '', '22m': 'warning', '28m': 'warning critical', '40m': '' },
  },
  ...around('FlinkCheckpointSlow', jm('job_lastCheckpointDuration'), 3, [[29_000, ''], [31_000, 'warning'], [59_000, 'warning'], [61_000, 'warning critical']]),
  ...around('FlinkCheckpointSlow', jm('job_lastCheckpointDuration'), 3, [[-1, '']]),
  ...around('FlinkCheckpointSlow', jm('job_lastCheckpointDuration'), 1, [[4_900, ''], [5_100, 'warning'], [9_900, 'warning'], [10_100, 'warning critical']], { job: 'short' }),
  ...around('FlinkCheckpointSlow', jm('job_lastCheckpointDuration'), 30, [[590_000, ''], [610_000, 'warning'], [710_000, 'warning'], [730_000, 'warning critical']], { job: 'long' }),
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'one fails, then two more',
    series: { [failed]: then(steady(4, 20), steady(5, 5), steady(7, 40)), [restarts]: steady(2, 65) },
    fires: { '19m': '', '20m': 'warning', '26m': 'warning critical', '35m': 'warning', '45m': '' },
  },
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'triggers that fail while the job restarts',
    series: { [failed]: then(steady(4, 20), steady(9, 40)), [restarts]: then(steady(2, 20), steady(3, 40)) },
    fires: { '21m': '', '30m': '' },
  },
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'triggers that fail while a JobManager begins anew in its pod',
    series: { [failed]: then(steady(0, 30), steady(3, 40)), [restarts]: steady(0, 70), [jm('Status_JVM_CPU_Time')]: then(rising(0, 60, 29), rising(0, 60, 40)) },
    fires: { '30m': '', '35m': '', '42m': '' },
  },
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'triggers that fail while a JobManager begins',
    series: { [failed]: then(gone(5), steady(0, 1), steady(5, 40)), [restarts]: then(gone(5), steady(0, 41)) },
    fires: { '7m': '', '12m': '', '25m': '' },
  },
  {
    alert: 'FlinkCheckpointsFailing',
    what: 'the last one of a job that is upgraded',
    series: { [failed]: then(steady(4, 20), steady(5, 1), gone(30)), [restarts]: then(steady(2, 21), gone(30)) },
    // until a series counts as gone
    fires: { '27m': '', '33m': '' },
  },
  ...around('FlinkCheckpointBarrierDelayed', barrier, 3, [[29e9, ''], [31e9, 'warning']]),
  ...([[1.09, ''], [1.12, 'warning']] as const).map(([growth, levels]): Scenario => ({
    alert: 'FlinkCheckpointSizeGrowing',
    what: `by ${growth} an hour`,
    series: { [full]: Array.from({ length: 300 }, (_, i) => Math.round(1.1e8 * growth ** (i / 120))).join(' ') },
    fires: { '90m': '', '125m': levels },
  })),
  {
    alert: 'FlinkCheckpointSizeGrowing',
    what: 'small state',
    series: { [full]: Array.from({ length: 300 }, (_, i) => Math.round(5e7 * 1.3 ** (i / 120))).join(' ') },
    fires: { '125m': '' },
  },
  ...around('FlinkCheckpointSizeHigh', full, 1, [[850_000_000, ''], [870_000_000, 'warning'], [1_070_000_000, 'warning'], [1_080_000_000, 'warning critical']], { job: 'promising' }),
  {
    alert: 'FlinkCheckpointIntervalDiffers',
    what: 'one a minute, as declared',
    series: { [completed]: rising(0, 1, 60) },
    fires: { '40m': '' },
  },
  {
    alert: 'FlinkCheckpointIntervalDiffers',
    what: 'two a minute: the code has its own interval',
    series: { [completed]: rising(0, 2, 60) },
    fires: { '8m': '', '30m': 'warning' },
  },
  {
    alert: 'FlinkCheckpointIntervalDiffers',
    what: 'two in 20 minutes, where one is declared',
    job: 'long',
    series: { [completed]: Array.from({ length: 1000 }, (_, i) => Math.floor(i / 20)).join(' ') },
    fires: { '300m': '', '450m': 'warning' },
  },
  {
    alert: 'FlinkCheckpointIntervalDiffers',
    what: 'two savepoints besides',
    series: { [completed]: then(rising(0, 1, 20), rising(22, 1, 40)) },
    fires: { '30m': '', '40m': '' },
  },
  ...([[['129m', ''], ['133m', 'warning'], ['248m', 'warning'], ['253m', 'warning critical']], [['30m', '']]] as const).map((times, i): Scenario => ({
    alert: 'FlinkSavepointStale',
    what: i === 0 ? 'none is taken any more' : 'an hour apart',
    job: 'promising',
    series: { [`flink_deployment_last_savepoint_milliseconds{${JOB}}`]: steady(600_000, 260), [`flink_deployment_created_seconds{${JOB}}`]: steady(0, 260) },
    fires: Object.fromEntries(times),
  })),
  {
    alert: 'FlinkSavepointStale',
    what: 'one is taken after an hour, as a FlinkStateSnapshot; later ones fail, or are checkpoints',
    job: 'promising',
    series: {
      [`flink_deployment_created_seconds{${JOB}}`]: steady(0, 400),
      [snapshot('a', 'COMPLETED', 'CANONICAL')]: then(gone(60), steady(3_600, 340)),
      [snapshot('b', 'FAILED', 'CANONICAL')]: then(gone(120), steady(7_200, 280)),
      [snapshot('c', 'COMPLETED')]: then(gone(150), steady(9_000, 250)),
    },
    fires: { '119m': '', '179m': '', '183m': 'warning', '299m': 'warning', '303m': 'warning critical' },
  },
  {
    alert: 'FlinkSavepointStale',
    what: 'none is ever taken',
    job: 'promising',
    series: { [`flink_deployment_created_seconds{${JOB}}`]: steady(0, 260) },
    fires: { '119m': '', '123m': 'warning', '239m': 'warning', '243m': 'warning critical' },
  },
];

const backpressured = task('backPressuredTimeMsPerSecond');
const busy = task('busyTimeMsPerSecond');
const read = source('numRecordsOut');
const pending = source('pendingRecords');

const THROUGHPUT: Scenario[] = [
  ...around('FlinkBackpressure', backpressured, 5, [[190, ''], [210, 'warning'], [490, 'warning'], [510, 'warning critical']]),
  ...around('FlinkBackpressure', backpressured, 1, [[90, ''], [110, 'warning'], [310, 'warning critical']], { job: 'overridden' }),
  ...around('FlinkTaskBusy', busy, 5, [[690, ''], [710, 'warning'], [890, 'warning'], [910, 'warning critical']]),
  {
    alert: 'FlinkTaskBusy',
    what: 'for the first minutes after each start',
    series: { [busy]: then(steady(1000, 3), steady(300, 20), steady(1000, 3), steady(300, 20)) },
    fires: { '4m': '', '10m': '', '27m': '' },
  },
  // the other three of four are idle: 4 times the average
  ...([[450, 10, ''], [600, 10, 'warning'], [600, 550, '']] as const).map(([hot, others, levels]): Scenario => ({
    alert: 'FlinkDataSkew',
    what: `one at ${hot}, the others at ${others}`,
    series: Object.fromEntries([hot, others, others, others].map((value, i) => [task('busyTimeMsPerSecond', `task_name="map", subtask_index="${i}"`), steady(value, 30)])),
    fires: { '14m': '', '17m': levels },
  })),
  ...([[900, 300, ''], [900, 250, 'warning']] as const).map(([hot, others, levels]): Scenario => ({
    alert: 'FlinkDataSkew',
    what: `one at ${hot}, three at ${others}: ${levels === '' ? 'not ' : ''}more than twice the average`,
    series: Object.fromEntries([hot, others, others, others].map((value, i) => [task('busyTimeMsPerSecond', `task_name="map", subtask_index="${i}"`), steady(value, 30)])),
    fires: { '17m': levels },
  })),
  // of two, one can be twice the average at most
  ...([[900, 310, ''], [900, 250, 'warning']] as const).map(([hot, other, levels]): Scenario => ({
    alert: 'FlinkDataSkew',
    what: `one of two at ${hot}, the other at ${other}`,
    job: 'standby',
    series: Object.fromEntries([hot, other].map((value, i) => [task('busyTimeMsPerSecond', `task_name="map", subtask_index="${i}"`), steady(value, 30)])),
    fires: { '17m': levels },
  })),
  ...around('FlinkOutputBuffersFull', task('Shuffle_Netty_Output_Buffers_outPoolUsage'), 10, [[0.79, ''], [0.81, 'warning']]),
  ...around('FlinkNetworkBuffersLow', tm('Status_Shuffle_Netty_AvailableMemorySegments'), 5, [[60, ''], [40, 'warning']],
    { rest: { [tm('Status_Shuffle_Netty_TotalMemorySegments')]: steady(1000, 20) } }),
  ...([[650, ''], [550, 'warning'], [30, 'warning critical']] as const).map(([after, levels]): Scenario => ({
    alert: 'FlinkThroughputDropped',
    what: `from 1000 a minute to ${after}`,
    series: { [read]: then(rising(0, 1000, 100), rising(100_000, after, 30)) },
    fires: { '99m': '', '115m': levels },
  })),
  {
    alert: 'FlinkThroughputDropped',
    what: 'from little to nothing',
    series: { [read]: then(rising(0, 90, 100), steady(9_000, 30)) },
    fires: { '115m': 'warning critical' },
  },
  {
    alert: 'FlinkThroughputDropped',
    what: 'it was much more, more than an hour ago',
    series: { [read]: then(rising(0, 10_000, 60), rising(600_000, 1_000, 130)) },
    fires: { '175m': '' },
  },
  {
    alert: 'FlinkThroughputDropped',
    what: 'hardly anything was read before',
    series: { [read]: then(rising(0, 50, 100), rising(5_000, 1, 30)) },
    fires: { '115m': '' },
  },
  {
    alert: 'FlinkThroughputDropped',
    what: 'an upgrade: away for three minutes',
    series: { [read]: then(rising(0, 1000, 100), gone(3), rising(0, 1000, 60)) },
    fires: { '102m': '', '105m': '', '110m': '', '120m': '' },
  },
  ...([[59_000, 100, 'warning'], [61_000, 100, ''], [59_000, 0, '']] as const).map(([perMinute, waiting, levels]): Scenario => ({
    alert: 'FlinkThroughputBelowTarget',
    what: `${perMinute} a minute while ${waiting} wait`,
    job: 'promising',
    series: { [read]: rising(0, perMinute, 40), [pending]: steady(waiting, 40) },
    fires: { '3m': '', '20m': levels },
  })),
  {
    alert: 'FlinkThroughputBelowTarget',
    what: 'one record waits, after a while',
    job: 'promising',
    series: { [read]: rising(0, 59_000, 60), [pending]: then(steady(0, 15), steady(1, 40)) },
    fires: { '24m': '', '27m': 'warning' },
  },
];

const watermark = (more = 'task_name="map", subtask_index="0"') => task('currentInputWatermark', more);
/** A watermark that follows the clock, some seconds behind. */
const behind = (seconds: number, minutes: number) => rising(-1000 * seconds, 60_000, minutes);

const LAG: Scenario[] = [
  // 100 a second; twice five minutes and an interval are 720 s
  ...([[71_000, ''], [73_000, 'warning'], [143_000, 'warning'], [145_000, 'warning critical']] as const).map(([waiting, levels]): Scenario => ({
    alert: 'FlinkSourceBacklog',
    what: `${waiting} wait`,
    series: { [pending]: steady(waiting, 30), [read]: rising(0, 6000, 30) },
    fires: { '9m30s': '', '11m': levels },
  })),
  {
    alert: 'FlinkSourceBacklog',
    what: 'it becomes less after a recovery',
    series: { [pending]: '200000-100x60', [read]: rising(0, 6000, 30) },
    fires: { '15m': '', '25m': '' },
  },
  ...([[4_900, ''], [5_100, 'warning'], [9_900, 'warning'], [10_100, 'warning critical']] as const).map(([waiting, levels]): Scenario => ({
    alert: 'FlinkPendingRecords',
    what: `${waiting} wait`,
    job: 'promising',
    series: { [pending]: steady(waiting, 30) },
    fires: { '9m': '', '11m': levels },
  })),
  { alert: 'FlinkPendingRecords', what: 'they become less', job: 'promising', series: { [pending]: '90000-100x60' }, fires: { '15m': '' } },
  ...around('FlinkKafkaRecordsLag', source('KafkaSourceReader_KafkaConsumer_records_lag_max'), 5, [[900, ''], [1_100, 'warning'], [9_900, 'warning'], [10_100, 'warning critical']], { job: 'promising' }),
  ...around('FlinkKafkaGroupLag', 'kafka_consumergroup_lag_sum{consumergroup="orders", topic="orders"}', 5, [[900, ''], [1_100, 'warning'], [9_900, 'warning'], [10_100, 'warning critical']], { job: 'promising' }),
  ...around('FlinkKafkaGroupLag', 'kafka_consumergroup_lag_sum{consumergroup="others", topic="orders"}', 5, [[10_100, '']], { job: 'promising' }),
  {
    alert: 'FlinkKafkaGroupLag',
    what: 'a saw: offsets are committed every 20 minutes',
    job: 'long',
    series: { 'kafka_consumergroup_lag_sum{consumergroup="orders", topic="orders"}': Array.from({ length: 240 }, (_, i) => i % 40 === 0 ? 100 : 30_000).join(' ') },
    fires: { '59m': '', '75m': '' },
  },
  {
    alert: 'FlinkKafkaGroupLag',
    what: 'no offset is committed for two intervals',
    job: 'long',
    series: { 'kafka_consumergroup_lag_sum{consumergroup="orders", topic="orders"}': then(steady(100, 1), steady(30_000, 120)) },
    fires: { '44m': '', '47m': 'warning critical' },
  },
  {
    alert: 'FlinkKafkaGroupLag',
    what: 'a saw: offsets are committed once a minute',
    job: 'promising',
    series: { 'kafka_consumergroup_lag_sum{consumergroup="orders", topic="orders"}': Array.from({ length: 60 }, (_, i) => i % 2 === 0 ? 30_000 : 100).join(' ') },
    fires: { '10m': '', '20m': '' },
  },
  ...around('FlinkEventTimeLagHigh', source('currentEmitEventTimeLag'), 5, [[79_000, ''], [81_000, 'warning'], [99_000, 'warning'], [101_000, 'warning critical']], { job: 'promising' }),
  ...([[710, ''], [730, 'warning'], [1_430, 'warning'], [1_450, 'warning critical']] as const).map(([seconds, levels]): Scenario => ({
    alert: 'FlinkWatermarkLag',
    what: `${seconds} s behind`,
    series: { [watermark()]: behind(seconds, 30), [watermark('task_name="sink", subtask_index="0"')]: behind(1, 30) },
    fires: { '4m': '', '6m': levels },
  })),
  { alert: 'FlinkWatermarkLag', what: 'no watermark yet', series: { [watermark()]: steady(-9223372036854775808, 30) }, fires: { '10m': '' } },
  { alert: 'FlinkWatermarkLag', what: 'the end of the input', series: { [watermark()]: steady(9223372036854775807, 30) }, fires: { '10m': '' } },
  ...around('FlinkWatermarkDrift', source('watermarkAlignmentDrift'), 5, [[719_000, ''], [721_000, 'warning'], [1_439_000, 'warning'], [1_441_000, 'warning critical']]),
  { alert: 'FlinkWatermarkDrift', what: 'it waits for the others, as it should', series: { [source('watermarkAlignmentDrift')]: steady(-60_000, 30) }, fires: { '10m': '' } },
  {
    alert: 'FlinkWatermarkDrift',
    what: 'a group without watermarks yet',
    series: { [source('watermarkAlignmentDrift')]: steady(9223372036854715000, 30) },
    fires: { '10m': '' },
  },
  ...([[1, 'warning'], [0, '']] as const).map(([perMinute, levels]): Scenario => ({
    alert: 'FlinkWatermarkStalled',
    what: `it stands still, ${perMinute} records a minute`,
    series: { [watermark()]: then(rising(0, 60_000, 10), steady(600_000, 20)), [task('numRecordsIn')]: rising(0, perMinute, 40) },
    fires: { '9m': '', '18m': levels },
  })),
  {
    alert: 'FlinkWatermarkStalled',
    what: 'it moves every four minutes',
    series: { [watermark()]: Array.from({ length: 100 }, (_, i) => 240_000 * Math.floor(i / 8)).join(' '), [task('numRecordsIn')]: rising(0, 1000, 50) },
    fires: { '18m': '', '26m': '', '40m': '' },
  },
  {
    alert: 'FlinkWatermarkStalled',
    what: 'a job that does not know event time',
    series: { [watermark()]: steady(-9223372036854775808, 40), [task('numRecordsIn')]: rising(0, 1000, 40) },
    fires: { '20m': '' },
  },
  {
    alert: 'FlinkWatermarkStalled',
    what: 'it moves, and then the task begins anew',
    series: {
      [watermark()]: then(rising(0, 60_000, 20), gone(60)),
      [watermark('task_name="map", subtask_index="0", tm_id="other"')]: then(gone(21), rising(21 * 60_000, 60_000, 30)),
      [task('numRecordsIn')]: rising(0, 1000, 60),
    },
    fires: { '15m': '', '23m': '', '26m': '', '40m': '' },
  },
  {
    alert: 'FlinkLateRecordsDropped',
    what: 'some',
    series: { [source('numLateRecordsDropped', ', task_name="window"')]: then(steady(5, 10), steady(6, 40)) },
    fires: { '9m': '', '10m': 'warning', '30m': '' },
  },
  {
    alert: 'FlinkLateRecordsDropped',
    what: 'the task begins anew',
    series: { [source('numLateRecordsDropped', ', task_name="window"')]: then(steady(5, 10), steady(0, 40)) },
    fires: { '9m': '', '11m': '', '30m': '' },
  },
  ...([[1, 'warning'], [0, '']] as const).map(([perMinute, levels]): Scenario => ({
    alert: 'FlinkDeadLetters',
    what: `${perMinute} a minute`,
    job: 'promising',
    series: { [source('dead')]: then(rising(0, perMinute, 30), steady(30 * perMinute, 20)) },
    fires: { '10m': levels, '40m': '' },
  })),
];

const MEMORY: Scenario[] = [
  ...(['jobmanager', 'taskmanager'] as const).flatMap((component) => {
    const used = component === 'jobmanager' ? jm : tm;
    return [
      ...around('FlinkHeapHigh', used('Status_JVM_Memory_Heap_Used'), 10, [[790, ''], [810, 'warning'], [940, 'warning'], [960, 'warning critical']], { rest: { [used('Status_JVM_Memory_Heap_Max')]: steady(1000, 20) } }),
      ...around('FlinkGarbageCollection', used('Status_JVM_GarbageCollector_All_TimeMsPerSecond'), 5, [[190, ''], [210, 'warning'], [490, 'warning'], [510, 'warning critical']]),
      ...around('FlinkMetaspaceHigh', used('Status_JVM_Memory_Metaspace_Used'), 10, [[890, ''], [910, 'warning']], { rest: { [used('Status_JVM_Memory_Metaspace_Max')]: steady(1000, 20) } }),
    ];
  }),
  {
    alert: 'FlinkHeapHigh',
    what: 'a collection brings it down',
    series: { [tm('Status_JVM_Memory_Heap_Used')]: Array.from({ length: 80 }, (_, i) => i % 10 === 9 ? 300 : 900).join(' '), [tm('Status_JVM_Memory_Heap_Max')]: steady(1000, 40) },
    fires: { '15m': '', '30m': '' },
  },
  ...around('FlinkRocksDbDelayed', rocks('actual_delayed_write_rate'), 5, [[0, ''], [1, 'warning']]),
  ...around('FlinkRocksDbStopped', rocks('is_write_stopped'), 1, [[0, ''], [1, 'critical']]),
  // of 10 GiB, which are 10.74 billion bytes, in two halves
  ...([[3.7e9, ''], [3.8e9, 'warning'], [4.5e9, 'warning'], [4.6e9, 'warning critical']] as const).map(([half, levels]): Scenario => ({
    alert: 'FlinkRocksDbDiskFilling',
    what: `twice ${half} bytes`,
    series: {
      [rocks('total_sst_files_size')]: steady(half, 20),
      [rocks('total_sst_files_size').replace('"count"', '"timers"')]: steady(half, 20),
      [rocks('total_sst_files_size', 'tm-2')]: steady(3e9, 20),
    },
    fires: { '4m': '', '7m': levels },
  })),
];

const healthy = (from: number, minutes: number): Series => {
  const before = from === 0 ? '' : gone(from);
  const values = (what: string) => [before, what].filter((part) => part !== '').join(' ');
  return {
    [jm('numRegisteredTaskManagers')]: values(steady(2, minutes)),
    [jm('numRunningJobs')]: values(steady(1, minutes)),
    [busy]: values(steady(300, minutes)),
  };
};

const BUDGETS: Scenario[] = [
  { alert: 'FlinkAvailabilityBudget', what: 'always there', job: 'promising', series: healthy(0, 300), fires: { '60m': '', '200m': '' } },
  {
    // a month's budget of 0.1 % is 43 minutes; 14.4 times the speed is one minute of an hour
    alert: 'FlinkAvailabilityBudget',
    what: 'away for a minute',
    job: 'promising',
    series: { ...healthy(0, 300), [jm('numRunningJobs')]: then(steady(1, 120), steady(0, 1), steady(1, 100)) },
    fires: { '119m': '', '122m': 'warning critical', '160m': 'warning' },
  },
  {
    // one minute of nearly twelve hours: one and a half times the speed, for as long as six hours see it
    alert: 'FlinkAvailabilityBudget',
    what: 'away for a minute after ten hours without',
    job: 'promising',
    series: { ...healthy(0, 1000), [jm('numRunningJobs')]: then(steady(1, 600), steady(0, 1), steady(1, 400)) },
    fires: { '599m': '', '602m': 'warning critical', '700m': 'warning', '970m': '' },
  },
  {
    // two minutes are too much of an hour, and not of six
    alert: 'FlinkAvailabilityBudget',
    what: 'away for two minutes after hours without',
    job: 'promising',
    series: { ...healthy(0, 500), [jm('numRunningJobs')]: then(steady(1, 400), steady(0, 2), steady(1, 100)) },
    fires: { '399m': '', '402m': 'warning critical', '409m': 'warning' },
  },
  {
    alert: 'FlinkAvailabilityBudget',
    what: 'every process gone',
    job: 'promising',
    series: { [jm('numRegisteredTaskManagers')]: then(steady(2, 120), gone(60)), [jm('numRunningJobs')]: then(steady(1, 120), gone(60)), [busy]: then(steady(300, 120), gone(60)) },
    fires: { '119m': '', '130m': 'warning critical' },
  },
  {
    alert: 'FlinkAvailabilityBudget',
    what: 'one TaskManager of two: no task runs',
    job: 'promising',
    series: { ...healthy(0, 300), [jm('numRegisteredTaskManagers')]: then(steady(2, 120), steady(1, 10), steady(2, 60)) },
    fires: { '119m': '', '125m': 'warning critical' },
  },
  {
    alert: 'FlinkAvailabilityBudget',
    what: 'no task, though all processes are there',
    job: 'promising',
    series: { ...healthy(0, 300), [busy]: then(steady(300, 120), gone(60)) },
    fires: { '119m': '', '130m': 'warning critical' },
  },
  {
    alert: 'FlinkAvailabilityBudget',
    what: 'one TaskManager, which may be enough, then none',
    job: 'scaling',
    series: { ...healthy(0, 300), [jm('numRegisteredTaskManagers')]: then(steady(1, 120), steady(0, 10), steady(1, 60)) },
    fires: { '119m': '', '125m': 'warning critical' },
  },
  {
    // one of 200: half of the budget
    alert: 'FlinkCheckpointBudget',
    what: 'one of 200 fails',
    job: 'promising',
    series: { [completed]: rising(0, 1, 400), [failed]: rising(0, 0.005, 400) },
    fires: { '150m': '', '390m': '' },
  },
  {
    alert: 'FlinkCheckpointBudget',
    what: 'one of 67 fails: one and a half times the budget',
    job: 'promising',
    series: { [completed]: rising(0, 0.985, 400), [failed]: rising(0, 0.015, 400) },
    fires: { '390m': 'warning' },
  },
  {
    alert: 'FlinkCheckpointBudget',
    what: 'one of 25 fails: four times the budget',
    job: 'promising',
    series: { [completed]: rising(0, 0.96, 400), [failed]: rising(0, 0.04, 400) },
    fires: { '390m': 'warning' },
  },
  {
    alert: 'FlinkCheckpointBudget',
    what: 'one of five fails: twenty times the budget',
    job: 'promising',
    series: { [completed]: rising(0, 0.8, 200), [failed]: rising(0, 0.2, 200) },
    fires: { '150m': 'warning critical' },
  },
  {
    alert: 'FlinkCheckpointBudget',
    what: 'one of twelve fails: eight times the budget, for six hours',
    job: 'promising',
    series: { [completed]: rising(0, 1.1, 400), [failed]: rising(0, 0.1, 400) },
    fires: { '390m': 'warning critical' },
  },
];

const OPERATOR: Scenario[] = [
  ...(['FAILED', 'ROLLED_BACK'] as const).flatMap((state) => around('FlinkDeploymentFailed', lifecycle(state), 1, [[0, ''], [1, 'critical']], { job: 'promising' })),
  ...around('FlinkDeploymentFailed', lifecycle('STABLE'), 1, [[1, '']], { job: 'promising' }),
  {
    alert: 'FlinkDeploymentStuck',
    what: 'an upgrade that takes 15 minutes, and one that takes half an hour',
    job: 'promising',
    series: { [lifecycle('STABLE')]: then(steady(1, 10), steady(0, 15), steady(1, 10), steady(0, 30), steady(1, 10)), [lifecycle('UPGRADING')]: then(steady(0, 10), steady(1, 15), steady(0, 10), steady(1, 30), steady(0, 10)) },
    fires: { '24m': '', '54m': '', '57m': 'warning', '67m': '' },
  },
  ...around('FlinkDeploymentStuck', lifecycle('SUSPENDED'), 20, [[1, '']], { job: 'promising', rest: { [lifecycle('STABLE')]: steady(0, 30) } }),
  ...([
    ['a transition that was given up', { green: 'SUSPENDED', blue: 'STABLE' }, 'warning'],
    ['a job that somebody stopped', { green: 'SUSPENDED', blue: 'SUSPENDED' }, ''],
    ['a transition', { green: 'DEPLOYED', blue: 'STABLE' }, ''],
  ] as const).map(([what, states, levels]): Scenario => ({
    alert: 'FlinkBlueGreenAborted',
    what,
    job: 'coloured',
    series: Object.fromEntries(Object.entries(states).flatMap(([colour, state]) => ['SUSPENDED', 'STABLE', 'DEPLOYED'].map((each) =>
      [`flink_deployment_lifecycle_state{namespace="shop", flink_deployment="orders-${colour}", state="${each}"}`, steady(each === state ? 1 : 0, 10)]))),
    fires: { '1m30s': '', '3m': levels },
  })),
  {
    alert: 'FlinkDeploymentNotReconciled',
    what: 'a change that nobody takes up',
    job: 'promising',
    series: { [`flink_deployment_generation{${JOB}}`]: then(steady(3, 10), steady(4, 40)), [`flink_deployment_observed_generation{${JOB}}`]: then(steady(3, 35), steady(4, 15)) },
    fires: { '9m': '', '29m': '', '32m': 'warning', '37m': '' },
  },
  {
    alert: 'FlinkDeploymentNotReconciled',
    what: 'a deployment that no operator has seen',
    job: 'promising',
    series: { [`flink_deployment_generation{${JOB}}`]: steady(1, 40) },
    fires: { '19m': '', '22m': 'warning' },
  },
  ...([[6, ''], [8, 'warning']] as const).map(([changes, levels]): Scenario => ({
    alert: 'FlinkAutoscalerFlapping',
    what: `${changes} changes in an hour`,
    job: 'scaling',
    series: { 'flink_k8soperator_namespace_resource_AutoScaler_scalings{resourcens="shop", resourcename="orders"}': then(steady(5, 5), ...Array.from({ length: changes }, (_, i) => steady(6 + i, 5)), steady(5 + changes, 80)) },
    fires: { '34m': '', '35m': changes > 6 ? levels : '', '52m': levels, '115m': '' },
  })),
  // names as the operator's reporter writes them, and as it does with filterLabelValueCharacters: false
  ...['orders_eu', 'orders-eu', 'orders'].map((name): Scenario => ({
    alert: 'FlinkAutoscalerFlapping',
    what: `8 changes of ${name} in an hour`,
    job: 'dashed',
    series: { [`flink_k8soperator_namespace_resource_AutoScaler_scalings{resourcens="shop", resourcename="${name}"}`]: then(steady(5, 5), ...Array.from({ length: 8 }, (_, i) => steady(6 + i, 5)), steady(13, 80)) },
    fires: { '34m': '', '52m': name === 'orders' ? '' : 'warning', '115m': '' },
  })),
];

/** Nothing may fire, whatever else is planned or passes by itself. */
const QUIET: Scenario[] = [
  {
    alert: '*',
    what: 'a job that does its work, whose JobManager restarts once, and which is upgraded once',
    series: {
      // until minute 60 one process, until 120 another in the same pod, then another pod after three minutes
      [jm('numRegisteredTaskManagers')]: then(steady(2, 60), gone(1), steady(0, 1), steady(2, 58), gone(90)),
      [jm('numRegisteredTaskManagers', 'pod="jm-2"')]: then(gone(123), steady(0, 1), steady(2, 60)),
      [jm('numRunningJobs')]: then(steady(1, 60), gone(1), steady(0, 1), steady(1, 57), steady(0, 1), gone(90)),
      [jm('numRunningJobs', 'pod="jm-2"')]: then(gone(123), steady(1, 61)),
      [jm('Status_JVM_CPU_Time')]: then(rising(0, 60, 60), gone(1), rising(0, 60, 59), gone(90)),
      [jm('Status_JVM_CPU_Time', 'pod="jm-2"')]: then(gone(123), rising(0, 60, 61)),
      [completed]: then(rising(0, 1, 60), gone(2), rising(0, 1, 58), gone(90)),
      [jm('job_numberOfCompletedCheckpoints', 'pod="jm-2", job_id="b"')]: then(gone(124), rising(0, 1, 60)),
      [failed]: then(steady(0, 60), gone(2), steady(0, 1), steady(3, 57), gone(90)),
      [jm('job_numberOfFailedCheckpoints', 'pod="jm-2", job_id="b"')]: then(gone(123), steady(0, 1), steady(5, 60)),
      [restarts]: then(steady(0, 60), gone(2), steady(0, 58), gone(90)),
      [jm('job_numRestarts', 'pod="jm-2", job_id="b"')]: then(gone(123), steady(0, 61)),
      [jm('job_lastCheckpointDuration')]: then(steady(2000, 60), gone(2), steady(-1, 2), steady(2000, 56), gone(90)),
      [full]: then(steady(5e8, 120), gone(4), steady(5e8, 60)),
      [tm('Status_JVM_CPU_Time', 'pod="tm-1"')]: then(rising(0, 60, 120), gone(90)),
      [tm('Status_JVM_CPU_Time', 'pod="tm-2"')]: then(rising(0, 60, 120), gone(90)),
      [tm('Status_JVM_CPU_Time', 'pod="tm-3"')]: then(gone(124), rising(0, 60, 60)),
      [tm('Status_JVM_CPU_Time', 'pod="tm-4"')]: then(gone(124), rising(0, 60, 60)),
      [busy]: then(steady(1000, 1), steady(300, 59), gone(2), steady(1000, 2), steady(300, 56), gone(4), steady(1000, 2), steady(300, 60)),
      [read]: then(rising(0, 6000, 60), gone(2), rising(0, 6000, 58), gone(4), rising(0, 6000, 60)),
      [pending]: then(steady(100, 60), gone(2), '60000-1000x59', steady(100, 28), gone(4), '90000-1000x89', steady(100, 15)),
      [watermark()]: then(behind(1, 60), gone(2), rising(62 * 60_000 - 120_000, 60_000, 58), gone(4), rising(124 * 60_000 - 300_000, 60_000, 60)),
      [task('numRecordsIn')]: then(rising(0, 6000, 60), gone(2), rising(0, 6000, 58), gone(4), rising(0, 6000, 60)),
    },
    fires: Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`${2 * i}m`, '' as const])),
  },
];

/** Series of a session job; the reporter writes `_` for the `-` of its name. */
const ofSession = (name: string) => {
  const label = `job_name="${name}"`;
  return {
    running: jm('job_runningTime', `pod="jm-1", ${label}`),
    restarts: jm('job_numRestarts', `pod="jm-1", ${label}`),
    completed: jm('job_numberOfCompletedCheckpoints', `pod="jm-1", ${label}`),
    busy: task('busyTimeMsPerSecond', `task_name="map", subtask_index="0", ${label}`),
    read: source('numRecordsOut', `, ${label}`),
  };
};
const views = ofSession('page_views');
const neighbour = ofSession('clicks');

const OF_SESSIONS: Scenario[] = [
  {
    alert: 'FlinkJobNotRunning',
    what: 'a session job that is cancelled, while another one runs on',
    job: 'session',
    series: { [jm('numRunningJobs')]: then(steady(2, 10), steady(1, 20)), [views.running]: then(rising(0, 60_000, 10), gone(20)), [neighbour.running]: rising(0, 60_000, 30) },
    fires: { '9m': '', '18m': '', '21m': 'critical' },
  },
  {
    alert: 'FlinkJobNotRunning',
    what: 'another session job that is cancelled',
    job: 'session',
    series: { [jm('numRunningJobs')]: then(steady(2, 10), steady(1, 20)), [neighbour.running]: then(rising(0, 60_000, 10), gone(20)), [views.running]: rising(1, 60_000, 30) },
    fires: { '9m': '', '21m': '', '29m': '' },
  },
  {
    alert: 'FlinkJobNotRunning',
    what: 'a session job that restarts all the time, and is back in time once',
    job: 'session',
    series: { [views.running]: then(rising(1, 60_000, 5), steady(0, 3), rising(1, 60_000, 5), steady(0, 10)) },
    fires: { '4m': '', '8m': '', '17m': '', '19m': 'critical' },
  },
  {
    alert: 'FlinkJobNotRunning',
    what: 'a session job that never started',
    job: 'session',
    series: { [jm('numRunningJobs')]: steady(1, 20) },
    fires: { '4m30s': '', '6m': 'critical' },
  },
  {
    alert: 'FlinkJobRestarting',
    what: 'a session job restarts, the other one does not',
    job: 'session',
    series: { [views.restarts]: then(steady(0, 10), steady(1, 20)), [neighbour.restarts]: steady(0, 30) },
    fires: { '9m': '', '11m': 'warning' },
  },
  {
    alert: 'FlinkJobRestarting',
    what: 'the other one restarts',
    job: 'session',
    series: { [views.restarts]: steady(0, 30), [neighbour.restarts]: then(steady(0, 10), steady(5, 20)) },
    fires: { '11m': '', '29m': '' },
  },
  {
    alert: 'FlinkCheckpointsStale',
    what: 'one session job completes no more checkpoints, the other one does',
    job: 'session',
    series: { [views.completed]: then(rising(0, 1, 30), steady(29, 30)), [neighbour.completed]: rising(0, 1, 60) },
    fires: { '25m': '', '40m': '', '46m': 'critical' },
  },
  {
    alert: 'FlinkThroughputDropped',
    what: 'one session job reads nothing more, the other one as before',
    job: 'session',
    series: { [views.read]: then(rising(0, 6000, 90), steady(540_000, 30)), [neighbour.read]: rising(0, 6000, 120) },
    fires: { '85m': '', '103m': 'warning critical' },
  },
  ...around('FlinkTaskBusy', views.busy, 5, [[699, ''], [950, 'warning critical']], { job: 'session', rest: { [neighbour.busy]: steady(100, 20) } }),
  ...around('FlinkTaskBusy', neighbour.busy, 5, [[950, '']], { job: 'session', rest: { [views.busy]: steady(100, 20) } }),
  // a session cluster in native mode has as many as its jobs need
  ...around('FlinkTaskManagersMissing', jm('numRegisteredTaskManagers'), 5, [[0, '']], { job: 'session' }),
  ...around('FlinkTaskManagersMissing', jm('numRegisteredTaskManagers'), 5, [[2, ''], [1, 'critical']], { job: 'session-standalone' }),
  {
    alert: 'FlinkJobManagerAbsent',
    what: 'that of a session cluster is gone: told once, of the cluster',
    job: 'session',
    series: registered(then(steady(1, 10), gone(20))),
    fires: { '9m': '', '21m': 'critical' },
  },
  {
    alert: 'FlinkAvailabilityBudget',
    what: 'one session job is away for an hour, the other one not',
    job: 'session-standalone',
    series: {
      [views.running]: then(rising(1, 60_000, 120), gone(60)),
      [neighbour.running]: rising(1, 60_000, 180),
      [views.busy]: then(steady(100, 120), gone(60)),
      [neighbour.busy]: steady(100, 180),
    },
    fires: { '100m': '', '150m': 'warning critical' },
  },
];

export const SCENARIOS: readonly Scenario[] = [
  PROCESSES, PODS, FAILURES, CHECKPOINTS, THROUGHPUT, LAG, MEMORY, BUDGETS, OPERATOR, QUIET, OF_SESSIONS,
].flat();
