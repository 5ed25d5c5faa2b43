import { App, Chart, Size } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'azure', { namespace: 'flink-jobs' });

// Azure's storage, the console alone, a jar that is fetched, and an image of another user.
new ProductionFlinkJob(chart, 'azure', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/flink:1.0.0',
  artifact: JobArtifact.jar('http://10.0.0.3:8000/job.jar'),
  parallelism: 2,
  storage: DurableStorage.azure('abfss://state@account.dfs.core.windows.net'),
  jobManager: { memory: Size.mebibytes(1280) },
  taskManager: { cpu: 2, memory: Size.gibibytes(2) },
  logging: { rollingFile: { enabled: false } },
  flinkConfiguration: { 'user.artifacts.raw-http-enabled': 'true' },
  runAsUser: 10001,
});

app.synth();
