import { App, Chart, Duration, Size } from 'cdk8s';
import {
  CheckpointingMode, CloudIdentity, DurableStorage, EgressTarget, FlinkVersion, GarbageCollector, JobArtifact, ProductionFlinkJob, RestartStrategy,
  ServiceMesh, StateBackend,
} from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'low-latency', { namespace: 'pricing' });

new ProductionFlinkJob(chart, 'quotes', {
  flinkVersion: FlinkVersion.V2_1,
  image: 'registry.example.com/quotes:7.3.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/quotes.jar', { entryClass: 'com.example.QuotesJob' }),
  parallelism: 8,
  storage: DurableStorage.gcs('gs://pricing-flink-state'),
  // No access keys: the job's ServiceAccounts impersonate this Google service account.
  identity: CloudIdentity.gke({ serviceAccount: 'quotes@pricing-prod.iam.gserviceaccount.com' }),
  stateBackend: StateBackend.hashMap(),
  checkpointing: { interval: Duration.seconds(15), timeout: Duration.minutes(2), mode: CheckpointingMode.AT_LEAST_ONCE },
  restartStrategy: RestartStrategy.exponentialDelay({ initialBackoff: Duration.millis(200), maxBackoff: Duration.seconds(10) }),
  // A standby JobManager takes over without starting a pod.
  jobManager: { replicas: 2 },
  taskManager: { cpu: 4, memory: Size.gibibytes(6) },
  jvm: { garbageCollector: GarbageCollector.ZGC },
  objectReuse: true,
  // The mesh encrypts traffic between the pods.
  mesh: ServiceMesh.linkerd(),
  flinkConfiguration: { 'execution.buffer-timeout.interval': '5 ms' },
  egress: [EgressTarget.cidr('10.40.0.0/16', { port: 9093 })],
});

app.synth();
