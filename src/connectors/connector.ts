import { Duration } from 'cdk8s';
import { connectorField, DeclaredConnector } from './declared-connector';
import { ACKS, COMPRESSIONS, HOST_AND_PORT } from './declared-values';
import { DeliveryGuarantee } from './delivery-guarantee';
import { variablePrefix } from './environment';
import { StartingOffsets } from './starting-offsets';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';
import { EgressTarget } from '../network/egress-target';

/** Options of all connectors. */
export interface ConnectorOptions {
  /**
   * The version of the connector's artifact, such as `3.4.0-1.20`, which ends with its Flink version. Guideline CON-14.
   * @default - not checked
   */
  readonly version?: string;
  /**
   * The egress target of the connector. Like `egress` of the job, it closes egress to all targets that are not declared. Guideline SEC-09.
   * @default - none
   */
  readonly egress?: EgressTarget;
}

/** Options of all sources. */
export interface SourceOptions extends ConnectorOptions {
  /**
   * Number of partitions, shards or splits. Guideline PAR-04.
   * @default - not checked
   */
  readonly partitions?: number;
  /**
   * Parallelism of the source, if it differs from that of the job.
   * @default - the job's parallelism
   */
  readonly parallelism?: number;
  /**
   * The bound of `forBoundedOutOfOrderness`. Watermarks lag by this much in normal operation, which the alert on watermark lag allows for.
   * Guideline WMK-02.
   * @default - none: the alert allows only for a recovery and a checkpoint
   */
  readonly maxOutOfOrderness?: Duration;
}

/** Options of all sinks. */
export interface SinkOptions extends ConnectorOptions {
  /**
   * The delivery guarantee that the code configures. Guidelines CON-03 and CON-04.
   * @default DeliveryGuarantee.AT_LEAST_ONCE
   */
  readonly deliveryGuarantee?: DeliveryGuarantee;
  /**
   * Whether writes are idempotent, so that duplicates have no effect, such as upserts by key. Guideline CON-17.
   * @default false
   */
  readonly idempotent?: boolean;
  /**
   * Maximum time until a record is visible to consumers. Records of an exactly-once sink become visible when a checkpoint completes.
   * Guideline CKP-19.
   * @default - not checked
   */
  readonly maxLatency?: Duration;
}

/** Brokers and topics. */
export interface KafkaOptions {
  /** Bootstrap servers, `host:port`: at least two, or one name that resolves to all brokers. Guideline CON-11. */
  readonly bootstrapServers: string[];
  /** The topics. */
  readonly topics: string[];
}

/** Options of a Kafka source. */
export interface KafkaSourceOptions extends KafkaOptions, SourceOptions {
  /**
   * Starting offsets of a start without checkpoint or savepoint. Guideline CON-08.
   * @default StartingOffsets.COMMITTED
   */
  readonly startingOffsets?: StartingOffsets;
  /**
   * The consumer group (`group.id`), whose offsets are committed when a checkpoint completes. Guideline CON-08.
   * @default - `<namespace>-<job>`
   */
  readonly groupId?: string;
  /**
   * Interval of partition discovery (`partition.discovery.interval.ms`). Guideline CON-09.
   * @default - the default of the connector: 5 minutes
   */
  readonly partitionDiscoveryInterval?: Duration;
  /**
   * The dead letter topic, to which the job's code writes records it cannot process. Guideline CON-12.
   * @default - none
   */
  readonly deadLetterTopic?: string;
}

/** Options of a Kafka sink. */
export interface KafkaSinkOptions extends KafkaOptions, SinkOptions {
  /**
   * The transactional id prefix, which must be unique among all sinks. Guideline CON-05.
   * @default - `<namespace>-<job>-<connector's name>`, for exactly-once sinks
   */
  readonly transactionalIdPrefix?: string;
  /**
   * Transaction timeout (`transaction.timeout.ms`). Guideline CON-06.
   * @default - the sum of checkpoint interval, checkpoint timeout and longest restart delay, in whole minutes, for exactly-once sinks
   */
  readonly transactionTimeout?: Duration;
  /**
   * Maximum transaction timeout of the brokers (`transaction.max.timeout.ms`). Guideline CON-06.
   * @default Duration.minutes(15)
   */
  readonly brokerTransactionMaxTimeout?: Duration;
  /**
   * Acknowledgements (`acks`): `all`, `1` or `0`. Guideline CON-07.
   * @default all
   */
  readonly acks?: string;
  /**
   * Compression (`compression.type`): `none`, `gzip`, `snappy`, `lz4` or `zstd`. Guideline CON-07.
   * @default lz4
   */
  readonly compressionType?: string;
}

/** Options of sources other than Kafka. */
export interface OtherSourceOptions extends SourceOptions {
  /** The connector's name, such as `kinesis`, `pulsar` or `filesystem`. */
  readonly connector: string;
  /**
   * Whether the source is replayable. Guideline ARC-14.
   * @default - derived from the connector, if it is known
   */
  readonly replayable?: boolean;
}

/** Any sink. */
export interface OtherSinkOptions extends SinkOptions {
  /** The connector's name, such as `jdbc`, `iceberg` or `elasticsearch`. */
  readonly connector: string;
  /**
   * Whether the sink commits transactions with checkpoints, such as JDBC with XA. Guideline CON-04.
   * @default - derived from the connector, if it is known
   */
  readonly transactional?: boolean;
}

/**
 * A source or sink of a job, for checks: whether it supports the delivery guarantee, whether transaction timeouts are long enough, whether two jobs
 * conflict. Guidelines CON-01 to CON-15.
 *
 * The declared values and the defaults are passed to the job's `main` in environment variables that begin with the connector's name in upper case:
 * `ALERTS_BOOTSTRAP_SERVERS`, `ALERTS_TOPICS` and so on. docs/connectors.md lists them.
 */
@checkedFactories('Connector')
export class Connector {
  /**
   * A `KafkaSource`.
   *
   * @param name the name in this job: lower-case letters, digits and `-`
   *
   * @example
   * const payments = Connector.kafkaSource('payments', {
   *   bootstrapServers: ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'],
   *   topics: ['payments'],
   *   partitions: 12,
   * });
   */
  public static kafkaSource(name: string, options: KafkaSourceOptions): Connector {
    const { startingOffsets, groupId, partitionDiscoveryInterval, deadLetterTopic } = options;
    return new Connector(name, {
      connector: 'kafka', role: 'source', ...kafka(options), ...source(options), startingOffsets, groupId, partitionDiscoveryInterval, deadLetterTopic,
    }, options.egress);
  }

  /**
   * A `KafkaSink`.
   *
   * @param name the name in this job: lower-case letters, digits and `-`
   *
   * @example
   * const alerts = Connector.kafkaSink('alerts', {
   *   bootstrapServers: ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'],
   *   topics: ['alerts'],
   *   deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE,
   *   brokerTransactionMaxTimeout: Duration.minutes(20),
   * });
   */
  public static kafkaSink(name: string, options: KafkaSinkOptions): Connector {
    const { transactionalIdPrefix, transactionTimeout, brokerTransactionMaxTimeout, acks, compressionType } = options;
    return new Connector(name, {
      connector: 'kafka',
      role: 'sink',
      ...kafka(options),
      ...sink(options),
      transactionalIdPrefix,
      transactionTimeout,
      brokerTransactionMaxTimeout,
      acks,
      compressionType,
    }, options.egress);
  }

  /**
   * A source of any other system.
   *
   * @param name the name in this job: lower-case letters, digits and `-`
   *
   * @example
   * const clicks = Connector.source('clicks', { connector: 'kinesis', partitions: 8 });
   */
  public static source(name: string, options: OtherSourceOptions): Connector {
    return new Connector(name, { connector: options.connector, role: 'source', replayable: options.replayable, ...source(options) }, options.egress);
  }

  /**
   * A sink of any other system.
   *
   * @param name the name in this job: lower-case letters, digits and `-`
   *
   * @example
   * const report = Connector.sink('report', { connector: 'jdbc', idempotent: true });
   */
  public static sink(name: string, options: OtherSinkOptions): Connector {
    return new Connector(name, { connector: options.connector, role: 'sink', transactional: options.transactional, ...sink(options) }, options.egress);
  }

  private constructor(private readonly name: string, private readonly said: Said, private readonly egress?: EgressTarget) {}

  /** @internal */
  public _egress(path: string): EgressTarget[] {
    return this.egress ? [this.egress._of(`${path}.egress`)] : [];
  }

  /**
   * @param taken the environment variables of the connectors before it
   * @internal
   */
  public _bind(settings: JobSettings, path: string, taken: Set<string>): void {
    const { name, said } = this;
    if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
      settings.refuse('CON-01', `${path}.name`, name, 'must consist of lower-case letters, digits and -, beginning with a letter', 'Write it like "dead-letters"');
      return;
    }
    if (taken.has(variablePrefix(name))) settings.refuse('CON-01', `${path}.name`, name, 'must be unique: another connector of the job has this name', 'Give each connector its own name');
    taken.add(variablePrefix(name));
    this.refuseUnusable(settings, path);
    for (const [property, value] of Object.entries(said)) {
      if (value === undefined) continue;
      const isTime = TIMES.includes(property);
      settings.setField(connectorField(name, (isTime ? `${property}Ms` : property) as keyof DeclaredConnector),
        isTime ? (value as Duration).toMilliseconds() : value, `${path}.${property}`);
    }
    settings.inTheNameOf(Origin.prop(path), () => settings.fillField(connectorField(name, 'name'), name));
  }

  private refuseUnusable(settings: JobSettings, path: string): void {
    const { bootstrapServers, topics, connector, version, acks, compressionType, partitions, parallelism } = this.said;
    const { groupId, deadLetterTopic, transactionalIdPrefix } = this.said;
    const refuse = (guideline: string, property: string, value: unknown, message: string, fix: string) =>
      settings.refuse(guideline, `${path}.${property}`, value, message, fix);
    if (connector.trim() === '') refuse('CON-01', 'connector', connector, 'must be the name of a connector', 'Write its name, such as "jdbc"');
    (bootstrapServers ?? []).forEach((server, i) => {
      if (!HOST_AND_PORT.test(server)) refuse('CON-11', `bootstrapServers[${i}]`, server, 'must be host:port', 'Write it like "kafka-0.kafka:9092"');
    });
    if (bootstrapServers?.length === 0) refuse('CON-11', 'bootstrapServers', '', 'must have at least one bootstrap server', 'Write two brokers, or one name that resolves to all of them');
    if (topics?.length === 0 || topics?.some((topic) => topic.trim() === '')) refuse('CON-15', 'topics', topics.join(', '), 'must have at least one topic, and no blank one', 'Write the names of the topics');
    if (transactionalIdPrefix?.trim() === '') refuse('CON-05', 'transactionalIdPrefix', transactionalIdPrefix, 'must not be blank', 'Leave it out, or write a prefix of your own');
    if (version !== undefined && !/^\d+\.\d+\.\d+-\d+\.\d+$/.test(version)) {
      refuse('CON-14', 'version', version, 'must be the version of the connector and that of Flink, separated by "-"', `Write it like "3.4.0-${settings.flinkVersion}"`);
    }
    if (acks !== undefined && !ACKS.includes(acks)) refuse('CON-07', 'acks', acks, `must be one of ${ACKS.join(', ')}`, 'Write "all"');
    if (compressionType !== undefined && !COMPRESSIONS.includes(compressionType)) {
      refuse('CON-07', 'compressionType', compressionType, `must be one of ${COMPRESSIONS.join(', ')}`, 'Write "lz4"');
    }
    if (groupId?.trim() === '') refuse('CON-08', 'groupId', groupId, 'must not be blank', 'Leave it out, or write a name');
    if (deadLetterTopic?.trim() === '') refuse('CON-12', 'deadLetterTopic', deadLetterTopic, 'must not be blank', 'Leave it out, or write a name');
    refuseUnlessCount(settings, 'PAR-04', `${path}.partitions`, partitions, 1);
    refuseUnlessCount(settings, 'PAR-04', `${path}.parallelism`, parallelism, 1);
    for (const [guideline, property, fix] of POSITIVE) {
      refuseUnlessPositive(settings, guideline, `${path}.${property}`, this.said[property] as Duration | undefined, fix);
    }
  }
}

/** The declared values, by property name. */
type Said = Pick<DeclaredConnector, 'connector' | 'role'> & Partial<Omit<KafkaSinkOptions & KafkaSourceOptions & OtherSinkOptions & OtherSourceOptions, 'egress' | 'connector'>>;

const TIMES = ['maxLatency', 'transactionTimeout', 'brokerTransactionMaxTimeout', 'maxOutOfOrderness', 'partitionDiscoveryInterval'];

const POSITIVE: readonly [guideline: string, property: keyof Said, fix: string][] = [
  ['CKP-19', 'maxLatency', 'Write it as Duration.seconds(30)'],
  ['WMK-02', 'maxOutOfOrderness', 'Write it as Duration.seconds(5)'],
  ['CON-09', 'partitionDiscoveryInterval', 'Leave it out, or write it as Duration.minutes(1)'],
  ['CON-06', 'transactionTimeout', 'Write it as Duration.minutes(20), or leave it out'],
  ['CON-06', 'brokerTransactionMaxTimeout', 'Write what the brokers have as transaction.max.timeout.ms, such as Duration.minutes(15)'],
];

function kafka({ bootstrapServers, topics }: KafkaOptions): Partial<Said> {
  return { bootstrapServers: [...bootstrapServers], topics: [...topics] };
}

function source({ version, partitions, parallelism, maxOutOfOrderness }: SourceOptions): Partial<Said> {
  return { version, partitions, parallelism, maxOutOfOrderness };
}

function sink({ version, deliveryGuarantee, idempotent, maxLatency }: SinkOptions): Partial<Said> {
  return { version, deliveryGuarantee: deliveryGuarantee ?? DeliveryGuarantee.AT_LEAST_ONCE, idempotent, maxLatency };
}
