import { Duration } from 'cdk8s';
import { brokenRecovery } from './state-size';
import { Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { heartbeatTimeout, isSetTo, isStreaming, millis, OPTION, restartStrategy, word } from '../../facts';
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
    title: 'Restart with growing delays',
    why: 'A brief fault costs a second, a long one does not hammer the services that are trying to come back.',
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
    title: 'Do not give up',
    why: 'A job without a restart strategy ends with its first failure; one with a fixed delay ends with the first outage that is longer than its attempts.',
    sources: ['recovery'],
    props: ['restartStrategy'],
    rules: [
      {
        broken: (w) => isStreaming(w) && restartStrategy(w) === 'none' && TYPE,
        message: 'the job ends with its first failure',
        fix: 'Write exponential-delay',
        severity: errorInProduction,
      },
      {
        broken: (w) => isStreaming(w) && restartStrategy(w) === 'fixed-delay' && TYPE,
        message: 'all delays are the same, and the job fails after the last attempt: an outage of some minutes ends it',
        fix: 'Write exponential-delay',
        severity: Severity.ADVICE,
      },
    ],
  },
  {
    id: 'RST-03',
    title: 'Have a failure that no restart mends end the job',
    why: 'A record that cannot be read cannot be read the next time either.',
    sources: ['recovery'],
    props: ['restartStrategy'],
    checklist: 'The code throws SuppressRestartsException, or writes such records to a dead letter topic',
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'RST-04',
    title: 'Restart only what a failure touched',
    why: 'Tasks that exchange no data with the failed one go on.',
    sources: ['recovery'],
    defaults: { options: { [FAILOVER]: 'region' } },
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => word(w, FAILOVER) === 'full' && FAILOVER,
      message: 'every failure restarts all tasks, also those that it does not affect',
      fix: 'Write region, or leave it out',
    }],
  },
  {
    id: 'RST-05',
    title: 'Wait long enough for a heartbeat',
    why: 'Shorter timeouts take a long garbage collection for a dead process.',
    sources: ['options'],
    defaults: { options: { [HEARTBEAT]: () => Duration.seconds(50) } },
    props: ['flinkConfiguration'],
    rules: [
      {
        limit: { at: HEARTBEAT, least: 20_000, unit: 'ms' },
        message: 'below 20 s a long garbage collection or a busy node counts as a dead process, and restarts the job',
        fix: 'Write "50 s", or leave it out',
      },
      {
        broken: (w) => (millis(w, HEARTBEAT_INTERVAL) ?? 0) > heartbeatTimeout(w) && HEARTBEAT_INTERVAL,
        message: `must be shorter than ${HEARTBEAT}: no process would ever answer in time, and none starts`,
        fix: 'Leave it out: Flink asks every 10 s',
        severity: Severity.ERROR,
      },
    ],
  },
  {
    id: 'RST-06',
    title: 'Have heartbeats and restarts bear a rolling update of the nodes',
    why: 'Pods that move one after the other are not a reason to give up.',
    sources: ['recovery', 'disruptions'],
    emits: 'the options of RST-01 and RST-05, and a PodDisruptionBudget',
    alerts: ['FlinkTaskManagerChurn'],
  },
  {
    id: 'RST-07',
    title: 'Take endless restarts for what they are',
    why: 'A job that restarts again and again has a bug, or waits for something that is gone. It says that it is running.',
    sources: ['recovery', 'upgrades'],
    props: ['flinkConfiguration'],
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'RST-08',
    title: 'Be patient with internal calls',
    why: 'Under load an answer may take longer than Flink\'s ten seconds, and the failure it causes adds to the load.',
    sources: ['options'],
    defaults: { options: { 'pekko.ask.timeout': () => Duration.seconds(30) } },
    props: ['flinkConfiguration'],
    judgedBy: ['ARC-12'],
  },
  {
    id: 'RST-09',
    title: 'Know how long it takes to come back',
    why: 'State has to be read before the first record: seconds for ten gigabytes, many minutes for a thousand.',
    sources: ['largeState', 'recovery'],
    checklist: 'Recovery was measured with state of the real size',
    alerts: ['FlinkJobManagerAbsent'],
    props: ['expectedStateSize', 'monitoring'],
    check: brokenRecovery,
  },
  {
    id: 'RST-10',
    title: 'Take the checkpoint interval for what is done again, not for what is lost',
    why: 'A source that can be read again gives everything since the last checkpoint once more.',
    sources: ['guarantees'],
    checklist: 'Consumers of the output of the job tolerate duplicates, or read committed transactions only',
  },
  {
    id: 'RST-11',
    title: 'Let the operator bring back a lost JobManager',
    why: 'If the Deployment itself is deleted, the operator makes it again from the last state.',
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
