import { Duration } from 'cdk8s';
import { brokenRecovery } from './state-size';
import { Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { heartbeatTimeout, isSetTo, isStreaming, millis, OPTION, restartStrategy, word } from '../../facts';
import { TAKES_CHECKPOINTS } from '../conditions';
import { errorInProduction, table } from '../table';

const TYPE = OPTION.RESTART_STRATEGY;
const FAILOVER = 'jobmanager.execution.failover-strategy';
const HEARTBEAT = OPTION.HEARTBEAT_TIMEOUT;
const HEARTBEAT_INTERVAL = 'heartbeat.interval';
const RECOVERY = 'kubernetes.operator.jm-deployment-recovery.enabled';

const ifExponential = (value: (settings: JobSettings) => any) => (settings: JobSettings) =>
  restartStrategy(settings) === 'exponential-delay' ? value(settings) : undefined;

/** A threshold below the maximum delay would reset the delay during a wait. */
function resetThreshold(settings: JobSettings): Duration {
  const maxBackoff = millis(settings, 'restart-strategy.exponential-delay.max-backoff') ?? 0;
  return Duration.millis(Math.max(10 * 60_000, maxBackoff));
}

/** RST: restarts after task failures. */
export const RESTARTS = table([
  {
    id: 'RST-01',
    title: 'Use the exponential-delay restart strategy',
    why: 'After a short fault the job restarts within a second; during a long outage it does not overload the services that are recovering.',
    sources: ['recovery'],
    defaults: {
      options: {
        [TYPE]: 'exponential-delay',
        'restart-strategy.exponential-delay.backoff-multiplier': ifExponential(() => '2.0'),
        'restart-strategy.exponential-delay.initial-backoff': ifExponential(() => Duration.seconds(1)),
        'restart-strategy.exponential-delay.jitter-factor': ifExponential(() => '0.1'),
        'restart-strategy.exponential-delay.max-backoff': ifExponential(() => Duration.minutes(5)),
        'restart-strategy.exponential-delay.reset-backoff-threshold': ifExponential(resetThreshold),
      },
    },
    props: ['restartStrategy'],
  },
  {
    id: 'RST-02',
    title: 'Do not limit the number of restarts',
    why: 'A job without a restart strategy fails permanently with the first failure; one with a fixed delay fails during the first outage that is longer than all its attempts.',
    sources: ['recovery'],
    props: ['restartStrategy'],
    rules: [
      {
        broken: (w) => isStreaming(w) && restartStrategy(w) === 'none' && TYPE,
        message: 'the job fails permanently with its first failure',
        fix: 'Write exponential-delay',
        severity: errorInProduction,
      },
      {
        broken: (w) => isStreaming(w) && restartStrategy(w) === 'fixed-delay' && TYPE,
        message: 'all delays are the same, and the job fails permanently after the last attempt, such as in an outage of some minutes',
        fix: 'Write exponential-delay',
        severity: Severity.ADVICE,
      },
    ],
  },
  {
    id: 'RST-03',
    title: 'Fail the job on errors that a restart cannot fix',
    why: 'A record that cannot be deserialized fails again after each restart.',
    sources: ['recovery'],
    props: ['restartStrategy'],
    checklist: 'The code throws SuppressRestartsException, or writes such records to a dead letter topic',
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'RST-04',
    title: 'Restart only the affected tasks',
    why: 'Tasks that exchange no data with the failed task continue to run.',
    sources: ['recovery'],
    defaults: { options: { [FAILOVER]: 'region' } },
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => word(w, FAILOVER) === 'full' && FAILOVER,
      message: 'every failure restarts all tasks, including those that it does not affect',
      fix: 'Write region, or leave it out',
    }],
  },
  {
    id: 'RST-05',
    title: 'Use a heartbeat timeout longer than a garbage collection pause',
    why: 'With a shorter timeout a process in a long garbage collection is considered dead.',
    sources: ['options'],
    defaults: { options: { [HEARTBEAT]: () => Duration.seconds(50) } },
    props: ['flinkConfiguration'],
    rules: [
      {
        limit: { at: HEARTBEAT, least: 20_000, unit: 'ms' },
        message: 'below 20 s a long garbage collection or a busy node is treated as a dead process, and the job restarts',
        fix: 'Write "50 s", or leave it out',
      },
      {
        broken: (w) => (millis(w, HEARTBEAT_INTERVAL) ?? 0) > heartbeatTimeout(w) && HEARTBEAT_INTERVAL,
        message: `must be shorter than ${HEARTBEAT}: no heartbeat would arrive in time, and no process starts`,
        fix: 'Leave it out: the default is 10 s',
        severity: Severity.ERROR,
      },
    ],
  },
  {
    id: 'RST-06',
    title: 'Configure heartbeats and restarts to survive rolling node updates',
    why: 'Pods that are moved one after the other should not make the job fail.',
    sources: ['recovery', 'disruptions'],
    emits: 'the options of RST-01 and RST-05, and a PodDisruptionBudget',
    alerts: ['FlinkTaskManagerChurn'],
  },
  {
    id: 'RST-07',
    title: 'Alert on repeated restarts',
    why: 'A job that restarts repeatedly has a bug, or a dependency that is no longer available. Its state is still RUNNING.',
    sources: ['recovery', 'upgrades'],
    props: ['flinkConfiguration'],
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'RST-08',
    title: 'Increase the timeout of internal calls',
    why: 'Under load a response may take longer than Flink\'s default of ten seconds, and the resulting failure adds to the load.',
    sources: ['options'],
    defaults: { options: { 'pekko.ask.timeout': () => Duration.seconds(30) } },
    props: ['flinkConfiguration'],
    judgedBy: ['ARC-12'],
  },
  {
    id: 'RST-09',
    title: 'Measure how long recovery takes',
    why: 'State has to be read before the first record: seconds for 10 GB, many minutes for 1 TB.',
    sources: ['largeState', 'recovery'],
    checklist: 'Recovery was measured with state of the real size',
    alerts: ['FlinkJobManagerAbsent'],
    props: ['expectedStateSize', 'monitoring'],
    check: brokenRecovery,
  },
  {
    id: 'RST-10',
    applies: [TAKES_CHECKPOINTS],
    title: 'Choose the checkpoint interval by reprocessing, not by data loss',
    why: 'A replayable source delivers all records since the last checkpoint again; none are lost.',
    sources: ['guarantees'],
    checklist: 'Consumers of the output of the job tolerate duplicates, or read committed transactions only',
  },
  {
    id: 'RST-11',
    title: 'Let the operator restore a lost JobManager',
    why: 'If its Deployment is deleted, the operator creates it again from the last state.',
    sources: ['operatorOptions', 'upgrades'],
    defaults: { options: { [RECOVERY]: true } },
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => isStreaming(w) && isSetTo(w, RECOVERY, false) && RECOVERY,
      message: 'the operator does not restore the Deployment of a JobManager that is deleted',
      fix: 'Leave it out',
    }],
  },
]);
