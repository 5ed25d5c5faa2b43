import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'operations-guide', { namespace: 'streaming' });

new ProductionFlinkJob(chart, 'my-flink-job', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/my-flink-job:2.2.1-1',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/my-job.jar'),
  parallelism: 4,
  storage: DurableStorage.s3('s3://my-bucket/flink'),
});

app.synth();
