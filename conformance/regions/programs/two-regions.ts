import { App, Chart, Duration } from 'cdk8s';
import { ActiveRegion, DurableStorage, FlinkDisasterRecovery, FlinkVersion, JobArtifact } from 'cdk8s-flink';

/** The savepoint that was replicated, where the job runs in the standby region: see verify.mjs. */
const RESTORE_FROM = process.env.RESTORE_FROM;

const app = new App();
const [eu, us] = ['eu', 'us'].map((region) => new Chart(app, region, { namespace: 'shop' }));

new FlinkDisasterRecovery(app, 'orders', {
  job: {
    flinkVersion: FlinkVersion.V1_20,
    image: 'registry.example.com/orders:1.0.0',
    artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
    parallelism: 2,
  },
  primary: { scope: eu, storage: DurableStorage.s3('s3://state-eu') },
  standby: { scope: us, storage: DurableStorage.s3('s3://state-us') },
  recoveryPoint: Duration.minutes(30),
  recoveryTime: Duration.minutes(15),
  ...RESTORE_FROM === undefined ? {} : { active: ActiveRegion.STANDBY, restoreFrom: RESTORE_FROM },
});

app.synth();
