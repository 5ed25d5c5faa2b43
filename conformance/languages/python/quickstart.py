from cdk8s import App, Chart, Size
from cdk8s_flink import DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob

app = App()
chart = Chart(app, "fraud", namespace="flink-jobs")

ProductionFlinkJob(
    chart,
    "fraud-detection",
    flink_version=FlinkVersion.V1_20,
    image="registry.example.com/fraud-detection:1.0.0",
    artifact=JobArtifact.jar(
        "local:///opt/flink/usrlib/fraud-detection.jar",
        entry_class="com.example.FraudDetectionJob",
        args=["--kafka.bootstrap", "kafka:9092"],
    ),
    parallelism=12,
    storage=DurableStorage.s3("s3://my-flink-bucket"),
    task_manager={"cpu": 4, "memory": Size.gibibytes(8)},
    egress=[EgressTarget.pods(namespace="kafka", port=9092)],
)

app.synth()
