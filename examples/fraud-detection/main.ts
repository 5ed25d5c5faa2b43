import { App, Chart, Duration, Size } from 'cdk8s';
import {
  DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob, SavepointFormat, StateBackend, UpgradeMode,
} from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'fraud-detection', { namespace: 'flink-jobs' });

new ProductionFlinkJob(chart, 'fraud-detection-job', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/fraud-detection-flink:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/fraud-detection.jar', {
    entryClass: 'com.example.FraudDetectionJob',
    args: ['--kafka.bootstrap', 'kafka-0.kafka:9092,kafka-1.kafka:9092'],
  }),
  // One subtask for each of the topic's twelve partitions.
  parallelism: 12,
  storage: DurableStorage.s3('s3://my-flink-bucket'),
  // Four processors for four slots: slots share what their TaskManager has.
  taskManager: { cpu: 4, memory: Size.gibibytes(8), ephemeralStorage: Size.gibibytes(20) },
  stateBackend: StateBackend.rocksDb({ incremental: true }),
  checkpointing: { interval: Duration.seconds(60), timeout: Duration.minutes(8), minPause: Duration.seconds(30) },
  upgradeMode: UpgradeMode.savepoint(),
  savepoints: { onDeletion: true, format: SavepointFormat.NATIVE, historyMaxCount: 5 },
  requireOperatorUids: true,
  forbidGenericTypes: true,
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  monitoring: { alerts: { team: 'fraud' } },
});

app.synth();
