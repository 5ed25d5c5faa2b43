import { Duration } from 'cdk8s';
import { JobSettings } from '../../configuration';
import { parseDuration } from '../../configuration/option-value';
import { defaults } from '../defaults';

const ifExponential = (value: (settings: JobSettings) => any) => (settings: JobSettings) =>
  settings.option('restart-strategy.type') === 'exponential-delay' ? value(settings) : undefined;

/** A threshold below the longest delay would reset the delay while the job still waits. */
function resetThreshold(settings: JobSettings): Duration {
  const maxBackoff = parseDuration(settings.option('restart-strategy.exponential-delay.max-backoff')) ?? 0;
  return Duration.millis(Math.max(10 * 60_000, maxBackoff));
}

/** RST: what happens when a task fails. */
export const RESTARTS = [
  defaults('RST-01', 'Restart with growing delays', 'A brief fault costs a second, a long one does not hammer the services that are trying to come back.', {
    options: {
      'restart-strategy.type': 'exponential-delay',
      'restart-strategy.exponential-delay.backoff-multiplier': ifExponential(() => '2.0'),
      'restart-strategy.exponential-delay.initial-backoff': ifExponential(() => Duration.seconds(1)),
      'restart-strategy.exponential-delay.jitter-factor': ifExponential(() => '0.1'),
      'restart-strategy.exponential-delay.max-backoff': ifExponential(() => Duration.minutes(5)),
      'restart-strategy.exponential-delay.reset-backoff-threshold': ifExponential(resetThreshold),
    },
  }),
  defaults('RST-04', 'Restart only what a failure touched', 'Tasks that exchange no data with the failed one go on.', {
    options: { 'jobmanager.execution.failover-strategy': 'region' },
  }),
  defaults('RST-05', 'Wait long enough for a heartbeat', 'Shorter timeouts take a long garbage collection for a dead process.', {
    options: { 'heartbeat.timeout': Duration.seconds(50) },
  }),
  defaults('RST-08', 'Be patient with internal calls', 'Under load an answer may take longer than Flink\'s ten seconds, and the failure it causes adds to the load.', {
    options: { 'pekko.ask.timeout': Duration.seconds(30) },
  }),
  defaults('RST-11', 'Let the operator bring back a lost JobManager', 'If the Deployment itself is deleted, the operator makes it again from the last state.', {
    options: { 'kubernetes.operator.jm-deployment-recovery.enabled': true },
  }),
];
