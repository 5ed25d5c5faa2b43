import { CHECKPOINTING } from './checkpointing.mjs';
import { FAILURES } from './failures.mjs';
import { JOB_GRAPH } from './job-graph.mjs';
import { JVM } from './jvm.mjs';
import { LOGS } from './logs.mjs';
import { MEMORY } from './memory.mjs';
import { METRICS } from './metrics.mjs';
import { PORTS } from './ports.mjs';
import { RECOVERY } from './recovery.mjs';
import { STATE } from './state.mjs';
import { WEB } from './web.mjs';

/**
 * What a running Flink must show of what is emitted. Each effect has
 * - `key`: the emitted key that it shows; an effect without one shows something else that we claim, and has `what` instead;
 * - `phase`: the point of the story at which it is asked for;
 * - `asked`: how, for the report;
 * - `expect(value, written, context)`: what must be said, from the value of the key and all that Flink was to read;
 * - `said(questions, written, context)`: what Flink says;
 * - `fits(expected, said)`: where that is not equality.
 */
export const EFFECTS = [
  ...CHECKPOINTING, ...STATE, ...FAILURES, ...JOB_GRAPH, ...MEMORY, ...JVM, ...PORTS, ...METRICS, ...WEB, ...LOGS, ...RECOVERY,
];

const OPERATOR = 'the operator reads it; Flink never sees it';
const KUBERNETES = 'Flink reads it when it creates Kubernetes objects; there is no API server here';
const ELECTION = 'leader election in Kubernetes needs an API server; high availability is off here';

/** Emitted keys whose effect cannot be seen here, with the reason. */
export const UNOBSERVABLE = {
  'high-availability.jobmanager.port': ELECTION,
  'high-availability.storageDir': ELECTION,
  'high-availability.type': ELECTION,
  'kubernetes.operator.jm-deployment-recovery.enabled': OPERATOR,
  'kubernetes.operator.savepoint.history.max.age': OPERATOR,
  'kubernetes.operator.savepoint.history.max.count': OPERATOR,
  'kubernetes.rest-service.exposed.type': KUBERNETES,
  'kubernetes.taskmanager.service-account': KUBERNETES,
};

/** The emitted keys that nobody answers for. */
export function unanswered(keys) {
  return keys.filter((key) => !EFFECTS.some((effect) => effect.key === key) && UNOBSERVABLE[key] === undefined);
}
