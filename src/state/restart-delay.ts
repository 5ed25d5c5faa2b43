import { parseDuration } from '../configuration/option-value';

const SECOND = 1_000;

/** The longest delay between failure and restart, by the strategy's name, and Flink's own where the job does not say. */
const DELAYS: { readonly [strategy: string]: readonly [key: string, otherwise: number] } = {
  'exponential-delay': ['restart-strategy.exponential-delay.max-backoff', 60 * SECOND],
  'fixed-delay': ['restart-strategy.fixed-delay.delay', SECOND],
  'failure-rate': ['restart-strategy.failure-rate.delay', SECOND],
};

/** How long a job may wait before it restarts, in milliseconds. */
export function longestRestartDelay(option: (key: string) => string | undefined): number {
  const [key, otherwise] = DELAYS[option('restart-strategy.type') ?? 'exponential-delay'] ?? ['', SECOND];
  return parseDuration(option(key)) ?? otherwise;
}
