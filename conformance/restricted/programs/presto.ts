import { App, Chart, Size } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, LocalVolume, LogLayout, ProductionFlinkJob, S3FileSystem, StateBackend } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'presto', { namespace: 'flink-jobs' });

// The other S3 plugin, a small log file of JSON, and a share of the node's disk for RocksDB.
new ProductionFlinkJob(chart, 'presto', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/presto:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.PRESTO }),
  stateBackend: StateBackend.rocksDb({ localVolume: LocalVolume.emptyDir({ sizeLimit: Size.gibibytes(20) }) }),
  jobManager: { memory: Size.mebibytes(1280) },
  taskManager: { cpu: 2, memory: Size.gibibytes(2) },
  logging: { layout: LogLayout.JSON, rollingFile: { maxSize: Size.mebibytes(1), maxFiles: 1 } },
});

app.synth();
