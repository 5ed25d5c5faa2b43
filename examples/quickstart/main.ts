import { App, Chart, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'fraud', { namespace: 'flink-jobs' });

new ProductionFlinkJob(chart, 'fraud-detection', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/fraud-detection:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/fraud-detection.jar', {
    entryClass: 'com.example.FraudDetectionJob',
    args: ['--kafka.bootstrap', 'kafka:9092'],
  }),
  parallelism: 12,
  storage: DurableStorage.s3('s3://my-flink-bucket'),
  taskManager: { cpu: 4, memory: Size.gibibytes(8) },
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
});

app.synth();
