import { App, Chart, Duration } from 'cdk8s';
import { DurableStorage, FlinkEnvironment, FlinkStateMetrics, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

// A job with every alert that reads what kube-state-metrics says.
const app = new App();

FlinkEnvironment.of(app).set({ stateMetrics: true });

new FlinkStateMetrics(new Chart(app, 'monitoring', { namespace: 'monitoring' }), 'state-metrics');

new ProductionFlinkJob(new Chart(app, 'watched', { namespace: 'watched' }), 'orders', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/orders:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state'),
  egress: [],
  // so that one is missed a moment after the job is made
  savepoints: { interval: Duration.seconds(5) },
});

app.synth();
