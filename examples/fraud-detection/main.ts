import { App, Chart, Duration, Size } from 'cdk8s';
import {
  Connector, DeliveryGuarantee, DurableStorage, EgressTarget, FlinkEnvironment, FlinkVersion, JobArtifact, ProductionFlinkJob,
  SavepointFormat, StateBackend, UpgradeMode,
} from 'cdk8s-flink';

const app = new App();
const kafka = {
  bootstrapServers: ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'],
  egress: EgressTarget.pods({ namespace: 'kafka', port: 9092 }),
};

const chart = new Chart(app, 'fraud-detection', { namespace: 'flink-jobs' });

// Settings of all jobs of the chart.
FlinkEnvironment.of(chart).set({ team: 'fraud' });

new ProductionFlinkJob(chart, 'fraud-detection-job', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/fraud-detection-flink:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/fraud-detection.jar', {
    entryClass: 'com.example.FraudDetectionJob',
  }),
  // One subtask for each of the topic's twelve partitions.
  parallelism: 12,
  storage: DurableStorage.s3('s3://my-flink-bucket'),
  // Four slots with one CPU each.
  taskManager: { cpu: 4, memory: Size.gibibytes(8), ephemeralStorage: Size.gibibytes(20) },
  stateBackend: StateBackend.rocksDb({ incremental: true }),
  checkpointing: { interval: Duration.seconds(60), timeout: Duration.minutes(8), minPause: Duration.seconds(30) },
  upgradeMode: UpgradeMode.savepoint(),
  savepoints: { onDeletion: true, format: SavepointFormat.NATIVE, historyMaxCount: 5 },
  requireOperatorUids: true,
  forbidGenericTypes: true,
  // Brokers, topics and transactional id prefix are passed to the job in environment variables such as FRAUD_ALERTS_TRANSACTIONAL_ID_PREFIX.
  connectors: [
    Connector.kafkaSource('transactions', { ...kafka, topics: ['transactions'], partitions: 12 }),
    Connector.kafkaSink('fraud-alerts', {
      ...kafka,
      topics: ['fraud-alerts'],
      deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE,
      // The brokers' transaction.max.timeout.ms. Interval, timeout and longest restart delay of this job add up to 14 minutes.
      brokerTransactionMaxTimeout: Duration.minutes(15),
    }),
  ],
  expectedStateSize: Size.gibibytes(12),
  guidelines: { suppress: [{ id: 'SEC-01', reason: 'the network encrypts what goes from node to node' }] },
});

app.synth();
