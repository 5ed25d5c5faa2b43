import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Copies records from one topic to another, with nothing but what the library puts into the environment of its main. */
public class CopyJob {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSource<String> source =
                KafkaSource.<String>builder()
                        .setBootstrapServers(System.getenv("TRANSACTIONS_BOOTSTRAP_SERVERS"))
                        .setTopics(System.getenv("TRANSACTIONS_TOPICS").split(","))
                        .setGroupId(System.getenv("TRANSACTIONS_GROUP_ID"))
                        .setStartingOffsets(starting(System.getenv("TRANSACTIONS_STARTING_OFFSETS")))
                        .setValueOnlyDeserializer(new SimpleStringSchema())
                        .build();
        Properties producer = new Properties();
        producer.setProperty("transaction.timeout.ms", System.getenv("FRAUD_ALERTS_TRANSACTION_TIMEOUT_MS"));
        producer.setProperty("acks", System.getenv("FRAUD_ALERTS_ACKS"));
        producer.setProperty("compression.type", System.getenv("FRAUD_ALERTS_COMPRESSION_TYPE"));
        KafkaSink<String> sink =
                KafkaSink.<String>builder()
                        .setBootstrapServers(System.getenv("FRAUD_ALERTS_BOOTSTRAP_SERVERS"))
                        .setDeliveryGuarantee(guarantee(System.getenv("FRAUD_ALERTS_DELIVERY_GUARANTEE")))
                        .setTransactionalIdPrefix(System.getenv("FRAUD_ALERTS_TRANSACTIONAL_ID_PREFIX"))
                        .setKafkaProducerConfig(producer)
                        .setRecordSerializer(
                                KafkaRecordSerializationSchema.builder()
                                        .setTopic(System.getenv("FRAUD_ALERTS_TOPICS"))
                                        .setValueSerializationSchema(new SimpleStringSchema())
                                        .build())
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "transactions").uid("transactions").sinkTo(sink).uid("fraud-alerts");
        env.execute();
    }

    private static OffsetsInitializer starting(String word) {
        switch (word) {
            case "committed":
                return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case "earliest":
                return OffsetsInitializer.earliest();
            case "latest":
                return OffsetsInitializer.latest();
            default:
                throw new IllegalArgumentException(word);
        }
    }

    private static DeliveryGuarantee guarantee(String word) {
        return DeliveryGuarantee.valueOf(word.toUpperCase().replace('-', '_'));
    }
}
