import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, Duration, Include, JsonPatch, Size, Testing, Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import {
  EgressTarget, FlinkAlerts, FlinkBlueGreenDeployment, FlinkCertificate, FlinkDeployment, FlinkDisruptionBudget, FlinkMetricsService,
  FlinkNetworkPolicy, FlinkServiceAccount, FlinkVersion, Guideline, Guidelines, HighAvailability, IJobDefaults, IngressAuthentication,
  JobArtifact, RuntimeMode, MetricsCollector, ProductionFlinkJob, ProductionFlinkJobProps, RestTls, SecretValue, Severity, StateBackend, Tls,
} from '../../src';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';
import { chartOf, configurationOf, LEAST, only, SOUND, synthJob, TLS } from '../jobs';

// Whatever is known of a job is read once, and from what is emitted: however it is spelled, whenever it is set, and by whomever.

const isFlinks = ({ kind }: any) => kind.startsWith('Flink');
const companions = (manifests: any[]) => manifests.filter((manifest) => !isFlinks(manifest));
const EGRESS = { egress: [EgressTarget.anywhere(9092)] };

function check(manifests: any[]): string[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'job.yaml', Yaml.stringify(...manifests));
  return checkObjects(flinkObjects(set.manifests, {}), GUIDELINES).map(({ guideline, severity, path: where }) => `${severity} ${guideline} ${where}`);
}

function synthPatched(patches: JsonPatch[], props: Partial<ProductionFlinkJobProps> = {}): any[] {
  const chart = chartOf();
  const job = new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props });
  ApiObject.of(job).addJsonPatch(...patches);
  return Testing.synth(chart);
}

const option = (key: string, value: string) => JsonPatch.add(`/spec/flinkConfiguration/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, value);

/** Spellings that Flink reads alike, by option: the usual one first. */
const SPELLINGS: [key: string, usual: string, others: string[]][] = [
  ['high-availability.type', 'kubernetes', ['KUBERNETES', 'Kubernetes', 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory']],
  ['high-availability.type', 'NONE', ['none', 'None']],
  ['state.backend.type', 'rocksdb', ['ROCKSDB', 'RocksDB', 'org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory']],
  ['state.backend.type', 'hashmap', ['HASHMAP', 'org.apache.flink.runtime.state.hashmap.HashMapStateBackendFactory']],
  ['restart-strategy.type', 'exponential-delay', ['Exponential-Delay', 'exponentialdelay', 'EXPONENTIALDELAY']],
  ['restart-strategy.type', 'fixed-delay', ['fixeddelay', 'FIXED-DELAY']],
  ['job.autoscaler.enabled', 'true', ['TRUE', 'True']],
  ['execution.runtime-mode', 'BATCH', ['batch', 'Batch']],
  ['jobmanager.scheduler', 'Adaptive', ['adaptive', 'ADAPTIVE']],
  ['execution.checkpointing.unaligned.enabled', 'true', ['TRUE']],
];

describe('B1, B8, B9: another spelling gives the same objects, pods, defaults and findings', () => {
  const HA_OFF = { guidelines: { suppress: [{ id: 'HA-01', reason: 'another rule is looked at' }] } };
  const synth = (key: string, value: string) => synthJob({
    ...EGRESS, parallelism: 8, flinkVersion: FlinkVersion.V1_20, flinkConfiguration: { [key]: value }, ...(key.startsWith('high') ? HA_OFF : {}),
  });
  const normalised = (manifests: any[], key: string) => JSON.stringify(manifests, (name, value) => name === key ? '*' : value);

  test.each(SPELLINGS.flatMap(([key, usual, others]) => others.map((other) => [key, usual, other] as const)))('%s: %s as %s', (key, usual, other) => {
    const [expected, got] = [usual, other].map((value) => synth(key, value));
    expect(companions(got)).toEqual(companions(expected));
    expect(normalised(got, key)).toEqual(normalised(expected, key));
    expect(check(got)).toEqual(check(expected));
  });

  test('the same holds after a JSON patch of the spelling', () => {
    fc.assert(fc.property(fc.constantFrom(...SPELLINGS), fc.nat(), ([key, usual, others], n) => {
      const props = { ...EGRESS, parallelism: 8, ...HA_OFF };
      // a patch to a batch job leaves the upgrade mode of a stream, which is refused
      const also = usual === 'BATCH' ? [JsonPatch.replace('/spec/job/upgradeMode', 'stateless')] : [];
      const [expected, got] = [usual, others[n % others.length]].map((value) => synthPatched([option(key, value), ...also], props));
      expect(companions(got)).toEqual(companions(expected));
    }), { numRuns: 20 });
  });

  test('high availability by its factory class opens the way to the API server and brings the rights', () => {
    const manifests = synthJob({ ...EGRESS, flinkConfiguration: { 'high-availability.type': 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory' } });
    const role = manifests.find(({ kind, metadata }) => kind === 'Role' && metadata.name === 'orders');
    expect(role.rules.map(({ resources }: any) => resources[0])).toContain('configmaps');
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toContain('Role orders-taskmanager');
    const policy = manifests.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'orders-taskmanager');
    expect(JSON.stringify(policy.spec.egress)).toContain('6443');
  });
});

describe('B2, B3: both colours of a blue/green job', () => {
  const blueGreen = (props: Partial<ProductionFlinkJobProps> = {}) => synthJob({ ...LEAST, blueGreen: {}, parallelism: 8, tls: TLS, ...props });

  test('there is one object of the operator, and each other for both', () => {
    expect(blueGreen().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount orders', 'Role orders', 'RoleBinding orders', 'ServiceAccount orders-taskmanager', 'Role orders-taskmanager', 'RoleBinding orders-taskmanager',
      'NetworkPolicy orders-blue-jobmanager', 'NetworkPolicy orders-blue-taskmanager', 'NetworkPolicy orders-green-jobmanager', 'NetworkPolicy orders-green-taskmanager',
      'Certificate orders-tls', 'FlinkBlueGreenDeployment orders', 'Service orders-blue-metrics', 'Service orders-green-metrics',
      'ServiceMonitor orders-blue', 'ServiceMonitor orders-green', 'PrometheusRule orders',
      'PodDisruptionBudget orders-blue-taskmanager', 'PodDisruptionBudget orders-green-taskmanager',
    ]);
  });

  test('alerts read the series of either, and an idle one does not fire', () => {
    const rules = only(blueGreen(), 'PrometheusRule').spec.groups.flatMap((group: any) => group.rules);
    const absent = rules.find(({ alert }: any) => alert === 'FlinkJobManagerAbsent');
    expect(absent.expr).toBe('absent(flink_jobmanager_numRegisteredTaskManagers{namespace="shop", flink_deployment=~"orders-blue|orders-green"})');
    // the rule's own label would hide that of the series, and make one alert of two
    expect(rules.every(({ labels }: any) => labels.flink_blue_green_deployment === 'orders' && !('flink_deployment' in labels))).toBe(true);
    expect(JSON.stringify(rules)).not.toContain('flink_deployment=\\"orders\\"');
  });

  test('alerts beside one of them read its own series', () => {
    const chart = chartOf();
    const bg = new FlinkBlueGreenDeployment(chart, 'orders', { ...LEAST, serviceAccountName: 'orders', jobManager: { memory: Size.gibibytes(1) }, taskManager: { memory: Size.gibibytes(2) } });
    new FlinkAlerts(chart, 'alerts', { deployment: bg.blue });
    const rules = only(Testing.synth(chart), 'PrometheusRule');
    expect(rules.metadata.name).toBe('orders-blue');
    expect(JSON.stringify(rules)).toContain('flink_deployment=\\"orders-blue\\"');
    expect(JSON.stringify(rules)).not.toContain('flink_deployment=\\"orders\\"');
  });

  test('the pods mount the Secret that the Certificate makes, which holds for the hosts of both', () => {
    const manifests = blueGreen();
    const { spec } = only(manifests, 'Certificate');
    const { template } = only(manifests, 'FlinkBlueGreenDeployment').spec;
    const mounted = template.spec.taskManager.podTemplate.spec.volumes.find(({ name }: any) => name === 'tls').secret.secretName;
    expect(mounted).toBe(spec.secretName);
    expect(spec.dnsNames).toEqual(expect.arrayContaining(['orders-blue-rest.shop.svc', 'orders-green-rest.shop.svc']));
  });

  test('a Certificate beside the blue one has the name that its pods mount', () => {
    const chart = chartOf();
    const bg = new FlinkBlueGreenDeployment(chart, 'orders', { ...LEAST, serviceAccountName: 'orders', tls: TLS, jobManager: { memory: Size.gibibytes(1) }, taskManager: { memory: Size.gibibytes(2) } });
    const { certificateName } = new FlinkCertificate(chart, 'certificate', { deployment: bg, issuer: { name: 'ca' }, keystorePassword: SecretValue.fromSecret('keystores', 'password') });
    const volumes = only(Testing.synth(chart), 'FlinkBlueGreenDeployment').spec.template.spec.jobManager.podTemplate.spec.volumes;
    expect(volumes.find(({ name }: any) => name === 'tls').secret.secretName).toBe(certificateName);
  });

  test('it breaks no guideline, in the program and as YAML', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, blueGreen: { deploymentDeletionDelay: Duration.minutes(1) }, parallelism: 8 });
    expect(job.findings).toEqual([]);
    expect(job.colours.map(({ name }) => name)).toEqual(['orders-blue', 'orders-green']);
    expect(check(Testing.synth(chart))).toEqual([]);
  });

  test('TaskManagers spread by the label of their own pod', () => {
    const { topologySpreadConstraints } = only(blueGreen(), 'FlinkBlueGreenDeployment').spec.template.spec.taskManager.podTemplate.spec;
    for (const { labelSelector, matchLabelKeys } of topologySpreadConstraints) {
      expect(labelSelector.matchLabels).not.toHaveProperty('app');
      expect(matchLabelKeys).toEqual(['app']);
    }
  });
});

describe('B4, B5: a JSON patch changes what stands beside the job', () => {
  const EQUAL: [string, JsonPatch[], Partial<ProductionFlinkJobProps>][] = [
    ['the checkpoint interval', [option('execution.checkpointing.interval', '5 min')], { checkpointing: { interval: Duration.minutes(5), minPause: Duration.seconds(30) } }],
    ['the parallelism', [JsonPatch.replace('/spec/job/parallelism', 20)], { parallelism: 20, maxParallelism: 720 }],
    ['the JobManagers', [JsonPatch.replace('/spec/jobManager/replicas', 2)], { jobManager: { replicas: 2 } }],
    ['a port', [option('metrics.reporter.prom.port', '9999'), option('rest.port', '8082')], { flinkConfiguration: { 'metrics.reporter.prom.port': '9999', 'rest.port': '8082' } }],
    ['high availability', [option('high-availability.type', 'NONE')],
      { flinkConfiguration: { 'high-availability.type': 'NONE' }, guidelines: { suppress: [{ id: 'HA-01', reason: 'another rule is looked at' }] } }],
    ['the store', [option('s3.endpoint', 'http://minio.storage:9000')], { flinkConfiguration: { 's3.endpoint': 'http://minio.storage:9000' } }],
    ['a suspended job', [JsonPatch.replace('/spec/job/state', 'suspended')], { suspended: true }],
    ['the autoscaler', [option('job.autoscaler.enabled', 'TRUE'), option('job.autoscaler.stabilization.interval', '10 min')], { flinkConfiguration: { 'job.autoscaler.enabled': 'TRUE' } }],
  ];

  test.each(EQUAL)('%s, patched or as a property', (_, patches, props) => {
    const suppressed = props.guidelines ? { guidelines: props.guidelines } : {};
    expect(companions(synthPatched(patches, { ...EGRESS, ...suppressed }))).toEqual(companions(synthJob({ ...EGRESS, ...props })));
  });

  test('a patch that removes an option removes what followed from it', () => {
    const patched = synthPatched([JsonPatch.remove('/spec/flinkConfiguration/high-availability.type')],
      { ...EGRESS, guidelines: { suppress: [{ id: 'HA-01', reason: 'another rule is looked at' }] } });
    expect(patched.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).not.toContain('Role orders-taskmanager');
  });

  test('init containers run the image that is emitted', () => {
    const job = only(synthPatched([JsonPatch.replace('/spec/image', 'registry.example.com/orders:2.0.0')]), 'FlinkDeployment');
    for (const component of ['jobManager', 'taskManager']) {
      const { initContainers } = job.spec[component].podTemplate.spec;
      expect(initContainers.length).toBeGreaterThan(0);
      for (const { image } of initContainers) expect(image).toBe('registry.example.com/orders:2.0.0');
    }
  });

  test('a patched init container keeps its own image', () => {
    const job = only(synthPatched([
      JsonPatch.replace('/spec/image', 'registry.example.com/orders:2.0.0'), JsonPatch.replace('/spec/jobManager/podTemplate/spec/initContainers/0/image', 'registry.example.com/other:1'),
    ]), 'FlinkDeployment');
    expect(job.spec.jobManager.podTemplate.spec.initContainers[0].image).toBe('registry.example.com/other:1');
    expect(job.spec.taskManager.podTemplate.spec.initContainers[0].image).toBe('registry.example.com/orders:2.0.0');
  });

  test('what is patched after somebody looked is seen', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, parallelism: 2 });
    expect(Testing.synth(chart).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
    ApiObject.of(job).addJsonPatch(JsonPatch.replace('/spec/job/parallelism', 20));
    expect(only(Testing.synth(chart), 'PodDisruptionBudget').spec.minAvailable).toBe(9);
  });

  test('declarations that are added to the metadata are seen', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', SOUND);
    Testing.synth(chart);
    ApiObject.of(job).metadata.addAnnotation('cdk8s-flink.dev/slot-sharing-groups', '{"heavy":20}');
    expect(only(Testing.synth(chart), 'PodDisruptionBudget').spec.minAvailable).toBeGreaterThan(5);
  });
});

test('B6: an ingress beside a REST API with TLS is refused, however that is set', () => {
  const ingress = { template: 'orders.example.com', tlsSecretName: 'tls', controllerNamespace: 'ingress-nginx', authentication: IngressAuthentication.nginxBasic('visitors') };
  const found = (props: Partial<ProductionFlinkJobProps>) => new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ingress, ...props }).findings
    .filter(({ guideline, message }) => guideline === 'SEC-03' && message.includes('with TLS on the REST API'));
  expect(found({ flinkConfiguration: { 'security.ssl.rest.enabled': 'TRUE' } })).toHaveLength(1);
  expect(found({ tls: Tls.secret({ secretName: 'stores', keystorePassword: SecretValue.fromSecret('stores', 'password'), rest: RestTls.SERVER }) })).toHaveLength(1);
  expect(found({})).toEqual([]);
});

describe('B7: a guideline of one\'s own counts, whenever it is added', () => {
  class Standby extends Guideline {
    constructor() {
      super({ id: 'SHOP-01', title: 'Run a standby', rationale: 'Seconds count.', severity: Severity.WARNING });
    }

    public override apply(settings: IJobDefaults): void {
      settings.fillField('jobManager.replicas', 2);
    }
  }
  const synth = (before: boolean) => {
    const chart = chartOf();
    if (before) Guidelines.of(chart).add(new Standby());
    new ProductionFlinkJob(chart, 'orders', { ...LEAST, parallelism: 2 });
    if (!before) Guidelines.of(chart).add(new Standby());
    return Testing.synth(chart);
  };

  test('before the job or after it', () => {
    expect(synth(false)).toEqual(synth(true));
    expect(synth(false).filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual(['orders-jobmanager']);
  });
});

describe('B10: state on a claim that only one component mounts', () => {
  const [deployment] = synthJob({ ...SOUND }).filter(({ kind }) => kind === 'FlinkDeployment');
  const withClaim = (components: string[]) => {
    const job = structuredClone(deployment);
    for (const component of components) {
      const { spec } = job.spec[component].podTemplate;
      spec.volumes.push({ name: 'state', persistentVolumeClaim: { claimName: 'state' } });
      spec.containers[0].volumeMounts.push({ name: 'state', mountPath: '/state' });
    }
    Object.assign(job.spec.flinkConfiguration, {
      'execution.checkpointing.dir': 'file:///state/checkpoints', 'execution.checkpointing.savepoint-dir': 'file:///state/savepoints', 'high-availability.storageDir': 'file:///state/ha',
    });
    return check([job]).filter((line) => /\['(execution\.checkpointing\.(savepoint-)?dir|high-availability\.storageDir)'\]/.test(line));
  };

  test('is an error for checkpoints, savepoints and high-availability data', () => {
    expect(withClaim(['taskManager'])).toEqual([
      expect.stringMatching(/^error CKP-10 /), expect.stringMatching(/^error UPG-02 /), expect.stringMatching(/^error HA-02 /),
    ]);
    // TaskManagers write no high-availability data
    expect(withClaim(['jobManager'])).toEqual([expect.stringMatching(/^error CKP-10 /), expect.stringMatching(/^error UPG-02 /)]);
  });

  test('is none where both mount it', () => {
    expect(withClaim(['jobManager', 'taskManager'])).toEqual([]);
  });
});

describe('B11: only what selects the job counts as its monitoring', () => {
  const NGINX = [
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'nginx', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'nginx' } }, endpoints: [] } },
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'nginx', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'nginx' } } } },
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'nginx', namespace: 'shop' }, spec: { groups: [{ name: 'n', rules: [{ alert: 'A', expr: 'nginx_up == 0' }] }] } },
  ];
  const without = (kinds: string[]) => synthJob(SOUND).filter(({ kind }) => !kinds.includes(kind));
  const monitoring = (manifests: any[]) => check(manifests).filter((line) => /MON-(16|20)/.test(line));

  test('those of another application do not', () => {
    expect(monitoring([...without(['ServiceMonitor', 'PrometheusRule']), ...NGINX])).toEqual(['warning MON-16 metadata.name', 'warning MON-20 metadata.name']);
  });

  test('rules about another job do not, and rules about all jobs do', () => {
    const rule = (expr: string) => ({ ...NGINX[2], spec: { groups: [{ name: 'n', rules: [{ alert: 'A', expr, annotations: { runbook_url: 'x' } }] }] } });
    const rest = without(['PrometheusRule']);
    expect(monitoring([...rest, rule('flink_jobmanager_numRunningJobs{flink_deployment="payments"} < 1')])).toEqual(['warning MON-20 metadata.name']);
    expect(monitoring([...rest, rule('flink_jobmanager_numRunningJobs < 1')])).toEqual([]);
    expect(monitoring([...rest, rule('flink_jobmanager_numRunningJobs{flink_deployment=~"ord.*"} < 1')])).toEqual([]);
  });

  test('a monitor in the namespace of Prometheus that looks into the job\'s does', () => {
    const manifests = synthJob({ ...SOUND, monitoring: { collector: MetricsCollector.POD_MONITOR } });
    const monitor = structuredClone(only(manifests, 'PodMonitor'));
    monitor.metadata.namespace = 'monitoring';
    const rest = manifests.filter(({ kind }) => kind !== 'PodMonitor');
    expect(monitoring([...rest, monitor])).toEqual([]);
    monitor.spec.namespaceSelector = { matchNames: ['elsewhere'] };
    expect(monitoring([...rest, monitor])).toEqual(['warning MON-16 metadata.name']);
  });
});

describe('B12: what a job is, on both sides', () => {
  const python = JobArtifact.jar('local:///opt/flink/opt/flink-python-1.20.1.jar', { entryClass: 'org.apache.flink.client.python.PythonDriver', args: ['-pym', 'orders'] });

  test('Python on the heap keeps managed memory for its workers', () => {
    expect(configurationOf({ artifact: python, stateBackend: StateBackend.hashMap() })).not.toHaveProperty('taskmanager.memory.managed.fraction');
    expect(configurationOf({ stateBackend: StateBackend.hashMap() })['taskmanager.memory.managed.fraction']).toBe('0.1');
  });

  test('a batch job has no state backend and no disk for one, and a stream has both', () => {
    const [batch, stream] = [RuntimeMode.BATCH, RuntimeMode.STREAMING].map((runtimeMode) => synthJob({ runtimeMode }));
    const configuration = (manifests: any[]) => only(manifests, 'FlinkDeployment').spec.flinkConfiguration;
    expect(configuration(batch)).toMatchObject({ 'execution.runtime-mode': 'BATCH' });
    expect(Object.keys(configuration(batch)).filter((key) => key.startsWith('state.'))).toEqual([]);
    expect(configuration(stream)).toMatchObject({ 'execution.runtime-mode': 'STREAMING', 'state.backend.type': 'rocksdb' });
    const alerts = (manifests: any[]) => JSON.stringify(only(manifests, 'PrometheusRule')).match(/FlinkRocksDb\w+/g) ?? [];
    expect(alerts(batch)).toEqual([]);
    expect(alerts(stream)).toContain('FlinkRocksDbStopped');
  });

  test('a batch job gets no defaults of checkpoints, no alerts of them, and no savepoint upgrades', () => {
    const manifests = synthJob({ flinkConfiguration: { 'execution.runtime-mode': 'BATCH' } });
    const { spec } = only(manifests, 'FlinkDeployment');
    expect(Object.keys(spec.flinkConfiguration).filter((key) => key.startsWith('execution.checkpointing'))).toEqual([]);
    expect(spec.job.upgradeMode).toBe('stateless');
    const alerts = only(manifests, 'PrometheusRule').spec.groups.flatMap((group: any) => group.rules).map(({ alert }: any) => alert);
    expect(alerts.filter((name: string) => /Checkpoint|JobNotRunning|JobManagerAbsent/.test(name ?? ''))).toEqual([]);
    expect(alerts).toContain('FlinkJobRestarting');
  });
});

describe('B14: a manifest from elsewhere', () => {
  const MANIFEST = {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'clicks', namespace: 'web' },
    spec: {
      image: 'registry.example.com/clicks:1',
      flinkVersion: 'v1_20',
      serviceAccount: 'clicks',
      flinkConfiguration: { 'high-availability.type': 'KUBERNETES', 'high-availability.storageDir': 's3://state/ha', 'taskmanager.numberOfTaskSlots': '2', 's3.endpoint': 'http://minio:9000' },
      jobManager: { resource: { cpu: 1, memory: '2048m' } },
      taskManager: { resource: { cpu: 1, memory: '4096m' } },
      job: { jarURI: 'local:///opt/flink/usrlib/clicks.jar', parallelism: 8, upgradeMode: 'last-state' },
    },
  };
  const beside = (chart: Chart, deployment: any) => {
    new FlinkServiceAccount(chart, 'account', { deployment });
    new FlinkNetworkPolicy(chart, 'policy', { deployment, egress: [] });
    new FlinkMetricsService(chart, 'metrics', { deployment });
    new FlinkAlerts(chart, 'alerts', { deployment });
    new FlinkDisruptionBudget(chart, 'budget', { deployment });
  };

  test('everything stands beside it', () => {
    const chart = chartOf();
    beside(chart, FlinkDeployment.fromManifest(chart, 'clicks', MANIFEST));
    const manifests = Testing.synth(chart);
    expect(manifests.every(({ metadata }) => metadata.namespace === 'web')).toBe(true);
    expect(manifests.some(isFlinks)).toBe(false);
    expect(only(manifests, 'PodDisruptionBudget').spec.minAvailable).toBe(3);
    const policy = manifests.find(({ metadata }) => metadata.name === 'clicks-taskmanager');
    expect(JSON.stringify(policy.spec.egress)).toMatch(/6443.*9000/);
    expect(JSON.stringify(only(manifests, 'PrometheusRule'))).toContain('flink_deployment=\\"clicks\\"');
  });

  test('of an Include, patches and all', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-')), 'clicks.yaml');
    try {
      fs.writeFileSync(file, Yaml.stringify(MANIFEST));
      const chart = new Chart(new App(), 'chart');
      const [object] = new Include(chart, 'included', { url: file }).apiObjects;
      beside(chart, FlinkDeployment.fromManifest(chart, 'clicks', object));
      object.addJsonPatch(JsonPatch.replace('/spec/job/parallelism', 20));
      expect(only(Testing.synth(chart), 'PodDisruptionBudget').spec.minAvailable).toBe(9);
    } finally {
      fs.rmSync(path.dirname(file), { recursive: true });
    }
  });

  test('of a blue/green job, for both', () => {
    const chart = chartOf();
    const deployment = FlinkDeployment.fromManifest(chart, 'clicks', { ...MANIFEST, kind: 'FlinkBlueGreenDeployment', spec: { template: { spec: MANIFEST.spec } } });
    new FlinkMetricsService(chart, 'metrics', { deployment });
    expect(Testing.synth(chart).map(({ metadata }) => metadata.name)).toEqual(['clicks-blue-metrics', 'clicks-green-metrics']);
  });

  test.each([
    [{ ...MANIFEST, kind: 'Deployment', apiVersion: 'apps/v1' }, /is a Deployment of apps\/v1: pass a FlinkDeployment or FlinkBlueGreenDeployment of flink\.apache\.org\/v1beta1/],
    [{ ...MANIFEST, apiVersion: 'flink.apache.org/v1' }, /of flink\.apache\.org\/v1: pass/],
    [{ ...MANIFEST, kind: 'FlinkSessionJob' }, /is a FlinkSessionJob/],
    [{ ...MANIFEST, metadata: { name: 'clicks' } }, /lacks metadata\.namespace/],
  ])('%#: what it cannot be made of is refused', (manifest, message) => {
    expect(() => FlinkDeployment.fromManifest(chartOf(), 'clicks', manifest)).toThrow(message);
  });

  test('what is no job of this library is refused by name', () => {
    expect(() => new FlinkMetricsService(chartOf(), 'metrics', { deployment: { name: 'a', namespace: 'b' } })).toThrow(/FlinkDeployment\.fromManifest/);
  });
});

test('HighAvailability as a property and as an option are one', () => {
  expect(companions(synthJob({ highAvailability: HighAvailability.kubernetes() }))).toEqual(companions(synthJob({ flinkConfiguration: { 'high-availability.type': 'Kubernetes' } })));
});
