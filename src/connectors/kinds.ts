import { DeliveryGuarantee } from './delivery-guarantee';

/** The properties of a connector in general. */
export interface ConnectorKind {
  /** Whether its source is replayable. */
  readonly replayable?: boolean;
  /** The strongest delivery guarantee of its sink. */
  readonly sink?: DeliveryGuarantee;
}

const EXACTLY_ONCE = DeliveryGuarantee.EXACTLY_ONCE;
const AT_LEAST_ONCE = DeliveryGuarantee.AT_LEAST_ONCE;

/** Connectors by the identifiers that Flink SQL uses. */
export const CONNECTOR_KINDS: { readonly [connector: string]: ConnectorKind } = {
  'cassandra': { sink: AT_LEAST_ONCE },
  'datagen': { replayable: true },
  'delta': { replayable: true, sink: EXACTLY_ONCE },
  'dynamodb': { replayable: true, sink: AT_LEAST_ONCE },
  'elasticsearch': { sink: AT_LEAST_ONCE },
  'filesystem': { replayable: true, sink: EXACTLY_ONCE },
  'firehose': { sink: AT_LEAST_ONCE },
  'hbase': { sink: AT_LEAST_ONCE },
  'iceberg': { replayable: true, sink: EXACTLY_ONCE },
  'jdbc': { sink: AT_LEAST_ONCE },
  'kafka': { replayable: true, sink: EXACTLY_ONCE },
  'kinesis': { replayable: true, sink: AT_LEAST_ONCE },
  'mongodb': { sink: AT_LEAST_ONCE },
  'mysql-cdc': { replayable: true },
  'opensearch': { sink: AT_LEAST_ONCE },
  'paimon': { replayable: true, sink: EXACTLY_ONCE },
  'postgres-cdc': { replayable: true },
  'print': { sink: AT_LEAST_ONCE },
  'pulsar': { replayable: true, sink: EXACTLY_ONCE },
  'redis': { sink: AT_LEAST_ONCE },
  'socket': { replayable: false, sink: AT_LEAST_ONCE },
};
