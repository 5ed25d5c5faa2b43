import { App, Chart } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

// The longest name that the operator takes, in a namespace with the longest name that Kubernetes takes.
const app = new App();
const chart = new Chart(app, 'longest', { namespace: 'n'.repeat(63) });

new ProductionFlinkJob(chart, 'j'.repeat(45), {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/longest:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/longest.jar'),
  parallelism: 24,
  storage: DurableStorage.s3('s3://state'),
  jobManager: { replicas: 2 },
  egress: [EgressTarget.pods({ namespace: 'n'.repeat(63), port: 9092 })],
});

app.synth();
