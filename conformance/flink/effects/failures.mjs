import { millis } from '../values.mjs';

const CLASSES = {
  'exponential-delay': 'ExponentialDelayRestartBackoffTimeStrategy',
  'fixed-delay': 'FixedDelayRestartBackoffTimeStrategy',
  'failure-rate': 'FailureRateRestartBackoffTimeStrategy',
};

const STRATEGY = 'Using restart back off time strategy ';

/** A figure of the restart strategy that the JobManager says it uses. */
const figure = (key, name, expect) => ({
  key: `restart-strategy.exponential-delay.${key}`,
  phase: 'started',
  asked: `the JobManager's log, ${name} of its strategy`,
  expect,
  said: (q) => Number(q.logged('jobManager', `${STRATEGY}[^\n]*\\b${name}=([\\d.]+)`)),
});

/** About as long as was said: not sooner than the last sign of life allows, and soon after. */
const about = (beat) => (expected, said) => said > expected - beat && said < expected + 10_000;

const HEARTBEAT_INTERVAL = 10_000;

/** What happens when something fails. */
export const FAILURES = [
  {
    key: 'restart-strategy.type',
    phase: 'started',
    asked: 'the JobManager\'s log, the class of its strategy',
    expect: (v) => CLASSES[v],
    said: (q) => q.logged('jobManager', `${STRATEGY}(\\w+)`),
  },
  figure('initial-backoff', 'initialBackoffMS', millis),
  figure('max-backoff', 'maxBackoffMS', millis),
  figure('backoff-multiplier', 'backoffMultiplier', Number),
  figure('reset-backoff-threshold', 'resetBackoffThresholdMS', millis),
  figure('jitter-factor', 'jitterFactor', Number),
  {
    key: 'jobmanager.execution.failover-strategy',
    phase: 'started',
    asked: 'the JobManager\'s log, the class of its failover strategy',
    expect: (v) => ({ region: 'RestartPipelinedRegionFailoverStrategy', full: 'RestartAllFailoverStrategy' })[v],
    said: (q) => q.logged('jobManager', 'Using failover strategy [\\w.]*\\.(\\w+)'),
  },
  {
    key: 'pekko.ask.timeout',
    phase: 'silent',
    asked: 'ms until a checkpoint fails that a TaskManager which stands still was asked for',
    expect: millis,
    said: (q) => q.story.askTimeout,
    fits: about(1_000),
  },
  {
    key: 'heartbeat.timeout',
    phase: 'silent',
    asked: 'ms until the JobManager\'s log gives up a TaskManager that stands still',
    expect: millis,
    said: (q) => q.story.heartbeatTimeout,
    fits: about(HEARTBEAT_INTERVAL + 1_000),
  },
];
