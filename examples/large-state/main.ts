import { App, Chart, Duration, Size } from 'cdk8s';
import {
  DurableStorage, EgressTarget, FlinkVersion, JobArtifact, LocalVolume, ProductionFlinkJob, RestTls, SavepointFormat, SecretValue, StateBackend, Tls,
  UnalignedCheckpoints, UpgradeMode,
} from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'large-state', { namespace: 'sessions' });

new ProductionFlinkJob(chart, 'sessionization', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/sessionization:3.0.2',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/sessionization.jar', { entryClass: 'com.example.SessionizationJob' }),
  parallelism: 96,
  maxParallelism: 1440,
  storage: DurableStorage.s3('s3://sessions-flink/prod', { endpoint: 'https://s3.storage.example.com', pathStyleAccess: true, entropy: true }),
  guidelines: { suppress: [{ id: 'CKP-21', reason: 'a lifecycle rule of the bucket removes empty objects below prod/_entropy_/' }] },
  // The access keys of the store are in a Secret; the plugin reads these environment variables.
  secretEnv: {
    AWS_ACCESS_KEY_ID: SecretValue.fromSecret('sessions-storage', 'access-key-id'),
    AWS_SECRET_ACCESS_KEY: SecretValue.fromSecret('sessions-storage', 'secret-access-key'),
  },
  stateBackend: StateBackend.rocksDb({
    localVolume: LocalVolume.genericEphemeral({ size: Size.gibibytes(400), storageClassName: 'local-nvme' }),
  }),
  checkpointing: {
    interval: Duration.minutes(3),
    timeout: Duration.minutes(30),
    unaligned: UnalignedCheckpoints.afterTimeout(Duration.seconds(30)),
    fileMerging: true,
    localRecovery: true,
  },
  upgradeMode: UpgradeMode.lastState({ maxAllowedCheckpointAge: Duration.minutes(15) }),
  savepoints: { format: SavepointFormat.NATIVE, interval: Duration.hours(12) },
  jobManager: { cpu: 2, memory: Size.gibibytes(4) },
  taskManager: { cpu: 8, memory: Size.gibibytes(48), ephemeralStorage: Size.gibibytes(20) },
  // Sessions are personal data: traffic between the pods is encrypted.
  tls: Tls.certManager({
    issuer: { name: 'flink-ca' },
    keystorePassword: SecretValue.fromSecret('flink-keystores', 'password'),
    rest: RestTls.SERVER,
  }),
  egress: [EgressTarget.pods({ namespace: 'kafka', labels: { 'strimzi.io/cluster': 'events' }, port: 9093 })],
});

app.synth();
