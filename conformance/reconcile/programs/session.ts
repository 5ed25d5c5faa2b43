import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkSessionCluster, FlinkSessionJob, FlinkVersion, JobArtifact } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'shared', { namespace: 'flink-session' });

// A session cluster as small as it can be, with a job that counts and one whose class is not in its jar.
const shared = new FlinkSessionCluster(chart, 'shared', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/shared:1.0.0',
  storage: DurableStorage.persistentVolumeClaim('flink-state'),
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  jobManager: { cpu: 1, memory: Size.mebibytes(1280) },
  taskManager: { cpu: 1, memory: Size.mebibytes(1536), slots: 2 },
});

new FlinkSessionJob(chart, 'counted-in-session', {
  cluster: shared,
  artifact: JobArtifact.jar('https://repo.example.com/job.jar', { entryClass: 'StatefulJob' }),
  parallelism: 1,
  checkpointing: { interval: Duration.seconds(5) },
});

new FlinkSessionJob(chart, 'broken', {
  cluster: shared,
  artifact: JobArtifact.jar('https://repo.example.com/job.jar', { entryClass: 'Nowhere' }),
  parallelism: 1,
  checkpointing: { interval: Duration.seconds(5) },
});

app.synth();
