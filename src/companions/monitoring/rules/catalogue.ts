import { Alert } from './alert';
import { BUDGETS } from './budgets';
import { CHECKPOINTS } from './checkpoints';
import { FAILURES } from './failures';
import { LAG } from './lag';
import { MEMORY } from './memory';
import { OPERATOR } from './operator';
import { PODS, PROCESSES } from './processes';
import { THROUGHPUT } from './throughput';

/** All alerts, by concern. */
export const ALERTS_BY_CONCERN: { readonly [concern: string]: readonly Alert[] } = {
  'Processes': PROCESSES,
  'Pods': PODS,
  'Failures': FAILURES,
  'Checkpoints': CHECKPOINTS,
  'Throughput': THROUGHPUT,
  'Lag and event time': LAG,
  'Memory and disk': MEMORY,
  'Service level': BUDGETS,
  'Operator': OPERATOR,
};

/** All alerts. */
export const ALERTS: readonly Alert[] = Object.values(ALERTS_BY_CONCERN).flat();
