"""A guideline of one's own, written in Python."""

from cdk8s import App, Chart
from cdk8s_flink import DurableStorage, Finding, FlinkVersion, Guideline, Guidelines, JobArtifact, ProductionFlinkJob, Severity, Workload


class EvenParallelism(Guideline):
    def __init__(self) -> None:
        super().__init__(id="SHOP-01", title="Choose an even parallelism", rationale="Our machines come in pairs.", severity=Severity.ERROR)

    def check(self, workload: Workload) -> list[Finding]:
        if workload.field("job.parallelism") % 2 == 0:
            return []
        return [self._finding(workload, path="job.parallelism", message="must be even", fix="Write an even number")]


app = App()
chart = Chart(app, "payments", namespace="flink-jobs")
Guidelines.of(chart).add(EvenParallelism())

ProductionFlinkJob(
    chart,
    "orders",
    flink_version=FlinkVersion.V1_20,
    image="registry.example.com/orders:1.0.0",
    artifact=JobArtifact.jar("local:///opt/flink/usrlib/orders.jar"),
    parallelism=3,
    storage=DurableStorage.s3("s3://my-flink-bucket"),
)

app.synth()
