import { App, Chart, Size } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, LocalVolume, ProductionFlinkJob, StateBackend } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'google', { namespace: 'flink-jobs' });

// Google's storage, the console alone, a disk of its own for RocksDB, and a jar that is fetched.
new ProductionFlinkJob(chart, 'google', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/flink:1.0.0',
  artifact: JobArtifact.jar('http://10.0.0.3:8000/job.jar'),
  parallelism: 2,
  storage: DurableStorage.gcs('gs://state'),
  stateBackend: StateBackend.rocksDb({ localVolume: LocalVolume.genericEphemeral({ size: Size.gibibytes(20) }) }),
  jobManager: { memory: Size.mebibytes(1280) },
  taskManager: { cpu: 2, memory: Size.gibibytes(2) },
  logging: { rollingFile: { enabled: false } },
  flinkConfiguration: { 'user.artifacts.raw-http-enabled': 'true' },
});

app.synth();
