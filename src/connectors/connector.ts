import { Duration } from 'cdk8s';
import { connectorField, DeclaredConnector } from './declared-connector';
import { DeliveryGuarantee } from './delivery-guarantee';
import { variablePrefix } from './environment';
import { StartingOffsets } from './starting-offsets';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';
import { EgressTarget } from '../network/egress-target';

/** What every connector can be told. */
export interface ConnectorOptions {
  /**
   * The version of the connector's artifact, such as `3.4.0-1.20`: it ends with the Flink version that it was made for. Guideline CON-14.
   * @default - not checked
   */
  readonly version?: string;
  /**
   * Where the job's pods reach it. Like a target in `egress`, it closes egress to all that is not declared. Guideline SEC-09.
   * @default - none
   */
  readonly egress?: EgressTarget;
}

/** What every source can be told. */
export interface SourceOptions extends ConnectorOptions {
  /**
   * How many partitions, shards or splits it reads at once. Guideline PAR-04.
   * @default - not checked
   */
  readonly partitions?: number;
  /**
   * The source's own parallelism, where it differs from the job's.
   * @default - the job's
   */
  readonly parallelism?: number;
  /**
   * How much later than a newer event an event may come: the bound of `forBoundedOutOfOrderness`. Watermarks are behind by that much when all is well, and
   * the alert on their lag allows for it. Guideline WMK-02.
   * @default - none: the alert allows for a recovery and a checkpoint only
   */
  readonly maxOutOfOrderness?: Duration;
}

/** What every sink can be told. */
export interface SinkOptions extends ConnectorOptions {
  /**
   * What the code asks of it. Guidelines CON-03 and CON-04.
   * @default DeliveryGuarantee.AT_LEAST_ONCE
   */
  readonly deliveryGuarantee?: DeliveryGuarantee;
  /**
   * Whether a record that is written a second time changes nothing, because it has a key and replaces the first. Guideline CON-17.
   * @default false
   */
  readonly idempotent?: boolean;
  /**
   * How long a record may stay invisible to whoever reads from the sink. A sink that writes exactly once shows records when a checkpoint completes.
   * Guideline CKP-19.
   * @default - not checked
   */
  readonly maxLatency?: Duration;
}

/** Where Kafka is. */
export interface KafkaOptions {
  /** Brokers to begin with, `host:port`. At least two, or one name that stands for all. Guideline CON-11. */
  readonly bootstrapServers: string[];
  /** The topics. */
  readonly topics: string[];
}

/** A source that reads from Kafka. */
export interface KafkaSourceOptions extends KafkaOptions, SourceOptions {
  /**
   * Where it begins when no checkpoint or savepoint says it. Guideline CON-08.
   * @default StartingOffsets.COMMITTED
   */
  readonly startingOffsets?: StartingOffsets;
  /**
   * The consumer group (`group.id`) in whose name offsets are committed when a checkpoint completes. Guideline CON-08.
   * @default - `<namespace>-<job>`
   */
  readonly groupId?: string;
  /**
   * How often it looks for new partitions (`partition.discovery.interval.ms`). Guideline CON-09.
   * @default - the connector's own: 5 minutes
   */
  readonly partitionDiscoveryInterval?: Duration;
  /**
   * The topic for records that cannot be processed. The job's code writes them. Guideline CON-12.
   * @default - none
   */
  readonly deadLetterTopic?: string;
}

/** A sink that writes to Kafka. */
export interface KafkaSinkOptions extends KafkaOptions, SinkOptions {
  /**
   * What the ids of its transactions begin with; no other sink may have the same. Guideline CON-05.
   * @default - `<namespace>-<job>-<connector's name>`, where it writes exactly once
   */
  readonly transactionalIdPrefix?: string;
  /**
   * After how long the brokers abort a transaction (`transaction.timeout.ms`). Guideline CON-06.
   * @default - checkpoint interval, checkpoint timeout and longest restart delay together, in whole minutes, where it writes exactly once
   */
  readonly transactionTimeout?: Duration;
  /**
   * What the brokers allow at most (`transaction.max.timeout.ms`). Guideline CON-06.
   * @default - 15 minutes, as Kafka has it
   */
  readonly brokerTransactionMaxTimeout?: Duration;
  /**
   * Which brokers must have a record before it counts as written: `all`, `1` or `0`. Guideline CON-07.
   * @default all
   */
  readonly acks?: string;
  /**
   * How records are compressed: `none`, `gzip`, `snappy`, `lz4` or `zstd`. Guideline CON-07.
   * @default lz4
   */
  readonly compressionType?: string;
}

/** Any source. */
export interface OtherSourceOptions extends SourceOptions {
  /** The connector's name, such as `kinesis`, `pulsar` or `filesystem`. */
  readonly connector: string;
  /**
   * Whether it can give again what it gave before. Guideline ARC-14.
   * @default - what is known of the connector
   */
  readonly replayable?: boolean;
}

/** Any sink. */
export interface OtherSinkOptions extends SinkOptions {
  /** The connector's name, such as `jdbc`, `iceberg` or `elasticsearch`. */
  readonly connector: string;
  /**
   * Whether its transactions end with a checkpoint, such as those of JDBC with XA. Guideline CON-04.
   * @default - what is known of the connector
   */
  readonly transactional?: boolean;
}

/**
 * What a job reads from or writes to, so that it can be checked: whether source and sink keep what the checkpoints promise, whether transactions
 * live long enough, whether two jobs get into each other's way. Guidelines CON-01 to CON-15.
 *
 * The job's `main` gets what was declared, and the defaults, in environment variables that begin with the connector's name in capitals:
 * `ALERTS_BOOTSTRAP_SERVERS`, `ALERTS_TOPICS` and so on. docs/connectors.md lists them.
 */
export class Connector {
  /**
   * A `KafkaSource`.
   *
   * @param name what it is called in this job: lower-case letters, digits and `-`
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
   * @param name what it is called in this job: lower-case letters, digits and `-`
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
   * Any source.
   *
   * @param name what it is called in this job: lower-case letters, digits and `-`
   *
   * @example
   * const clicks = Connector.source('clicks', { connector: 'kinesis', partitions: 8 });
   */
  public static source(name: string, options: OtherSourceOptions): Connector {
    return new Connector(name, { connector: options.connector, role: 'source', replayable: options.replayable, ...source(options) }, options.egress);
  }

  /**
   * Any sink.
   *
   * @param name what it is called in this job: lower-case letters, digits and `-`
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
   * @param taken the variables of the connectors before it
   * @internal
   */
  public _bind(settings: JobSettings, path: string, taken: Set<string>): void {
    const { name, said } = this;
    if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
      settings.refuse('CON-01', `${path}.name`, name, 'must consist of lower-case letters, digits and -, beginning with a letter', 'Write it like "dead-letters"');
      return;
    }
    if (taken.has(variablePrefix(name))) settings.refuse('CON-01', `${path}.name`, name, 'is the name of two connectors', 'Give each a name of its own');
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
    const { bootstrapServers, topics, connector, version, acks, compressionType, partitions, parallelism, groupId, deadLetterTopic } = this.said;
    const refuse = (guideline: string, property: string, value: unknown, message: string, fix: string) =>
      settings.refuse(guideline, `${path}.${property}`, value, message, fix);
    if (connector.trim() === '') refuse('CON-01', 'connector', connector, 'names no connector', 'Write its name, such as "jdbc"');
    (bootstrapServers ?? []).forEach((server, i) => {
      if (!HOST_AND_PORT.test(server)) refuse('CON-11', `bootstrapServers[${i}]`, server, 'is not host:port', 'Write it like "kafka-0.kafka:9092"');
    });
    if (bootstrapServers?.length === 0) refuse('CON-11', 'bootstrapServers', '', 'names no broker', 'Name two, or one name that stands for all');
    if (topics?.length === 0) refuse('CON-15', 'topics', '', 'names no topic', 'Name the topics');
    if (version !== undefined && !/^\d+\.\d+\.\d+-\d+\.\d+$/.test(version)) {
      refuse('CON-14', 'version', version, 'is not the version of a connector, which ends with that of Flink', `Write it like "3.4.0-${settings.flinkVersion}"`);
    }
    if (acks !== undefined && !ACKS.includes(acks)) refuse('CON-07', 'acks', acks, `is none of ${ACKS.join(', ')}`, 'Write "all"');
    if (compressionType !== undefined && !COMPRESSIONS.includes(compressionType)) {
      refuse('CON-07', 'compressionType', compressionType, `is none of ${COMPRESSIONS.join(', ')}`, 'Write "lz4"');
    }
    if (groupId?.trim() === '') refuse('CON-08', 'groupId', groupId, 'names no consumer group', 'Leave it out, or write a name');
    if (deadLetterTopic?.trim() === '') refuse('CON-12', 'deadLetterTopic', deadLetterTopic, 'names no topic', 'Leave it out, or write a name');
    refuseUnlessCount(settings, 'PAR-04', `${path}.partitions`, partitions, 1);
    refuseUnlessCount(settings, 'PAR-04', `${path}.parallelism`, parallelism, 1);
    for (const [guideline, property, fix] of POSITIVE) {
      refuseUnlessPositive(settings, guideline, `${path}.${property}`, this.said[property] as Duration | undefined, fix);
    }
  }
}

/** What was said, by the names of the properties. */
type Said = Pick<DeclaredConnector, 'connector' | 'role'> & Partial<Omit<KafkaSinkOptions & KafkaSourceOptions & OtherSinkOptions & OtherSourceOptions, 'egress' | 'connector'>>;

const TIMES = ['maxLatency', 'transactionTimeout', 'brokerTransactionMaxTimeout', 'maxOutOfOrderness', 'partitionDiscoveryInterval'];

const POSITIVE: readonly [guideline: string, property: keyof Said, fix: string][] = [
  ['CKP-19', 'maxLatency', 'Write it as Duration.seconds(30)'],
  ['WMK-02', 'maxOutOfOrderness', 'Write it as Duration.seconds(5)'],
  ['CON-09', 'partitionDiscoveryInterval', 'Leave it out, or write it as Duration.minutes(1)'],
  ['CON-06', 'transactionTimeout', 'Write it as Duration.minutes(20), or leave it out'],
  ['CON-06', 'brokerTransactionMaxTimeout', 'Write what the brokers have as transaction.max.timeout.ms, such as Duration.minutes(15)'],
];

const HOST_AND_PORT = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?):([1-9]\d{0,4})$/;
const ACKS = ['all', '-1', '1', '0'];
const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

function kafka({ bootstrapServers, topics }: KafkaOptions): Partial<Said> {
  return { bootstrapServers: [...bootstrapServers], topics: [...topics] };
}

function source({ version, partitions, parallelism, maxOutOfOrderness }: SourceOptions): Partial<Said> {
  return { version, partitions, parallelism, maxOutOfOrderness };
}

function sink({ version, deliveryGuarantee, idempotent, maxLatency }: SinkOptions): Partial<Said> {
  return { version, deliveryGuarantee: deliveryGuarantee ?? DeliveryGuarantee.AT_LEAST_ONCE, idempotent, maxLatency };
}
