import { ApiObject, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { DurableStorage, FlinkAlerts, FlinkBlueGreenDeployment, FlinkDeployment, FlinkNetworkPolicy, FlinkVersion, JobArtifact, UpgradeMode } from '../../src';
import { chartOf, errorsOf, only } from '../jobs';

const SIZES = { jobManager: { memory: Size.gibibytes(1) }, taskManager: { memory: Size.gibibytes(2) } };
const LEAST = { flinkVersion: FlinkVersion.V2_0, image: 'registry.example.com/a:1', serviceAccountName: 'flink', ...SIZES };

test('says what it is told and nothing else', () => {
  const chart = chartOf();
  new FlinkDeployment(chart, 'orders', {
    ...LEAST,
    artifact: JobArtifact.jar('local:///opt/flink/usrlib/a.jar'),
    parallelism: 3,
    upgradeMode: UpgradeMode.stateless({ acknowledgeStateLoss: true }),
    checkpointing: { interval: Duration.seconds(10) },
    jobManager: { cpu: 1, memory: Size.gibibytes(1) },
  });
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', namespace: 'shop', annotations: { 'cdk8s-flink.dev/suppress': 'UPG-04: acknowledged: acknowledgeStateLoss' } },
    spec: {
      flinkVersion: 'v2_0',
      image: 'registry.example.com/a:1',
      serviceAccount: 'flink',
      flinkConfiguration: { 'execution.checkpointing.interval': '10 s' },
      job: { jarURI: 'local:///opt/flink/usrlib/a.jar', parallelism: 3, upgradeMode: 'stateless' },
      jobManager: { resource: { cpu: 1, memory: '1024m' } },
      taskManager: { resource: { memory: '2048m' } },
    },
  }]);
});

test('a session cluster has no job', () => {
  const chart = chartOf();
  new FlinkDeployment(chart, 'session', LEAST);
  expect(only(Testing.synth(chart), 'FlinkDeployment').spec).not.toHaveProperty('job');
});

test.each<[string, any, string]>([
  ['no service account', { serviceAccountName: undefined }, 'ARC-10 serviceAccountName: must be set'],
  ['savepoint upgrades without a storage', { upgradeMode: UpgradeMode.savepoint() }, 'CKP-10 execution.checkpointing.dir: must be set'],
  ['an artifact without a parallelism', { artifact: JobArtifact.jar('local:///a.jar') }, 'PAR-08 parallelism: must be a whole number'],
  ['high availability without a storage', { flinkConfiguration: { 'high-availability.type': 'kubernetes' } }, 'HA-02 high-availability.storageDir: must be set'],
  ['periodic savepoints without a directory', { savepoints: { interval: Duration.hours(1) }, artifact: JobArtifact.jar('local:///a.jar'), parallelism: 1 }, 'UPG-02 execution.checkpointing.savepoint-dir: must be set'],
])('refuses %s', (_, props, expected) => {
  const chart = chartOf();
  new FlinkDeployment(chart, 'orders', { ...LEAST, ...props });
  expect(errorsOf(() => Testing.synth(chart))).toContainEqual(expect.stringContaining(`[chart/orders] error ${expected}`));
});

test('a storage brings the directories that the job uses', () => {
  const directories = (more: object) => {
    const { settings } = new FlinkDeployment(chartOf(), 'orders', { ...LEAST, storage: DurableStorage.s3('s3://state'), ...more });
    return Object.entries(settings.flinkConfiguration).filter(([, value]) => value.startsWith('s3://')).map(([key, value]) => `${key}: ${value}`);
  };
  const checkpoints = ['execution.checkpointing.dir: s3://state/NAMESPACE/orders/checkpoints', 'execution.checkpointing.savepoint-dir: s3://state/NAMESPACE/orders/savepoints'];
  const inNamespace = (all: string[]) => all.map((each) => each.replace('NAMESPACE', chartOf().namespace!));
  expect(directories({})).toEqual(inNamespace(checkpoints));
  expect(directories({ flinkConfiguration: { 'high-availability.type': 'KUBERNETES' } }))
    .toEqual(inNamespace([...checkpoints, 'high-availability.storageDir: s3://state/NAMESPACE/orders/ha']));
  expect(directories({ flinkConfiguration: { 'execution.runtime-mode': 'BATCH' } })).toEqual([]);
  expect(directories({ flinkConfiguration: { 'execution.checkpointing.dir': 's3://state/own' } })).toContain('execution.checkpointing.dir: s3://state/own');
});

test('savepoint upgrades with a storage are fine', () => {
  const props = { ...LEAST, storage: DurableStorage.s3('s3://state'), upgradeMode: UpgradeMode.savepoint(), artifact: JobArtifact.jar('local:///a.jar'), parallelism: 1 };
  const blue = new FlinkBlueGreenDeployment(chartOf(), 'orders', props);
  for (const job of [new FlinkDeployment(chartOf(), 'orders', props), blue]) expect(job.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('companions stand beside a deployment as well', () => {
  const chart = chartOf();
  const deployment = new FlinkDeployment(chart, 'orders', {
    ...LEAST,
    artifact: JobArtifact.jar('local:///a.jar'),
    parallelism: 1,
    storage: DurableStorage.s3('s3://state'),
    checkpointing: { interval: Duration.seconds(20) },
    // A policy cannot open ports that Flink takes at random.
    flinkConfiguration: { 'blob.server.port': '6124', 'taskmanager.data.port': '6120', 'taskmanager.rpc.port': '6122' },
  });
  new FlinkAlerts(chart, 'alerts', { deployment });
  new FlinkNetworkPolicy(chart, 'policy', { deployment, egress: [] });
  const manifests = Testing.synth(chart);
  expect(manifests.map(({ kind }) => kind)).toEqual(['FlinkDeployment', 'PrometheusRule', 'NetworkPolicy', 'NetworkPolicy']);
  expect(JSON.stringify(only(manifests, 'PrometheusRule'))).toContain('lastCheckpointDuration{namespace=\\"shop\\", flink_deployment=\\"orders\\"}) / 1000 > 20');
});

test('a companion that stands alone stops the synth itself', () => {
  const chart = chartOf();
  const deployment = new FlinkDeployment(chart, 'orders', LEAST);
  new FlinkAlerts(chart, 'alerts', { deployment, overrides: { taskBusy: { disabled: '' } } });
  expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('[chart/alerts] error MON-20 monitoring.alerts.overrides.taskBusy.disabled = ""')]);
});

test('the pods that will exist can be asked for, patches and all', () => {
  const deployment = new FlinkDeployment(chartOf(), 'orders', { ...LEAST, jobManager: { cpu: 1, memory: Size.gibibytes(1) } });
  ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/taskManager', { resource: { cpu: 3, memory: '3g' } }));
  const { jobManager, taskManager } = deployment.renderedPods();
  expect(jobManager.metadata.labels).toMatchObject({ app: 'orders', component: 'jobmanager' });
  expect(taskManager.spec.containers[0].resources.requests).toEqual({ cpu: '3', memory: '3Gi' });
});
