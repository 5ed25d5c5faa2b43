import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

// A job whose TaskManagers watch nothing, and whose JobManager elects nobody.
const app = new App();
const chart = new Chart(app, 'alone', { namespace: 'alone' });

new ProductionFlinkJob(chart, 'alone', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/alone:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/alone.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state'),
  flinkConfiguration: { 'high-availability.type': 'NONE' },
  egress: [],
  guidelines: { suppress: [{ id: 'HA-01', reason: 'the rights and the network of a job without it are looked at' }] },
});

app.synth();
