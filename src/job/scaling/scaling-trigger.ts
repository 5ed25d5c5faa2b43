import { Duration } from 'cdk8s';
import { checkedFactories } from '../../configuration/arguments/checked';

/** The lag of a Kafka consumer group, as KEDA measures it: from the offsets that the job commits with its checkpoints. */
export interface KafkaLagTriggerOptions {
  /** Bootstrap servers, such as `kafka.kafka:9092`. */
  readonly bootstrapServers: string[];
  /** The consumer group of the job, which must commit its offsets; a Kafka source does so with each checkpoint. */
  readonly consumerGroup: string;
  /** The topic. */
  readonly topic: string;
  /** Lag per TaskManager, in records: the number of TaskManagers is the total lag divided by this value. */
  readonly lagThreshold: number;
  /**
   * Throughput of the topic in records per second. The records of one checkpoint interval always count as lag: by themselves, they must not require
   * more TaskManagers than the minimum.
   * @default - not checked
   */
  readonly recordsPerSecond?: number;
  /**
   * The name of a KEDA TriggerAuthentication in the job's namespace.
   * @default - none
   */
  readonly authentication?: string;
  /**
   * How often KEDA queries the lag (`pollingInterval` of the ScaledObject).
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;
}

/** What determines the number of TaskManagers of a reactive job. */
@checkedFactories('ScalingTrigger')
export class ScalingTrigger {
  /**
   * CPU utilization, with a HorizontalPodAutoscaler.
   *
   * @param percent the average utilization of the TaskManagers' CPU requests, from 1 to 100
   *
   * @example
   * const trigger = ScalingTrigger.cpu(70);
   */
  public static cpu(percent: number): ScalingTrigger {
    return new ScalingTrigger({ percent });
  }

  /**
   * The lag of a Kafka consumer group, with a ScaledObject. KEDA must be installed in the cluster.
   *
   * @example
   * const trigger = ScalingTrigger.kafkaLag({
   *   bootstrapServers: ['kafka.kafka:9092'], topic: 'orders', consumerGroup: 'fraud', lagThreshold: 50_000, recordsPerSecond: 800,
   * });
   */
  public static kafkaLag(lag: KafkaLagTriggerOptions): ScalingTrigger {
    return new ScalingTrigger({ lag });
  }

  private constructor(private readonly said: { readonly percent?: number; readonly lag?: KafkaLagTriggerOptions }) {}

  /** @internal */
  public get _percent(): number | undefined {
    return this.said.percent;
  }

  /** @internal */
  public get _lag(): KafkaLagTriggerOptions | undefined {
    return this.said.lag;
  }

  /** @internal */
  public get _pollingSeconds(): number {
    return this.said.lag?.pollingInterval?.toSeconds() ?? 30;
  }
}
