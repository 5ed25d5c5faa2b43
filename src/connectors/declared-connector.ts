import { DeliveryGuarantee } from './delivery-guarantee';
import { CONNECTOR_KINDS } from './kinds';
import { JobSettings } from '../configuration/said/job-settings';
import { sortedByKey } from '../kubernetes/sorted';

/** A connector as written to the manifest. Times are in milliseconds. */
export interface DeclaredConnector {
  readonly name: string;
  readonly connector: string;
  readonly role: 'source' | 'sink';
  readonly version?: string;
  readonly bootstrapServers?: readonly string[];
  readonly topics?: readonly string[];
  readonly partitions?: number;
  readonly parallelism?: number;
  readonly replayable?: boolean;
  readonly maxOutOfOrdernessMs?: number;
  readonly startingOffsets?: string;
  readonly groupId?: string;
  readonly partitionDiscoveryIntervalMs?: number;
  readonly deadLetterTopic?: string;
  readonly deliveryGuarantee?: string;
  readonly transactional?: boolean;
  readonly idempotent?: boolean;
  readonly maxLatencyMs?: number;
  readonly transactionalIdPrefix?: string;
  readonly transactionTimeoutMs?: number;
  readonly brokerTransactionMaxTimeoutMs?: number;
  readonly acks?: string;
  readonly compressionType?: string;
}

/** The prefix of settings of connectors: `connectors.<name>.<property>`. Not part of the manifest's `spec`. */
const ROOT = 'connectors';

export function connectorField(name: string, property: keyof DeclaredConnector): string {
  return `${ROOT}.${name}.${property}`;
}

/** The connectors that a job declares, completed by guidelines, sorted by name. */
export function declaredConnectors(settings: JobSettings): DeclaredConnector[] {
  const byName = new Map<string, any>();
  for (const [path, { value }] of settings.entries) {
    const [root, name, property] = path.split('.');
    if (root === ROOT) byName.set(name, { ...byName.get(name), [property]: value });
  }
  return [...byName.keys()].sort().map((name) => sortedByKey(byName.get(name)));
}

/** Whether a sink writes Kafka transactions, each of which ends with a checkpoint. */
export function writesTransactions({ role, connector, deliveryGuarantee }: DeclaredConnector): boolean {
  return role === 'sink' && connector === 'kafka' && deliveryGuarantee === DeliveryGuarantee.EXACTLY_ONCE;
}

/** Whether a source is replayable; undefined if unknown. */
export function isReplayable({ connector, replayable }: DeclaredConnector): boolean | undefined {
  return replayable ?? CONNECTOR_KINDS[connector]?.replayable;
}

/** The strongest guarantee of a sink; undefined if unknown. */
export function strongestGuarantee({ connector, transactional }: DeclaredConnector): DeliveryGuarantee | undefined {
  return transactional ? DeliveryGuarantee.EXACTLY_ONCE : CONNECTOR_KINDS[connector]?.sink;
}
