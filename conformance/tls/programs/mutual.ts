import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, KeystoreType, ProductionFlinkJob, RestTls, SecretValue, Tls } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'mutual', { namespace: 'flink-jobs' });

// Java's own keystores, and a REST API that wants to know who asks.
new ProductionFlinkJob(chart, 'mutual', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/mutual:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/mutual.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state'),
  checkpointing: { interval: Duration.seconds(10) },
  jobManager: { memory: Size.mebibytes(1280) },
  taskManager: { cpu: 2, memory: Size.gibibytes(2) },
  tls: Tls.certManager({
    issuer: { name: 'flink-ca' },
    keystorePassword: SecretValue.fromSecret('keystores', 'password'),
    keystoreType: KeystoreType.JKS,
    rest: RestTls.MUTUAL,
  }),
});

app.synth();
