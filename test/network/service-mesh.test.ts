import { FlinkVersion, ProductionFlinkJob, ProductionFlinkJobProps, ServiceMesh } from '../../src';
import { chartOf, LEAST, SOUND, specOf, synthJob } from '../jobs';

const metadata = (component: 'jobManager' | 'taskManager', mesh: ServiceMesh, more: Partial<ProductionFlinkJobProps> = {}) => specOf({ mesh, ...more })[component].podTemplate.metadata;
const policy = (component: string, props: Partial<ProductionFlinkJobProps>) => synthJob(props)
  .find(({ kind, metadata: { name } }) => kind === 'NetworkPolicy' && name === `orders-${component}`).spec;
const ports = (rule: any): number[] => rule.ports.map(({ port }: any) => port);

describe('Linkerd', () => {
  const mesh = ServiceMesh.linkerd();

  test('knows which ports are not HTTP: all but the REST API\'s and the metrics\'', () => {
    expect(metadata('jobManager', mesh).annotations).toMatchObject({ 'linkerd.io/inject': 'enabled', 'config.linkerd.io/opaque-ports': '6121,6123,6124' });
    expect(metadata('taskManager', mesh).annotations['config.linkerd.io/opaque-ports']).toBe('6120,6121,6122');
  });

  test('a port that moves moves there, too', () => {
    expect(metadata('taskManager', mesh, { flinkConfiguration: { 'taskmanager.data.port': '7000' } }).annotations['config.linkerd.io/opaque-ports']).toBe('6121,6122,7000');
  });

  test('its proxies meet, and reach who tells them whom to trust', () => {
    const { ingress: [own, prometheus, operator], egress } = policy('jobmanager', { mesh, egress: [] });
    expect(ports(own)).toContain(4143);
    expect([ports(prometheus), ports(operator)]).toEqual([[9249], [8081]]);
    expect(ports(egress[0])).toContain(4143);
    const control = egress.filter((rule: any) => JSON.stringify(rule).includes('"linkerd"'));
    expect(control.flatMap(ports)).toEqual([8080, 8086, 8090]);
  });

  test('those of operator and Prometheus, where they are in the mesh', () => {
    const { ingress: [, prometheus, operator] } = policy('jobmanager', { mesh: ServiceMesh.linkerd({ peersInMesh: true }) });
    expect([ports(prometheus), ports(operator)]).toEqual([[9249, 4143], [8081, 4143]]);
  });
});

describe('Istio without sidecars', () => {
  const mesh = ServiceMesh.istioAmbient();

  test('wants a label, and its port open among the job\'s pods', () => {
    for (const component of ['jobManager', 'taskManager'] as const) expect(metadata(component, mesh).labels).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
    for (const component of ['jobmanager', 'taskmanager']) {
      const { ingress: [own], egress: [out] } = policy(component, { mesh, egress: [] });
      expect(ports(own)).toContain(15008);
      expect(ports(out)).toContain(15008);
    }
  });

  test('asks the JobManager whether it is well, in the place of the kubelet', () => {
    const asks = (component: string) => policy(component, { mesh }).ingress.filter(({ from }: any) => from[0].ipBlock?.cidr === '169.254.7.127/32').flatMap(ports);
    expect(asks('jobmanager')).toEqual([8081]);
    expect(asks('taskmanager')).toEqual([]);
  });
});

describe('Istio with sidecars', () => {
  test('leaves alone what goes to the addresses of pods, and what comes from outside of the mesh', () => {
    const mesh = ServiceMesh.istioSidecar();
    expect(metadata('jobManager', mesh)).toEqual({
      labels: { 'sidecar.istio.io/inject': 'true' },
      annotations: expect.objectContaining({
        'proxy.istio.io/config': '{"holdApplicationUntilProxyStarts":true}',
        'traffic.sidecar.istio.io/excludeInboundPorts': '6121,6123,6124,8081,9249',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '6120,6121,6122,6123,6124',
      }),
    });
    expect(metadata('taskManager', mesh).annotations['traffic.sidecar.istio.io/excludeInboundPorts']).toBe('6120,6121,6122,9249');
  });

  test('takes the REST API and the metrics, where who reads them is in the mesh', () => {
    const mesh = ServiceMesh.istioSidecar({ peersInMesh: true });
    expect(metadata('jobManager', mesh).annotations['traffic.sidecar.istio.io/excludeInboundPorts']).toBe('6121,6123,6124');
  });

  test('reaches its control plane where egress is closed', () => {
    const { egress } = policy('taskmanager', { mesh: ServiceMesh.istioSidecar(), egress: [] });
    expect(egress.at(-1)).toEqual({ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }], ports: [{ port: 15012, protocol: 'TCP' }] });
  });
});

test.each([FlinkVersion.V1_19, FlinkVersion.V2_2])('a job of Flink %s is in no mesh unless it says so', (flinkVersion) => {
  expect(JSON.stringify(synthJob({ flinkVersion, egress: [] }))).not.toMatch(/istio|linkerd|4143|15008/);
});

describe('who encrypts', () => {
  const about = (mesh: ServiceMesh, more = {}) => new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, mesh, ...more }).findings.map(({ guideline }) => guideline);

  test.each([['Linkerd', ServiceMesh.linkerd()], ['Istio', ServiceMesh.istioAmbient()]])('%s does', (_, mesh) => {
    expect(about(mesh)).toEqual([]);
    expect(about(mesh, { tls: SOUND.tls })).toEqual([]);
  });

  test('sidecars of Istio do not', () => {
    expect(about(ServiceMesh.istioSidecar())).toEqual(['SEC-01']);
    expect(about(ServiceMesh.istioSidecar(), { tls: SOUND.tls })).toEqual([]);
  });
});
