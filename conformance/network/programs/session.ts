import { App, Chart, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkDeployment, FlinkNetworkPolicy, FlinkServiceAccount, FlinkVersion, HighAvailability } from 'cdk8s-flink';

// A session cluster: the operator brings jobs to it over the REST API.
const app = new App();
const chart = new Chart(app, 'session', { namespace: 'session' });

const deployment = new FlinkDeployment(chart, 'session', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/session:1.0.0',
  serviceAccountName: 'session',
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
  },
});
new FlinkServiceAccount(chart, 'account', { deployment });
new FlinkNetworkPolicy(chart, 'policy', { deployment, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });

app.synth();
