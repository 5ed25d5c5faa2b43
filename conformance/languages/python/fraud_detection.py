from cdk8s import App, Chart, Duration, Size
from cdk8s_flink import (
    CheckpointingOptions,
    Connector,
    DeliveryGuarantee,
    DurableStorage,
    EgressTarget,
    FlinkEnvironment,
    FlinkVersion,
    JobArtifact,
    ProductionFlinkJob,
    SavepointFormat,
    SavepointOptions,
    StateBackend,
    TaskManagerOptions,
    UpgradeMode,
)

brokers = ["kafka-0.kafka:9092", "kafka-1.kafka:9092"]
kafka = EgressTarget.pods(namespace="kafka", port=9092)

app = App()
chart = Chart(app, "fraud-detection", namespace="flink-jobs")
FlinkEnvironment.of(chart).set(team="fraud")

ProductionFlinkJob(
    chart,
    "fraud-detection-job",
    flink_version=FlinkVersion.V1_20,
    image="registry.example.com/fraud-detection-flink:1.0.0",
    artifact=JobArtifact.jar(
        "local:///opt/flink/usrlib/fraud-detection.jar",
        entry_class="com.example.FraudDetectionJob",
    ),
    parallelism=12,
    storage=DurableStorage.s3("s3://my-flink-bucket"),
    task_manager=TaskManagerOptions(cpu=4, memory=Size.gibibytes(8), ephemeral_storage=Size.gibibytes(20)),
    state_backend=StateBackend.rocks_db(incremental=True),
    checkpointing=CheckpointingOptions(interval=Duration.seconds(60), timeout=Duration.minutes(8), min_pause=Duration.seconds(30)),
    upgrade_mode=UpgradeMode.savepoint(),
    savepoints=SavepointOptions(on_deletion=True, format=SavepointFormat.NATIVE, history_max_count=5),
    require_operator_uids=True,
    forbid_generic_types=True,
    connectors=[
        Connector.kafka_source("transactions", bootstrap_servers=brokers, egress=kafka, topics=["transactions"], partitions=12),
        Connector.kafka_sink(
            "fraud-alerts",
            bootstrap_servers=brokers,
            egress=kafka,
            topics=["fraud-alerts"],
            delivery_guarantee=DeliveryGuarantee.EXACTLY_ONCE,
            broker_transaction_max_timeout=Duration.minutes(15),
        ),
    ],
    expected_state_size=Size.gibibytes(12),
    # structs are also what their names say, in plain dictionaries
    guidelines={"suppress": [{"id": "SEC-01", "reason": "the network encrypts what goes from node to node"}]},
)

app.synth()
