import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'counted', { namespace: 'flink-jobs' });

// As small as a production job can be, on a volume that its pods share instead of an object store.
new ProductionFlinkJob(chart, 'counted', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/counted:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar', { entryClass: 'StatefulJob' }),
  parallelism: 1,
  storage: DurableStorage.persistentVolumeClaim('flink-state'),
  checkpointing: { interval: Duration.seconds(5) },
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  jobManager: { cpu: 1, memory: Size.mebibytes(1280) },
  taskManager: { cpu: 1, memory: Size.mebibytes(1536) },
});

app.synth();
