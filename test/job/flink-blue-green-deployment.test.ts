import { Duration, Size, Testing } from 'cdk8s';
import {
  DurableStorage, FlinkBlueGreenDeployment, FlinkBlueGreenDeploymentProps, FlinkDisruptionBudget, FlinkEnvironment, FlinkMetricsService,
  FlinkNetworkPolicy, FlinkServiceAccount, FlinkVersion, HighAvailability, IngressAuthentication, JobArtifact, OperatorVersion,
} from '../../src';
import { chartOf, errorsOf, only } from '../jobs';

const LEAST: FlinkBlueGreenDeploymentProps = {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/orders:1',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
  parallelism: 4,
  serviceAccountName: 'orders',
  jobManager: { memory: Size.gibibytes(1) },
  taskManager: { memory: Size.gibibytes(2) },
  storage: DurableStorage.s3('s3://state'),
  highAvailability: HighAvailability.kubernetes(),
  flinkConfiguration: {
    'blob.server.port': '6124',
    'high-availability.jobmanager.port': '6123',
    'high-availability.storageDir': 's3://state/ha',
    'taskmanager.data.port': '6120',
    'taskmanager.rpc.port': '6122',
  },
};

function beside(props: Partial<FlinkBlueGreenDeploymentProps> = {}, name = 'orders') {
  const chart = chartOf();
  return { chart, deployment: new FlinkBlueGreenDeployment(chart, name, { ...LEAST, ...props }) };
}

test('the operator gets a template, and its own options beside it', () => {
  const { chart } = beside({ abortGracePeriod: Duration.minutes(5), deploymentDeletionDelay: Duration.seconds(30) });
  const [{ apiVersion, kind, metadata, spec }, ...others] = Testing.synth(chart);
  expect(others).toEqual([]);
  expect([apiVersion, kind, metadata.name, metadata.namespace]).toEqual(['flink.apache.org/v1beta1', 'FlinkBlueGreenDeployment', 'orders', 'shop']);
  expect(Object.keys(spec)).toEqual(['configuration', 'template']);
  expect(spec.configuration).toEqual({
    'kubernetes.operator.bluegreen.abort.grace-period': '5 min',
    'kubernetes.operator.bluegreen.deployment-deletion.delay': '30 s',
  });
  expect(Object.keys(spec.template)).toEqual(['spec']);
  expect(spec.template.spec).toMatchObject({ flinkVersion: 'v1_20', job: { parallelism: 4 }, serviceAccount: 'orders' });
});

test('without options there is no empty map of them', () => {
  expect(Object.keys(only(Testing.synth(beside().chart), 'FlinkBlueGreenDeployment').spec)).toEqual(['template']);
});

test('one ingress leads to the active one of the two', () => {
  const authentication = IngressAuthentication.nginxBasic('visitors');
  const { chart } = beside({ ingress: { template: 'orders.example.com', tlsSecretName: 'orders-tls', controllerNamespace: 'ingress-nginx', authentication } });
  const { spec } = only(Testing.synth(chart), 'FlinkBlueGreenDeployment');
  expect(spec.ingress.template).toContain('orders.example.com');
  expect(spec.template.spec).not.toHaveProperty('ingress');
});

test('what stands beside it is made for each of the two', () => {
  const { chart, deployment } = beside({ parallelism: 8, taskManager: { ...LEAST.taskManager, slots: 2 } });
  expect([deployment.blue.name, deployment.green.name, deployment.green.namespace]).toEqual(['orders-blue', 'orders-green', 'shop']);
  for (const each of [deployment.blue, deployment.green]) {
    new FlinkNetworkPolicy(chart, `${each.name} policy`, { deployment: each });
    new FlinkMetricsService(chart, `${each.name} metrics`, { deployment: each });
    new FlinkDisruptionBudget(chart, `${each.name} budget`, { deployment: each });
  }
  const selected = Testing.synth(chart).filter(({ kind }) => kind !== 'FlinkBlueGreenDeployment')
    .map(({ kind, spec }) => `${kind} ${(spec.podSelector?.matchLabels ?? spec.selector.matchLabels ?? spec.selector).app}`);
  const kinds = ['NetworkPolicy', 'NetworkPolicy', 'Service', 'PodDisruptionBudget'];
  expect(selected).toEqual(['blue', 'green'].flatMap((colour) => kinds.map((kind) => `${kind} orders-${colour}`)));
});

test('their account may read the Deployment of either', () => {
  const { chart, deployment } = beside();
  new FlinkServiceAccount(chart, 'account', { deployment: deployment.blue });
  const role = only(Testing.synth(chart), 'Role');
  expect(role.metadata.name).toBe('orders');
  expect(role.rules.find(({ resources }: any) => resources.includes('deployments')).resourceNames).toEqual(['orders-blue', 'orders-green']);
});

test('the pods that will exist are those of one of the two', () => {
  const size = { cpu: 1, memory: Size.gibibytes(2) };
  const { jobManager, taskManager } = beside({ jobManager: size, taskManager: size }).deployment.renderedPods();
  expect(jobManager.metadata.labels).toMatchObject({ app: 'orders-blue', component: 'jobmanager' });
  expect(taskManager.metadata.labels).toMatchObject({ app: 'orders-blue', component: 'taskmanager' });
});

test.each<[string, Partial<FlinkBlueGreenDeploymentProps>, string]>([
  ['a session cluster', { artifact: undefined, parallelism: undefined }, 'UPG-11 artifact: must be set'],
  ['no time to start', { abortGracePeriod: Duration.seconds(0) }, 'UPG-11 abortGracePeriod = "0 s": must be longer than 0: the operator would abort every transition'],
  ['what a FlinkDeployment would refuse, too', { flinkConfiguration: { 'taskmanager.numberOfTaskSlot': '2' } }, 'taskmanager.numberOfTaskSlots'],
])('refuses %s', (_, props, expected) => {
  expect(errorsOf(() => Testing.synth(beside(props).chart))).toContainEqual(expect.stringContaining(expected));
});

test('refuses an operator that has none', () => {
  const { chart } = beside();
  FlinkEnvironment.of(chart).set({ operatorVersion: OperatorVersion.V1_13 });
  expect(errorsOf(() => Testing.synth(chart))).toContainEqual(expect.stringContaining('UPG-11 operatorVersion = "1.13": this operator version does not support FlinkBlueGreenDeployment'));
});

test('its name leaves room for what the operator appends', () => {
  expect(() => Testing.synth(beside({}, 'o'.repeat(39)).chart)).not.toThrow();
  expect(errorsOf(() => Testing.synth(beside({}, 'o'.repeat(40)).chart))).toEqual([expect.stringContaining('[chart/')]);
});
