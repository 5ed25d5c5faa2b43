import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob, RestTls, SecretValue, Tls } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'encrypted', { namespace: 'flink-jobs' });

new ProductionFlinkJob(chart, 'encrypted', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/encrypted:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/encrypted.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state'),
  checkpointing: { interval: Duration.seconds(10) },
  jobManager: { memory: Size.mebibytes(1280) },
  taskManager: { cpu: 2, memory: Size.gibibytes(2) },
  tls: Tls.certManager({
    issuer: { name: 'flink-ca' },
    keystorePassword: SecretValue.fromSecret('keystores', 'password'),
    rest: RestTls.SERVER,
  }),
});

app.synth();
