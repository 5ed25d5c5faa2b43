import { Duration } from 'cdk8s';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount } from '../configuration/said/refuse';
import { OPTION } from '../facts';

/** Delays that grow from failure to failure. Each default is guideline RST-01's. */
export interface ExponentialDelayOptions {
  /**
   * The delay after the first failure.
   * @default Duration.seconds(1)
   */
  readonly initialBackoff?: Duration;
  /**
   * The longest delay.
   * @default Duration.minutes(5)
   */
  readonly maxBackoff?: Duration;
  /**
   * What a delay is multiplied with after each failure; more than 1.
   * @default 2
   */
  readonly backoffMultiplier?: number;
  /**
   * How long the job must run without a failure before the delay starts anew; not below `maxBackoff`.
   * @default Duration.minutes(10)
   */
  readonly resetBackoffThreshold?: Duration;
  /**
   * By which share of itself a delay may vary, so that many jobs do not restart in step; 0 to 1.
   * @default 0.1
   */
  readonly jitterFactor?: number;
  /**
   * After how many failures in a row the job gives up. Guideline RST-03.
   * @default - never
   */
  readonly attempts?: number;
}

/** So many restarts within an interval. */
export interface FailureRateOptions {
  /** How many failures an interval may have. */
  readonly maxFailuresPerInterval: number;
  /** The interval. */
  readonly interval: Duration;
  /**
   * The delay between failure and restart.
   * @default - Flink's own: 1 s
   */
  readonly delay?: Duration;
}

/** So many restarts in all. */
export interface FixedDelayOptions {
  /** After how many restarts the job gives up. */
  readonly attempts: number;
  /**
   * The delay between failure and restart.
   * @default - Flink's own: 1 s
   */
  readonly delay?: Duration;
}

/**
 * What Flink does when a task fails. Guidelines RST-01 to RST-03.
 */
export class RestartStrategy {
  /**
   * Growing delays, without an end: the production default.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, restartStrategy: RestartStrategy.exponentialDelay({ maxBackoff: Duration.minutes(2) }) });
   */
  public static exponentialDelay(options: ExponentialDelayOptions = {}): RestartStrategy {
    return new RestartStrategy('exponential-delay', {
      'initial-backoff': ['initialBackoff', options.initialBackoff],
      'max-backoff': ['maxBackoff', options.maxBackoff],
      'backoff-multiplier': ['backoffMultiplier', options.backoffMultiplier],
      'reset-backoff-threshold': ['resetBackoffThreshold', options.resetBackoffThreshold],
      'jitter-factor': ['jitterFactor', options.jitterFactor],
      'attempts-before-reset-backoff': ['attempts', options.attempts],
    }, (settings) => {
      const refuse = (name: string, value: number, message: string, fix: string) =>
        settings.refuse('RST-01', `restartStrategy.${name}`, value, message, fix);
      if (options.backoffMultiplier !== undefined && !(options.backoffMultiplier > 1)) {
        refuse('backoffMultiplier', options.backoffMultiplier, 'must be more than 1', 'Write 2, or use RestartStrategy.fixedDelay for a delay that stays');
      }
      if (options.jitterFactor !== undefined && !(options.jitterFactor >= 0 && options.jitterFactor <= 1)) {
        refuse('jitterFactor', options.jitterFactor, 'must be from 0 to 1', 'Write 0.1');
      }
      refuseUnlessCount(settings, 'RST-03', 'restartStrategy.attempts', options.attempts, 1);
    });
  }

  /**
   * The same delay each time, so many times.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, restartStrategy: RestartStrategy.fixedDelay({ attempts: 10, delay: Duration.seconds(30) }) });
   */
  public static fixedDelay(options: FixedDelayOptions): RestartStrategy {
    return new RestartStrategy('fixed-delay', {
      attempts: ['attempts', options.attempts],
      delay: ['delay', options.delay],
    }, (settings) => refuseUnlessCount(settings, 'RST-02', 'restartStrategy.attempts', options.attempts, 1));
  }

  /**
   * Restarts until there are too many within an interval.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, restartStrategy: RestartStrategy.failureRate({ maxFailuresPerInterval: 5, interval: Duration.minutes(10) }) });
   */
  public static failureRate(options: FailureRateOptions): RestartStrategy {
    return new RestartStrategy('failure-rate', {
      'max-failures-per-interval': ['maxFailuresPerInterval', options.maxFailuresPerInterval],
      'failure-rate-interval': ['interval', options.interval],
      'delay': ['delay', options.delay],
    }, (settings) => refuseUnlessCount(settings, 'RST-02', 'restartStrategy.maxFailuresPerInterval', options.maxFailuresPerInterval, 1));
  }

  private constructor(
    private readonly type: string,
    private readonly values: { [suffix: string]: [string, any] },
    private readonly validate: (settings: JobSettings) => void) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    settings.set(OPTION.RESTART_STRATEGY, this.type, Origin.prop('restartStrategy'));
    for (const [suffix, [name, value]] of Object.entries(this.values)) {
      settings.set(`restart-strategy.${this.type}.${suffix}`, value, Origin.prop(`restartStrategy.${name}`));
    }
    this.validate(settings);
  }
}
