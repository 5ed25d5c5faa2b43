import { DeliveryGuarantee } from './delivery-guarantee';
import { CONNECTOR_KINDS } from './kinds';
import { JobSettings } from '../configuration/said/job-settings';
import { sortedByKey } from '../kubernetes/sorted';

/** A connector as it travels with the manifest. Times are in milliseconds. */
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

/** Where settings keep what is said of connectors: `connectors.<name>.<property>`. No part of the manifest's `spec`. */
const ROOT = 'connectors';

export function connectorField(name: string, property: keyof DeclaredConnector): string {
  return `${ROOT}.${name}.${property}`;
}

/** The connectors that a job declares, and what guidelines added to them, in the order of their names. */
export function declaredConnectors(settings: JobSettings): DeclaredConnector[] {
  const byName = new Map<string, any>();
  for (const [path, { value }] of settings.entries) {
    const [root, name, property] = path.split('.');
    if (root === ROOT) byName.set(name, { ...byName.get(name), [property]: value });
  }
  return [...byName.keys()].sort().map((name) => sortedByKey(byName.get(name)));
}

/** Whether a sink writes in transactions of Kafka, each of which ends with a checkpoint. */
export function writesTransactions({ role, connector, deliveryGuarantee }: DeclaredConnector): boolean {
  return role === 'sink' && connector === 'kafka' && deliveryGuarantee === DeliveryGuarantee.EXACTLY_ONCE;
}

/** Whether a source can give again what it gave before; undefined where nobody knows. */
export function isReplayable({ connector, replayable }: DeclaredConnector): boolean | undefined {
  return replayable ?? CONNECTOR_KINDS[connector]?.replayable;
}

/** The most that a sink can promise; undefined where nobody knows. */
export function strongestGuarantee({ connector, transactional }: DeclaredConnector): DeliveryGuarantee | undefined {
  return transactional ? DeliveryGuarantee.EXACTLY_ONCE : CONNECTOR_KINDS[connector]?.sink;
}
