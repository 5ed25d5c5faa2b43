import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { comparable } from './comparable-pod';
import { PodRejection, RenderedPods, renderPods, Workload } from '../../src/workload';
import { RenderOptions } from '../../src/workload/rendered-pods';
import { outside } from '../outside';

const MAIN = 'flink-main-container';

function pods(spec: any = {}, metadata: any = {}, options?: RenderOptions): RenderedPods {
  return renderPods(Workload._of({
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', namespace: 'shop', ...metadata },
    spec: {
      image: 'registry.example.com/orders:1.0.0',
      flinkVersion: 'v1_20',
      serviceAccount: 'flink',
      jobManager: { resource: { cpu: 1, memory: '2048m' } },
      taskManager: { resource: { cpu: 2, memory: '4096m' } },
      job: { jarURI: 'local:///opt/flink/usrlib/orders.jar', parallelism: 2 },
      ...spec,
    },
  }), options);
}

const main = (pod: any): any => pod.spec.containers.find(({ name }: any) => name === MAIN);
const configured = (flinkConfiguration: { [key: string]: string }): RenderedPods => pods({ flinkConfiguration });
const rejection = (render: () => unknown): string => {
  try {
    render();
  } catch (error) {
    expect(error).toBeInstanceOf(PodRejection);
    return (error as Error).message;
  }
  throw new Error('pods were rendered');
};

describe('what every job gets', () => {
  const { jobManager, taskManager } = pods();

  test('labels that Flink selects by', () => {
    expect(jobManager.metadata).toEqual({
      name: 'orders-jobmanager',
      namespace: 'shop',
      labels: { app: 'orders', component: 'jobmanager', type: 'flink-native-kubernetes' },
      annotations: { 'flinkdeployment.flink.apache.org/generation': '1' },
    });
    expect(taskManager.metadata).toEqual({
      name: 'orders-taskmanager-1-1',
      namespace: 'shop',
      labels: { app: 'orders', component: 'taskmanager', type: 'flink-native-kubernetes' },
    });
  });

  test('ports, requests that are limits, and one main container', () => {
    expect(main(jobManager).ports).toEqual([
      { containerPort: 8081, name: 'rest' }, { containerPort: 6123, name: 'jobmanager-rpc' }, { containerPort: 6124, name: 'blobserver' },
    ]);
    expect(main(taskManager).ports).toEqual([{ containerPort: 6122, name: 'taskmanager-rpc' }]);
    expect(main(jobManager).resources).toEqual({ limits: { cpu: '1', memory: '2Gi' }, requests: { cpu: '1', memory: '2Gi' } });
    expect(main(taskManager).resources).toEqual({ limits: { cpu: '2', memory: '4Gi' }, requests: { cpu: '2', memory: '4Gi' } });
    expect(jobManager.spec.containers).toHaveLength(1);
  });

  test('the configuration and the log configuration of the operator', () => {
    const items = (file: string) => ({ name: 'flink-config-volume', configMap: { name: 'flink-config-orders', items: expect.arrayContaining([{ key: file, path: file }]) } });
    expect(taskManager.spec.volumes).toEqual([items('flink-conf.yaml')]);
    expect(pods({ flinkVersion: 'v2_2' }).taskManager.spec.volumes).toEqual([items('config.yaml')]);
    expect(taskManager.spec.volumes).toEqual([items('log4j-console.properties')]);
    expect(pods({}, {}, { operatorLogFiles: ['logback-console.xml'] }).taskManager.spec.volumes).toEqual([items('logback-console.xml')]);
  });

  test('a TaskManager is told what the JobManager divided', () => {
    const command: string = main(taskManager).args[2];
    expect(command).toMatch(/^kubernetes-taskmanager\.sh -Dtaskmanager\.resource-id='orders-taskmanager-1-1' /);
    expect(command).toContain('-D taskmanager.memory.managed.size=1438814063b');
    expect(main(taskManager).env).toContainEqual({ name: 'FLINK_TM_JVM_MEM_OPTS', value: expect.stringMatching(/^-Xmx1664299798 /) });
  });
});

describe('pod templates', () => {
  const own = { spec: { containers: [{ name: MAIN, env: [{ name: 'B', value: '2' }] }] } };
  const sidecarFirst = { spec: { containers: [{ name: 'sidecar', image: 'x' }, { name: MAIN, env: [{ name: 'A', value: '1' }] }] } };

  test('merge by position, as nobody expects', () => {
    const { taskManager } = pods({ podTemplate: sidecarFirst, taskManager: { resource: { memory: '4g' }, podTemplate: own } });
    // The sidecar became a second main container, and Flink takes the last one.
    expect(taskManager.spec.containers.map(({ name }: any) => name)).toEqual([MAIN]);
    expect(main(taskManager).env).toContainEqual({ name: 'A', value: '1' });
    expect(main(taskManager).env).not.toContainEqual({ name: 'B', value: '2' });
  });

  test('what both say of one place is merged into each other, but for plain values', () => {
    const common = { spec: { containers: [{ name: MAIN, args: ['a'], env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] }], volumes: [{ name: 'x', emptyDir: {} }] } };
    const over = { spec: { containers: [{ env: [{ value: '3' }] }], volumes: [{ name: 'y', hostPath: { path: '/y' } }], priorityClassName: 'high' } };
    const { taskManager } = pods({ podTemplate: common, taskManager: { resource: { memory: '4g' }, podTemplate: over } });
    expect(main(taskManager).env.slice(0, 2)).toEqual([{ name: 'A', value: '3' }, { name: 'B', value: '2' }]);
    expect(taskManager.spec.priorityClassName).toBe('high');
    // Neither the one volume nor the other: a volume with two sources, which no API server takes.
    expect(taskManager.spec.volumes[0]).toEqual({ name: 'y', emptyDir: {}, hostPath: { path: '/y' } });
    const initial = { spec: { initContainers: [{ name: 'i', command: ['a', 'b'] }], containers: [] } };
    const other = { spec: { initContainers: [{ command: ['c', 'd', 'e'] }] } };
    expect(pods({ podTemplate: initial, taskManager: { resource: { memory: '4g' }, podTemplate: other } }).taskManager.spec.initContainers[0].command).toEqual(['a', 'b', 'e']);
  });

  test('or by name, where the operator is told so', () => {
    const { taskManager } = pods({
      podTemplate: sidecarFirst,
      taskManager: { resource: { memory: '4g' }, podTemplate: own },
      flinkConfiguration: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true' },
    });
    expect(taskManager.spec.containers.map(({ name }: any) => name)).toEqual(['sidecar', MAIN]);
    expect(main(taskManager).env.slice(0, 2)).toEqual([{ name: 'A', value: '1' }, { name: 'B', value: '2' }]);
  });

  test('only one that is for TaskManagers is mounted into the JobManager', () => {
    const mounts = (rendered: RenderedPods) => main(rendered.jobManager).volumeMounts.map(({ name }: any) => name);
    expect(mounts(pods())).not.toContain('pod-template-volume');
    expect(mounts(pods({ taskManager: { resource: { memory: '4g' }, podTemplate: own } }))).toContain('pod-template-volume');
    expect(mounts(pods({ jobManager: { resource: { memory: '2g' }, podTemplate: own } }))).not.toContain('pod-template-volume');
  });

  test('the operator adds a startup probe to a JobManager that has none', () => {
    expect(main(pods().jobManager).startupProbe).toEqual({ failureThreshold: 2147483647, httpGet: { path: '/config', port: 'rest' }, periodSeconds: 1 });
    const startupProbe = { exec: { command: ['true'] } };
    expect(main(pods({ podTemplate: { spec: { containers: [{ name: MAIN, startupProbe }] } } }).jobManager).startupProbe).toEqual(startupProbe);
    expect(main(configured({ 'kubernetes.operator.jm-deployment.startup.probe.enabled': 'false' }).jobManager)).not.toHaveProperty('startupProbe');
  });

  test('ephemeral storage goes into requests and limits', () => {
    const { jobManager, taskManager } = pods({ taskManager: { resource: { memory: '4g', cpu: 1, ephemeralStorage: '10Gi' } } });
    expect(main(taskManager).resources.limits['ephemeral-storage']).toBe('10Gi');
    expect(main(taskManager).resources.requests['ephemeral-storage']).toBe('10Gi');
    expect(main(jobManager).resources.limits).not.toHaveProperty('ephemeral-storage');
  });

  test('labels of Flink win over those of a template and of options', () => {
    const { jobManager } = pods({
      podTemplate: { metadata: { labels: { app: 'a', team: 'b' } } },
      flinkConfiguration: { 'kubernetes.jobmanager.labels': 'component:c,tier:d' },
    });
    expect(jobManager.metadata.labels).toEqual({ app: 'orders', component: 'jobmanager', type: 'flink-native-kubernetes', team: 'b', tier: 'd' });
  });

  test.each([
    ['spec.podTemplate', { podTemplate: 'x' }],
    ['spec.podTemplate.spec.containers', { podTemplate: { spec: { containers: 'x' } } }],
    ['spec.podTemplate.spec.containers[0]', { podTemplate: { spec: { containers: ['x'] } } }],
    ['spec.taskManager.podTemplate.spec.volumes', { taskManager: { resource: { memory: '4g' }, podTemplate: { spec: { volumes: {} } } } }],
    ['spec.podTemplate.spec.containers[0].env', { podTemplate: { spec: { containers: [{ name: 'x', env: 3 }] } } }],
  ])('%s of another shape is refused', (where, spec) => {
    expect(rejection(() => pods(spec))).toMatch(new RegExp(`^${where.replace(/[[\].]/g, '\\$&')} must be a (map|list)$`));
  });
});

describe('options', () => {
  test('limit factors, with the rounding of Kubernetes', () => {
    const { taskManager } = configured({ 'kubernetes.taskmanager.cpu.limit-factor': '1.3', 'kubernetes.taskmanager.memory.limit-factor': '1.5' });
    expect(main(taskManager).resources).toEqual({ limits: { cpu: '2600m', memory: '6Gi' }, requests: { cpu: '2', memory: '4Gi' } });
    expect(main(configured({ 'taskmanager.cpu.cores': '2.25', 'kubernetes.taskmanager.cpu.limit-factor': '1.3' }).taskManager).resources.limits.cpu).toBe('2925000001n');
  });

  test('a fixed port is kept, none is given one, a range is refused', () => {
    const port = (options: any, name: string) => main(configured(options).jobManager).ports.find((one: any) => one.name === name).containerPort;
    expect(port({ 'blob.server.port': '7124' }, 'blobserver')).toBe(7124);
    expect(port({ 'blob.server.port': '0' }, 'blobserver')).toBe(6124);
    expect(rejection(() => configured({ 'blob.server.port': '50100-50200' }))).toContain('blob.server.port');
  });

  test('the host\'s network leaves no ports to declare', () => {
    const { jobManager } = configured({ 'kubernetes.hostnetwork.enabled': 'true' });
    expect(jobManager.spec).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
    expect(main(jobManager)).not.toHaveProperty('ports');
  });

  test('devices are asked of the node', () => {
    const { taskManager } = configured({ 'external-resources': 'gpu', 'external-resource.gpu.amount': '2', 'external-resource.gpu.kubernetes.config-key': 'nvidia.com/gpu' });
    expect(main(taskManager).resources.limits['nvidia.com/gpu']).toBe('2');
  });

  test('tolerations, node selectors, secrets', () => {
    const { taskManager } = configured({
      'kubernetes.taskmanager.tolerations': 'key:spot,operator:Exists,effect:NoExecute,tolerationSeconds:60',
      'kubernetes.taskmanager.node-selector': 'disk:ssd',
      'kubernetes.env.secretKeyRef': 'env:PASSWORD,secret:db,key:password',
      'kubernetes.secrets': 'tls:/opt/tls',
    });
    expect(taskManager.spec).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
      volumes: expect.arrayContaining([{ name: 'tls-volume', secret: { secretName: 'tls' } }]),
    });
    expect(main(taskManager).env).toContainEqual({ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } });
  });

  test('what Flink cannot read leaves no pod', () => {
    expect(rejection(() => configured({ 'kubernetes.taskmanager.labels': 'no colon' }))).toContain("kubernetes.taskmanager.labels is 'no colon'");
    expect(rejection(() => configured({ 'taskmanager.memory.managed.fraction': '0.95' }))).toContain('TaskManager');
    expect(rejection(() => configured({ 'kubernetes.taskmanager.cpu.limit-factor': '0.5' }))).toContain('kubernetes.taskmanager.cpu.limit-factor is 0.5 but must be at least 1');
    expect(rejection(() => configured({ 'kubernetes.jobmanager.memory.limit-factor': '0.5' }))).toContain('kubernetes.jobmanager.memory.limit-factor');
    expect(rejection(() => configured({ 'taskmanager.cpu.cores': 'Infinity' }))).toContain('taskmanager.cpu.cores');
    expect(rejection(() => pods({ flinkVersion: 'v2_4' }))).toContain('flinkVersion 2.4');
    expect(rejection(() => configured({ 'security.kerberos.login.keytab': '/keytab' }))).toContain('security.kerberos.login.principal');
  });
});

test('a manifest of any shape is rendered or refused, never crashed on', () => {
  const whole = {
    metadata: { name: 'a', namespace: 'b', annotations: {}, generation: 1 },
    spec: {
      flinkVersion: 'v1_20',
      mode: 'standalone',
      image: 'a:1',
      serviceAccount: 'a',
      imagePullPolicy: 'Always',
      flinkConfiguration: { 'kubernetes.jobmanager.labels': 'a:b', 'kubernetes.jobmanager.annotations': 'a:b', 'rest.port': '1', 'kubernetes.secrets': 'a:b' },
      logConfiguration: { 'log4j-console.properties': '' },
      podTemplate: {
        metadata: { labels: {}, annotations: {} },
        spec: {
          containers: [{ name: MAIN, args: ['a'], env: [{ name: 'a' }], ports: [{}], volumeMounts: [{ mountPath: '/a' }], resources: { limits: {}, requests: {} } }],
          initContainers: [{ name: 'a' }],
          volumes: [{ name: 'a' }],
          tolerations: [{}],
          imagePullSecrets: [{}],
          nodeSelector: {},
        },
      },
      jobManager: { replicas: 1, resource: { cpu: 1, memory: '2g', ephemeralStorage: '1Gi' }, podTemplate: { spec: { containers: [{ name: 'b' }] } } },
      taskManager: { resource: { cpu: 1, memory: '2g', ephemeralStorage: '1Gi' }, podTemplate: { metadata: { labels: {} } } },
      job: { jarURI: 'a', entryClass: 'a', args: ['a'], initialSavepointPath: 'a', allowNonRestoredState: true },
    },
  };
  const paths: string[][] = [];
  const visit = (value: any, steps: string[]) => {
    if (steps.length > 0) paths.push(steps);
    if (typeof value === 'object' && value !== null) for (const [key, child] of Object.entries(value)) visit(child, [...steps, key]);
  };
  visit(whole, []);
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, undefined, 0, '', [], {}, [null], [[]], 'text', -1, true));
  fc.assert(fc.property(fc.constantFrom(...paths), odd, fc.constantFrom('standalone', 'native'), (steps, value, mode) => {
    const manifest = structuredClone(whole);
    manifest.spec.mode = mode;
    const parent = steps.slice(0, -1).reduce((at: any, step) => at[step], manifest);
    parent[steps.at(-1)!] = value;
    try {
      expect(renderPods(Workload._of(manifest)).jobManager.kind).toBe('Pod');
    } catch (error) {
      if (!(error instanceof PodRejection)) throw error;
    }
  }), { numRuns: 3000 });
});

describe('who creates the TaskManagers', () => {
  test('a session cluster', () => {
    expect(main(pods({ job: undefined }).jobManager).args).toEqual(['bash', '-c', 'kubernetes-jobmanager.sh kubernetes-session ']);
  });

  test('standalone: the job is an argument, and the first start is from where the spec says', () => {
    const job = { jarURI: 'local:///opt/flink/usrlib/a.jar', entryClass: 'com.example.Main', args: ['--a', 'b'], initialSavepointPath: 's3://x/savepoint-1', allowNonRestoredState: true };
    const { jobManager, taskManager } = pods({ mode: 'standalone', job, flinkConfiguration: { 'high-availability.type': 'kubernetes' } });
    expect(main(jobManager).args).toEqual([
      'standalone-job', '--job-classname', 'com.example.Main', '--allowNonRestoredState', '--fromSavepoint', 's3://x/savepoint-1',
      '--host', '$(_POD_IP_ADDRESS)', '--a', 'b',
    ]);
    const session = pods({ mode: 'standalone', job: undefined, flinkConfiguration: { 'high-availability.type': 'kubernetes' } });
    expect(main(session.jobManager).args).toEqual(['jobmanager', '$(_POD_IP_ADDRESS)']);
    expect(main(taskManager).args).toEqual(['taskmanager']);
    expect(taskManager.metadata.labels.type).toBe('flink-standalone-kubernetes');
  });

  test('standalone: nothing stands in for the processors of a TaskManager', () => {
    expect(rejection(() => pods({ mode: 'standalone', taskManager: { resource: { memory: '4g' } } }))).toContain('spec.taskManager.resource.cpu');
  });
});

const truth = outside('FLINK_OPERATOR_OBJECTS', 'rendered pods against what the real operator created');
truth.describe('what the real operator 1.15 created', () => {
  const read = (file: string) => parse(fs.readFileSync(path.join(truth.folder, file), 'utf8'));
  const templateOf = (file: string) => read(file).spec.template;
  const firstOf = (file: string) => read(file).items[0];
  let written: any;
  let running: any;
  beforeAll(() => {
    written = read('flinkdeployment-orders.yaml');
    running = read('flinkdeployment-orders-running.yaml');
  });
  const render = (manifest: any, options?: RenderOptions) => renderPods(Workload._of(manifest), options);
  // This operator had no log configuration of its own.
  const bare = { operatorLogFiles: [] };

  test('a JobManager', () => {
    expect(comparable(render(written, bare).jobManager)).toEqual(comparable(templateOf('deploy-orders.yaml')));
    expect(comparable(render(written, bare).jobManager)).toEqual(comparable(read('pod-jobmanager.yaml')));
  });

  test('a JobManager with its log configuration', () => {
    expect(comparable(render(running).jobManager)).toEqual(comparable(templateOf('deploy-orders-running.yaml')));
    expect(comparable(render(running).jobManager)).toEqual(comparable(firstOf('pod-jobmanager-running.yaml')));
  });

  test('a TaskManager, with every number of its memory', () => {
    expect(comparable(render(running).taskManager)).toEqual(comparable(firstOf('pod-taskmanager-running.yaml')));
    expect(comparable(render(running).taskManager)).toEqual(comparable(read('pod-taskmanager-first.yaml')));
    expect(render(running).taskManager.metadata.name).toBe(read('pod-taskmanager-first.yaml').metadata.name);
  });

  test('a JobManager with high availability, in its second generation', () => {
    const manifest = {
      ...running,
      metadata: { ...running.metadata, generation: 2 },
      spec: { ...running.spec, flinkConfiguration: { ...running.spec.flinkConfiguration, 'high-availability.type': 'kubernetes', 'high-availability.storageDir': 'file:///data/ha' } },
    };
    expect(comparable(render(manifest).jobManager)).toEqual(comparable(templateOf('deploy-orders-ha.yaml')));
  });

  test('both of a standalone cluster', () => {
    const { podTemplate, jobManager, taskManager, image, flinkVersion, serviceAccount, job } = written.spec;
    const manifest = {
      ...written,
      metadata: { name: 'sa', namespace: 'default', generation: 1 },
      spec: { mode: 'standalone', podTemplate, jobManager, taskManager, image, flinkVersion, serviceAccount, job },
    };
    expect(comparable(render(manifest, bare).jobManager)).toEqual(comparable(templateOf('standalone-deploy-jobmanager.yaml')));
    expect(comparable(render(manifest, bare).taskManager)).toEqual(comparable(templateOf('standalone-deploy-taskmanager.yaml')));
  });
});
