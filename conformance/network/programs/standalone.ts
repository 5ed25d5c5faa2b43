import { App, Chart, Size } from 'cdk8s';
import { DeploymentMode, DurableStorage, FlinkDeployment, FlinkNetworkPolicy, FlinkServiceAccount, FlinkVersion, JobArtifact } from 'cdk8s-flink';

// A job whose TaskManagers the operator creates: without high availability nobody in it asks the API server.
const app = new App();
const chart = new Chart(app, 'standalone', { namespace: 'standalone' });

const deployment = new FlinkDeployment(chart, 'standalone', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/standalone:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/jobs/standalone.jar'),
  parallelism: 3,
  mode: DeploymentMode.standalone({ taskManagers: 3 }),
  serviceAccountName: 'standalone',
  storage: DurableStorage.s3('s3://state'),
  jobManager: { cpu: 1, memory: Size.gibibytes(2) },
  taskManager: { cpu: 1, memory: Size.gibibytes(2) },
  flinkConfiguration: {
    'blob.server.port': '6124',
    'metrics.internal.query-service.port': '6121',
    'taskmanager.data.port': '6120',
    'taskmanager.rpc.port': '6122',
    'web.submit.enable': 'false',
  },
});
new FlinkServiceAccount(chart, 'account', { deployment });
new FlinkNetworkPolicy(chart, 'policy', { deployment, egress: [] });

app.synth();
