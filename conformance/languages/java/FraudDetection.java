import io.github.cdk8sflink.CheckpointingOptions;
import io.github.cdk8sflink.Connector;
import io.github.cdk8sflink.DeliveryGuarantee;
import io.github.cdk8sflink.DurableStorage;
import io.github.cdk8sflink.EgressPodsOptions;
import io.github.cdk8sflink.EgressTarget;
import io.github.cdk8sflink.FlinkEnvironment;
import io.github.cdk8sflink.FlinkEnvironmentOptions;
import io.github.cdk8sflink.FlinkVersion;
import io.github.cdk8sflink.GuidelineSuppression;
import io.github.cdk8sflink.JarOptions;
import io.github.cdk8sflink.JobArtifact;
import io.github.cdk8sflink.JobGuidelinesOptions;
import io.github.cdk8sflink.KafkaSinkOptions;
import io.github.cdk8sflink.KafkaSourceOptions;
import io.github.cdk8sflink.ProductionFlinkJob;
import io.github.cdk8sflink.RocksDbOptions;
import io.github.cdk8sflink.SavepointFormat;
import io.github.cdk8sflink.SavepointOptions;
import io.github.cdk8sflink.StateBackend;
import io.github.cdk8sflink.TaskManagerOptions;
import io.github.cdk8sflink.UpgradeMode;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Duration;
import org.cdk8s.Size;

public class FraudDetection {
    public static void main(String[] args) {
        List<String> brokers = List.of("kafka-0.kafka:9092", "kafka-1.kafka:9092");
        EgressTarget kafka = EgressTarget.pods(EgressPodsOptions.builder().namespace("kafka").port(9092).build());

        App app = new App();
        Chart chart = new Chart(app, "fraud-detection", ChartProps.builder().namespace("flink-jobs").build());
        FlinkEnvironment.of(chart).set(FlinkEnvironmentOptions.builder().team("fraud").build());

        ProductionFlinkJob.Builder.create(chart, "fraud-detection-job")
                .flinkVersion(FlinkVersion.V1_20)
                .image("registry.example.com/fraud-detection-flink:1.0.0")
                .artifact(JobArtifact.jar("local:///opt/flink/usrlib/fraud-detection.jar", JarOptions.builder()
                        .entryClass("com.example.FraudDetectionJob")
                        .build()))
                .parallelism(12)
                .storage(DurableStorage.s3("s3://my-flink-bucket"))
                .taskManager(TaskManagerOptions.builder().cpu(4).memory(Size.gibibytes(8)).ephemeralStorage(Size.gibibytes(20)).build())
                .stateBackend(StateBackend.rocksDb(RocksDbOptions.builder().incremental(true).build()))
                .checkpointing(CheckpointingOptions.builder()
                        .interval(Duration.seconds(60))
                        .timeout(Duration.minutes(8))
                        .minPause(Duration.seconds(30))
                        .build())
                .upgradeMode(UpgradeMode.savepoint())
                .savepoints(SavepointOptions.builder().onDeletion(true).format(SavepointFormat.NATIVE).historyMaxCount(5).build())
                .requireOperatorUids(true)
                .forbidGenericTypes(true)
                .connectors(List.of(
                        Connector.kafkaSource("transactions", KafkaSourceOptions.builder()
                                .bootstrapServers(brokers)
                                .egress(kafka)
                                .topics(List.of("transactions"))
                                .partitions(12)
                                .build()),
                        Connector.kafkaSink("fraud-alerts", KafkaSinkOptions.builder()
                                .bootstrapServers(brokers)
                                .egress(kafka)
                                .topics(List.of("fraud-alerts"))
                                .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .brokerTransactionMaxTimeout(Duration.minutes(15))
                                .build())))
                .expectedStateSize(Size.gibibytes(12))
                .guidelines(JobGuidelinesOptions.builder().suppress(List.of(
                        GuidelineSuppression.builder().id("SEC-01").reason("the network encrypts what goes from node to node").build())).build())
                .build();

        app.synth();
    }
}
