import { FlinkComponent, HighAvailability, ProductionFlinkJobProps, EgressTarget, DurableStorage } from '../../src';
import { podLabels } from '../../src/network/labels';
import { internalPorts, PORTS } from '../../src/network/ports';
import { only, synthJob } from '../jobs';

const { JOB_MANAGER, TASK_MANAGER } = FlinkComponent;

/** The spec of the policy of one component. */
function policy(component: string, props: Partial<ProductionFlinkJobProps> = {}): any {
  return synthJob(props).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === `orders-${component}`).spec;
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
  expect(podLabels('orders', JOB_MANAGER)).toEqual({ app: 'orders', component: 'jobmanager', type: 'flink-native-kubernetes' });
  const manifests = synthJob({ parallelism: 8 });
  const selectors = [
    ...manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
    only(manifests, 'Service').spec.selector,
    only(manifests, 'PodDisruptionBudget').spec.selector.matchLabels,
  ];
  for (const selector of selectors) expect(podLabels('orders', selector.component)).toEqual(selector);
});

test.each([[JOB_MANAGER, [6121, 6123, 6124, 8081]], [TASK_MANAGER, [6120, 6121, 6122]]])('the pods of a job reach its %s on %j', (component, expected) => {
  const [own] = policy(component).ingress;
  expect(own.from).toEqual([{ podSelector: { matchLabels: podLabels('orders') } }]);
  expect(numbers(own)).toEqual(expected);
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
  const networkPolicy = { operatorNamespace: 'ops', operatorLabels: { app: 'op' }, prometheusNamespace: 'prom', uiNamespaces: ['proxy'] };
  const [, prometheus, rest] = policy(JOB_MANAGER, { networkPolicy }).ingress;
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
    const storage = DurableStorage.s3('s3://b', { endpoint: 'http://minio.storage:9000' });
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
