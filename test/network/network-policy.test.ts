import { Chart, Size, Testing } from 'cdk8s';
import {
  DeploymentMode, DurableStorage, EgressTarget, FlinkComponent, FlinkDeployment, FlinkDeploymentProps, FlinkDisruptionBudget,
  FlinkEnvironmentOptions, FlinkMetricsService, FlinkNetworkPolicy, FlinkNetworkPolicyProps, FlinkPodMonitor, FlinkServiceAccount,
  FlinkVersion, HighAvailability, IngressAuthentication, JobArtifact, ProductionFlinkJobProps,
} from '../../src';
import { clusterLabels } from '../../src/kubernetes/labels';
import { internalPorts, PORTS } from '../../src/kubernetes/ports';
import { chartOf, errorsOf, only, podsOf, synthJob } from '../jobs';

const { JOB_MANAGER, TASK_MANAGER } = FlinkComponent;

/** The spec of the policy of one component. */
function policy(component: string, props: Partial<ProductionFlinkJobProps> = {}, environment: FlinkEnvironmentOptions = {}): any {
  return synthJob(props, environment).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === `orders-${component}`).spec;
}

const numbers = (rule: any): number[] => rule.ports.map(({ port }: any) => port);
const toAnywhere = (spec: any): number[] => spec.egress.filter((rule: any) => !rule.to).flatMap(numbers);

test('the table has the ports that a real job was seen to listen on', () => {
  const listening = (component: FlinkComponent) => Object.values(PORTS)
    .filter((port) => (port.components as FlinkComponent[]).includes(component)).map((port) => port.number).sort();
  expect(listening(JOB_MANAGER)).toEqual([6121, 6123, 6124, 8081, 9249]);
  expect(listening(TASK_MANAGER)).toEqual([6120, 6121, 6122, 9249]);
});

test('selectors are the labels that the operator gives, which a pod template cannot change', () => {
  expect(clusterLabels('orders', JOB_MANAGER)).toEqual({ app: 'orders', component: 'jobmanager', type: 'flink-native-kubernetes' });
  const manifests = synthJob({ parallelism: 8 });
  const selectors = [
    ...manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
    only(manifests, 'Service').spec.selector,
    only(manifests, 'PodDisruptionBudget').spec.selector.matchLabels,
  ];
  for (const selector of selectors) expect(clusterLabels('orders', selector.component)).toEqual(selector);
});

test.each([[JOB_MANAGER, [6121, 6123, 6124, 8081]], [TASK_MANAGER, [6120, 6121, 6122]]])('the pods of a job reach its %s on %j', (component, expected) => {
  const [own] = policy(component).ingress;
  expect(own.from).toEqual([{ podSelector: { matchLabels: clusterLabels('orders') } }]);
  expect(numbers(own)).toEqual(expected);
});

test.each([
  ['jobmanager.rpc.port', { 'jobmanager.rpc.port': '7123' }, 7123],
  ['high-availability.jobmanager.port', { 'high-availability.jobmanager.port': '7123' }, 7123],
  ['two ports, of which high availability uses its own', { 'jobmanager.rpc.port': '7122', 'high-availability.jobmanager.port': '7123' }, 7123],
])('the JobManager is reached where it listens: %s', (_, flinkConfiguration, expected) => {
  expect(numbers(policy(JOB_MANAGER, { flinkConfiguration }).ingress[0])).toEqual([6121, 6124, expected, 8081]);
});

test('the REST API is reached where it listens, which may be behind another port of its Service', () => {
  expect(numbers(policy(JOB_MANAGER, { flinkConfiguration: { 'rest.bind-port': '8082' } }).ingress[0])).toEqual([6121, 6123, 6124, 8082]);
});

test('only the operator reaches the REST API from outside, and only Prometheus the metrics', () => {
  const [, prometheus, operator, ...others] = policy(JOB_MANAGER).ingress;
  expect(others).toEqual([]);
  expect(prometheus).toEqual({ from: [namespace('monitoring')], ports: [{ port: 9249, protocol: 'TCP' }] });
  expect(operator).toEqual({
    from: [{ ...namespace('flink-operator'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'flink-kubernetes-operator' } } }],
    ports: [{ port: 8081, protocol: 'TCP' }],
  });
  expect(policy(TASK_MANAGER).ingress).toHaveLength(2);
});

test('who they are can be said', () => {
  const environment = { operatorNamespace: 'ops', operatorLabels: { app: 'op' }, prometheusNamespace: 'prom' };
  const [, prometheus, rest] = policy(JOB_MANAGER, { networkPolicy: { uiNamespaces: ['proxy'] } }, environment).ingress;
  expect(prometheus.from).toEqual([namespace('prom')]);
  expect(rest.from).toEqual([{ ...namespace('ops'), podSelector: { matchLabels: { app: 'op' } } }, namespace('proxy')]);
});

describe('egress', () => {
  test('stays open until the job declares where it talks', () => {
    expect(policy(JOB_MANAGER)).not.toHaveProperty('egress');
    expect(policy(JOB_MANAGER).policyTypes).toEqual(['Ingress']);
  });

  test('closes to what Flink needs, even for an empty list', () => {
    const spec = policy(JOB_MANAGER, { egress: [] });
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    const [own, dns] = spec.egress;
    expect(numbers(own)).toEqual([6120, 6121, 6122, 6123, 6124, 8081]);
    expect(dns.ports).toEqual([{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }]);
    expect(toAnywhere(spec)).toEqual([443, 6443]);
  });

  test('TaskManagers ask the API server only under Kubernetes high availability', () => {
    const highAvailability = HighAvailability.zooKeeper({ quorum: 'zk:2181' });
    expect(toAnywhere(policy(TASK_MANAGER, { egress: [] }))).toContain(6443);
    expect(toAnywhere(policy(TASK_MANAGER, { egress: [], highAvailability }))).not.toContain(6443);
    expect(toAnywhere(policy(JOB_MANAGER, { egress: [], highAvailability }))).toContain(6443);
  });

  test('the ensemble that elects is reached on its ports', () => {
    const highAvailability = HighAvailability.zooKeeper({ quorum: 'zk-0.zk:2181,zk-1.zk:2182' });
    for (const component of [JOB_MANAGER, TASK_MANAGER]) {
      expect(toAnywhere(policy(component, { egress: [], highAvailability }))).toEqual(expect.arrayContaining([2181, 2182]));
    }
  });

  test('the storage is reached on its own port', () => {
    const storage = DurableStorage.s3('s3://state', { endpoint: 'http://minio.storage:9000' });
    expect(toAnywhere(policy(TASK_MANAGER, { egress: [], storage }))).toEqual([443, 6443, 9000]);
  });

  test.each<[string, EgressTarget, any]>([
    ['pods of a namespace', EgressTarget.pods({ namespace: 'kafka', port: 9092 }), { to: [namespace('kafka')], ports: [{ port: 9092, protocol: 'TCP' }] }],
    ['labelled pods of a namespace', EgressTarget.pods({ namespace: 'kafka', labels: { app: 'k' }, port: 9092 }),
      { to: [{ ...namespace('kafka'), podSelector: { matchLabels: { app: 'k' } } }], ports: [{ port: 9092, protocol: 'TCP' }] }],
    ['pods of the job\'s own namespace', EgressTarget.pods({ port: 5432 }), { to: [{ podSelector: {} }], ports: [{ port: 5432, protocol: 'TCP' }] }],
    ['addresses', EgressTarget.cidr('10.0.0.0/8', { port: 9093 }), { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 9093, protocol: 'TCP' }] }],
    ['IPv6 addresses', EgressTarget.cidr('fd00::/8', { port: 9093 }), { to: [{ ipBlock: { cidr: 'fd00::/8' } }], ports: [{ port: 9093, protocol: 'TCP' }] }],
    ['anywhere', EgressTarget.anywhere(443), { ports: [{ port: 443, protocol: 'TCP' }] }],
  ])('%s', (_, target, expected) => {
    for (const component of [JOB_MANAGER, TASK_MANAGER]) expect(policy(component, { egress: [target] }).egress.at(-1)).toEqual(expected);
  });
});

describe('session clusters and standalone mode', () => {
  const SIZED = { cpu: 1, memory: Size.gibibytes(2) };
  const STANDALONE = { mode: DeploymentMode.standalone({ taskManagers: 3 }), artifact: JobArtifact.jar('local:///opt/flink/jobs/orders.jar'), parallelism: 3 };
  const PINNED = { 'blob.server.port': '6124', 'taskmanager.data.port': '6120', 'taskmanager.rpc.port': '6122' };

  function beside(props: Partial<FlinkDeploymentProps>, policyOptions: Partial<FlinkNetworkPolicyProps> = {}) {
    const chart = chartOf();
    const deployment = new FlinkDeployment(chart, 'orders', {
      flinkVersion: FlinkVersion.V1_20, image: 'registry.example.com/orders:1', serviceAccountName: 'orders', jobManager: SIZED, taskManager: SIZED, flinkConfiguration: PINNED, ...props,
    });
    new FlinkNetworkPolicy(chart, 'policy', { deployment, egress: [], ...policyOptions });
    return { chart, deployment };
  }
  const specs = (chart: Chart) => Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec);

  test.each<[string, Partial<FlinkDeploymentProps>, string]>([['session', {}, 'flink-native-kubernetes'], ['standalone', STANDALONE, 'flink-standalone-kubernetes']])(
    'policies select the pods of a %s cluster', (_, props, type) => {
      const { chart, deployment } = beside(props);
      for (const [i, pod] of podsOf(deployment).entries()) {
        const { podSelector: { matchLabels }, ingress: [own] } = specs(chart)[i];
        expect(matchLabels.type).toBe(type);
        expect(pod.metadata.labels).toMatchObject(matchLabels);
        expect(pod.metadata.labels).toMatchObject(own.from[0].podSelector.matchLabels);
      }
    });

  test('so does everything else that stands beside them', () => {
    const { chart, deployment } = beside(STANDALONE);
    new FlinkMetricsService(chart, 'metrics', { deployment });
    new FlinkPodMonitor(chart, 'monitor', { deployment });
    new FlinkDisruptionBudget(chart, 'budget', { deployment });
    const selectors = Testing.synth(chart).filter(({ kind }) => !['FlinkDeployment', 'NetworkPolicy'].includes(kind)).map(({ spec }) => spec.selector.matchLabels ?? spec.selector);
    expect(selectors.map(({ type }) => type)).toEqual(Array(3).fill('flink-standalone-kubernetes'));
  });

  test('the operator counts TaskManagers in standalone mode', () => {
    expect(only(Testing.synth(beside(STANDALONE).chart), 'FlinkDeployment').spec).toMatchObject({ mode: 'standalone', taskManager: { replicas: 3 } });
    expect(only(Testing.synth(beside({ mode: DeploymentMode.native() }).chart), 'FlinkDeployment').spec.mode).toBe('native');
    expect(errorsOf(() => Testing.synth(beside({ ...STANDALONE, mode: DeploymentMode.standalone({ taskManagers: 0 }) }).chart))).toContainEqual(
      expect.stringContaining('ARC-05 mode.taskManagers = 0: must be a whole number of at least 1'));
  });

  test('in standalone mode nobody asks the API server without high availability, and nobody may', () => {
    const storage = DurableStorage.s3('s3://state');
    for (const [highAvailability, asks] of [[undefined, false], [HighAvailability.kubernetes(), true]] as const) {
      const { chart, deployment } = beside({ ...STANDALONE, storage, highAvailability, flinkConfiguration: { ...PINNED, 'high-availability.jobmanager.port': '6123', ...asks ? { 'high-availability.storageDir': 's3://state/ha' } : {} } });
      new FlinkServiceAccount(chart, 'account', { deployment });
      expect(specs(chart).map((spec) => toAnywhere(spec).includes(6443))).toEqual([asks, asks]);
      const manifests = Testing.synth(chart);
      expect(manifests.filter(({ kind }) => kind === 'Role').flatMap(({ rules }) => rules.flatMap(({ resources }: any) => resources))).toEqual(asks ? ['configmaps'] : []);
      expect(only(manifests, 'ServiceAccount').automountServiceAccountToken).toBe(asks ? undefined : false);
    }
  });

  test('nobody but the operator reaches the REST API of a session cluster, which takes any jar', () => {
    const refused = (options: Partial<FlinkNetworkPolicyProps>, props = {}) => errorsOf(() => Testing.synth(beside(props, options).chart));
    expect(refused({ uiNamespaces: ['proxy'] })).toEqual([expect.stringContaining('[chart/policy] error SEC-09 uiNamespaces = "proxy": must not be set for a session cluster with web.submit.enable')]);
    const ingress = { template: 'orders.example.com', tlsSecretName: 'tls', controllerNamespace: 'ingress-nginx', authentication: IngressAuthentication.nginxBasic('visitors') };
    expect(refused({}, { ingress })).toEqual([expect.stringContaining('SEC-09 ingress = "ingress-nginx": must not be set for a session cluster')]);
    const job = { artifact: STANDALONE.artifact, parallelism: 3 };
    expect(specs(beside(job, { uiNamespaces: ['proxy'] }).chart)[0].ingress.at(-1).from).toHaveLength(2);
  });
});

describe('every port has one source of truth', () => {
  test('options fix what Flink would choose at random', () => {
    const { flinkConfiguration } = only(synthJob(), 'FlinkDeployment').spec;
    for (const port of Object.values(PORTS).filter(({ randomByDefault }) => randomByDefault)) {
      for (const option of port.options) expect(flinkConfiguration[option]).toBe(`${port.number}`);
    }
  });

  test('a port that the user moves moves everywhere', () => {
    const flinkConfiguration = { 'metrics.reporter.prom.port': '9999', 'taskmanager.data.port': '7000' };
    const manifests = synthJob({ flinkConfiguration, egress: [] });
    const { spec } = only(manifests, 'FlinkDeployment');
    expect(spec.taskManager.podTemplate.spec.containers[0].ports).toEqual([{ name: 'metrics', containerPort: 9999, protocol: 'TCP' }]);
    expect(only(manifests, 'Service').spec.ports).toEqual([{ name: 'metrics', port: 9999, targetPort: 9999, protocol: 'TCP' }]);
    const taskManager = policy(TASK_MANAGER, { flinkConfiguration, egress: [] });
    expect(taskManager.ingress.flatMap(numbers)).toEqual([6121, 6122, 7000, 9999]);
    expect(numbers(taskManager.egress[0])).toContain(7000);
  });

  test('the metrics Service, its port and the monitor agree', () => {
    const manifests = synthJob();
    const service = only(manifests, 'Service');
    const { spec } = only(manifests, 'ServiceMonitor');
    expect(service.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(spec.namespaceSelector.matchNames).toEqual([service.metadata.namespace]);
    expect(spec.endpoints[0].port).toBe(service.spec.ports[0].name);
    expect(service.spec.clusterIP).toBe('None');
  });

  test('names of ours collide with none that the operator makes', () => {
    const made = ['orders', 'orders-rest'];
    expect(made).not.toContain(only(synthJob(), 'Service').metadata.name);
  });
});

test('internal ports leave the metrics out', () => {
  expect(internalPorts(TASK_MANAGER).map(({ name }) => name)).not.toContain('metrics');
});

function namespace(name: string): any {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}
