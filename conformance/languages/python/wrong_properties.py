"""Two mistakes: both are said at once, when the app is synthesized."""

from cdk8s import App, Chart
from cdk8s_flink import DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob

app = App()

ProductionFlinkJob(
    Chart(app, "payments", namespace="flink-jobs"),
    "orders",
    flink_version=FlinkVersion.V1_20,
    image="registry.example.com/orders:1.0.0",
    artifact=JobArtifact.jar("local:///opt/flink/usrlib/orders.jar"),
    parallelism=0,
    storage=DurableStorage.s3("s3://my-flink-bucket"),
    flink_configuration={"execution.checkpointing.intervall": "30 s"},
)

app.synth()
