import { Duration } from 'cdk8s';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount } from '../configuration/said/refuse';
import { OPTION } from '../facts';

/** Options of the exponential-delay restart strategy. The defaults come from guideline RST-01. */
export interface ExponentialDelayOptions {
  /**
   * Delay after the first failure.
   * @default Duration.seconds(1)
   */
  readonly initialBackoff?: Duration;
  /**
   * Maximum delay.
   * @default Duration.minutes(5)
   */
  readonly maxBackoff?: Duration;
  /**
   * Factor by which the delay grows after each failure; greater than 1.
   * @default 2
   */
  readonly backoffMultiplier?: number;
  /**
   * How long the job must run without a failure before the delay is reset; at least `maxBackoff`.
   * @default Duration.minutes(10)
   */
  readonly resetBackoffThreshold?: Duration;
  /**
   * Random variation of the delay as a fraction, so that jobs do not restart simultaneously; 0 to 1.
   * @default 0.1
   */
  readonly jitterFactor?: number;
  /**
   * Number of consecutive failures after which the job fails. Guideline RST-03.
   * @default - unlimited
   */
  readonly attempts?: number;
}

/** Options of the failure-rate restart strategy. */
export interface FailureRateOptions {
  /** Maximum number of failures within an interval. */
  readonly maxFailuresPerInterval: number;
  /** The interval. */
  readonly interval: Duration;
  /**
   * Delay between failure and restart.
   * @default Duration.seconds(1)
   */
  readonly delay?: Duration;
}

/** Options of the fixed-delay restart strategy. */
export interface FixedDelayOptions {
  /** Number of restarts after which the job fails. */
  readonly attempts: number;
  /**
   * Delay between failure and restart.
   * @default Duration.seconds(1)
   */
  readonly delay?: Duration;
}

/**
 * How Flink restarts a job after a task failure. Guidelines RST-01 to RST-03.
 */
@checkedFactories('RestartStrategy')
export class RestartStrategy {
  /**
   * Restarts with an exponentially growing delay. The default.
   *
   * @example
   * const restartStrategy = RestartStrategy.exponentialDelay({ maxBackoff: Duration.minutes(2) });
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
   * Restarts a limited number of times, with a fixed delay.
   *
   * @example
   * const restartStrategy = RestartStrategy.fixedDelay({ attempts: 10, delay: Duration.seconds(30) });
   */
  public static fixedDelay(options: FixedDelayOptions): RestartStrategy {
    return new RestartStrategy('fixed-delay', {
      attempts: ['attempts', options.attempts],
      delay: ['delay', options.delay],
    }, (settings) => refuseUnlessCount(settings, 'RST-02', 'restartStrategy.attempts', options.attempts, 1));
  }

  /**
   * Restarts until the number of failures within an interval exceeds a limit.
   *
   * @example
   * const restartStrategy = RestartStrategy.failureRate({ maxFailuresPerInterval: 5, interval: Duration.minutes(10) });
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
