import { App, Chart, Duration, Size } from 'cdk8s';
import {
  DurableStorage, EgressTarget, FlinkBlueGreenDeployment, FlinkNetworkPolicy, FlinkServiceAccount, FlinkVersion, HighAvailability, JobArtifact,
} from 'cdk8s-flink';

// A job that the operator starts beside itself at every change: neither version reaches the other.
const app = new App();
const chart = new Chart(app, 'blue-green', { namespace: 'blue-green' });

const deployment = new FlinkBlueGreenDeployment(chart, 'blue-green', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/blue-green:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/blue-green.jar'),
  parallelism: 2,
  abortGracePeriod: Duration.minutes(5),
  serviceAccountName: 'blue-green',
  storage: DurableStorage.s3('s3://state'),
  highAvailability: HighAvailability.kubernetes(),
  jobManager: { cpu: 1, memory: Size.gibibytes(2) },
  taskManager: { cpu: 1, memory: Size.gibibytes(2) },
  flinkConfiguration: {
    'blob.server.port': '6124',
    'high-availability.jobmanager.port': '6123',
    'high-availability.storageDir': 's3://state/ha',
    'metrics.internal.query-service.port': '6121',
    'taskmanager.data.port': '6120',
    'taskmanager.rpc.port': '6122',
    'web.submit.enable': 'false',
  },
});
new FlinkServiceAccount(chart, 'account', { deployment: deployment.blue });
for (const version of [deployment.blue, deployment.green]) {
  new FlinkNetworkPolicy(chart, `${version.name}-policy`, { deployment: version, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });
}

app.synth();
