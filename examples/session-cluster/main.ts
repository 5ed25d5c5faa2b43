import { App, Chart, Duration, Size } from 'cdk8s';
import {
  DurableStorage, EgressTarget, FlinkSessionCluster, FlinkSessionJob, FlinkVersion, JobArtifact, SecretValue, StateBackend, Tls,
} from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'session-cluster', { namespace: 'flink-dev' });

const shared = new FlinkSessionCluster(chart, 'shared', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/flink-shared:1.0.0',
  storage: DurableStorage.s3('s3://my-flink-bucket'),
  taskManager: { cpu: 2, memory: Size.gibibytes(4) },
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  tls: Tls.certManager({ issuer: { name: 'flink-ca' }, keystorePassword: SecretValue.fromSecret('flink-keystores', 'password') }),
  guidelines: { suppress: [{ id: 'ARC-02', reason: 'a development cluster, whose jobs may fail together' }] },
});

new FlinkSessionJob(chart, 'page-views', {
  cluster: shared,
  artifact: JobArtifact.jar('https://repo.example.com/jobs/page-views-1.0.0.jar', {
    entryClass: 'com.example.PageViewsJob',
    args: ['--kafka.bootstrap', 'kafka:9092'],
  }),
  parallelism: 2,
  checkpointing: { interval: Duration.seconds(30) },
  stateBackend: StateBackend.hashMap(),
});

// The main method of this jar throws an exception. The README describes what is seen of it.
new FlinkSessionJob(chart, 'broken', {
  cluster: shared,
  artifact: JobArtifact.jar('https://repo.example.com/jobs/broken-1.0.0.jar', { entryClass: 'com.example.ThrowsInMain' }),
  parallelism: 1,
  alerts: { serviceLevel: { recoveryTime: Duration.minutes(2) } },
});

app.synth();
