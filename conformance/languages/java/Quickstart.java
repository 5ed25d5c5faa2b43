import io.github.cdk8sflink.DurableStorage;
import io.github.cdk8sflink.EgressPodsOptions;
import io.github.cdk8sflink.EgressTarget;
import io.github.cdk8sflink.FlinkVersion;
import io.github.cdk8sflink.JarOptions;
import io.github.cdk8sflink.JobArtifact;
import io.github.cdk8sflink.ProductionFlinkJob;
import io.github.cdk8sflink.TaskManagerOptions;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Size;

public class Quickstart {
    public static void main(String[] args) {
        App app = new App();
        Chart chart = new Chart(app, "fraud", ChartProps.builder().namespace("flink-jobs").build());

        ProductionFlinkJob.Builder.create(chart, "fraud-detection")
                .flinkVersion(FlinkVersion.V1_20)
                .image("registry.example.com/fraud-detection:1.0.0")
                .artifact(JobArtifact.jar("local:///opt/flink/usrlib/fraud-detection.jar", JarOptions.builder()
                        .entryClass("com.example.FraudDetectionJob")
                        .args(List.of("--kafka.bootstrap", "kafka:9092"))
                        .build()))
                .parallelism(12)
                .storage(DurableStorage.s3("s3://my-flink-bucket"))
                .taskManager(TaskManagerOptions.builder().cpu(4).memory(Size.gibibytes(8)).build())
                .egress(List.of(EgressTarget.pods(EgressPodsOptions.builder().namespace("kafka").port(9092).build())))
                .build();

        app.synth();
    }
}
