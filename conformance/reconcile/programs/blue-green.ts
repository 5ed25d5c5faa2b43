import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'switched', { namespace: 'blue-green' });

// As counted.ts, but each change starts a second cluster beside the first.
new ProductionFlinkJob(chart, 'switched', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/switched:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar', { entryClass: 'StatefulJob' }),
  parallelism: 1,
  storage: DurableStorage.persistentVolumeClaim('flink-state'),
  checkpointing: { interval: Duration.seconds(5) },
  blueGreen: {},
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  jobManager: { cpu: 1, memory: Size.mebibytes(1280) },
  taskManager: { cpu: 1, memory: Size.mebibytes(1536) },
});

app.synth();
