import { DeclaredConnector, declaredConnectors } from './declared-connector';
import { JobSettings } from '../configuration/said/job-settings';
import { FlinkComponent } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** The environment variables of the job's `main`, by suffix. */
const VARIABLES: { readonly [suffix: string]: (connector: DeclaredConnector) => string | number | undefined } = {
  ACKS: (c) => c.acks,
  BOOTSTRAP_SERVERS: (c) => c.bootstrapServers?.join(','),
  COMPRESSION_TYPE: (c) => c.compressionType,
  DEAD_LETTER_TOPIC: (c) => c.deadLetterTopic,
  DELIVERY_GUARANTEE: (c) => c.deliveryGuarantee,
  GROUP_ID: (c) => c.groupId,
  MAX_OUT_OF_ORDERNESS_MS: (c) => c.maxOutOfOrdernessMs,
  PARTITION_DISCOVERY_INTERVAL_MS: (c) => c.partitionDiscoveryIntervalMs,
  STARTING_OFFSETS: (c) => c.startingOffsets,
  TOPICS: (c) => c.topics?.join(','),
  TRANSACTIONAL_ID_PREFIX: (c) => c.transactionalIdPrefix,
  TRANSACTION_TIMEOUT_MS: (c) => c.transactionTimeoutMs,
};

/**
 * The part of the JobManager's pod template with the declarations of the connectors. The job's `main` runs in the JobManager and creates the
 * connectors; TaskManagers receive them serialized.
 */
export function connectorEnvironment(settings: JobSettings, component: FlinkComponent): any[] {
  if (component !== FlinkComponent.JOB_MANAGER) return [];
  const env = declaredConnectors(settings).flatMap((connector) => Object.entries(VARIABLES).flatMap(([suffix, valueOf]) => {
    const value = valueOf(connector);
    return value === undefined ? [] : [{ name: `${variablePrefix(connector.name)}_${suffix}`, value: String(value) }];
  }));
  return env.length === 0 ? [] : [{ spec: { containers: [{ name: MAIN_CONTAINER, env }] } }];
}

/** `dead-letters` becomes `DEAD_LETTERS`. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replace(/-/g, '_');
}
