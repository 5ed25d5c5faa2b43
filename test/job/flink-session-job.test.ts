import { App, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  DeploymentMode, DurableStorage, FlinkAlerts, FlinkBlueGreenDeployment, FlinkDeployment, FlinkEnvironment, FlinkFleetAlerts, FlinkNetworkPolicy,
  FlinkSessionCluster, FlinkSessionClusterProps, FlinkSessionJob, FlinkSessionJobProps, FlinkStateSnapshot, FlinkVersion, HighAvailability,
  JobArtifact, MetricsCollector, OperatorVersion, ProductionFlinkJob, Scaling, ScalingTrigger, StateBackend, UpgradeMode, flinkConfiguration,
} from '../../src';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { chartOf, errorsOf, LEAST, only, SOUND, TLS } from '../jobs';

const CLUSTER: FlinkSessionClusterProps = { flinkVersion: FlinkVersion.V1_20, image: 'registry.example.com/flink:1.20.5', storage: DurableStorage.s3('s3://state'), tls: TLS };
const JOB = { artifact: JobArtifact.jar('https://repo.example.com/orders-1.0.0.jar', { entryClass: 'com.example.Orders' }), parallelism: 2 };

/** A session cluster and one job of it. */
function session(props: Partial<FlinkSessionJobProps> = {}, cluster: Partial<FlinkSessionClusterProps> = {}, operatorVersion?: OperatorVersion) {
  const app = Testing.app();
  const chart = chartOf(app);
  if (operatorVersion) FlinkEnvironment.of(chart).set({ operatorVersion });
  const shared = new FlinkSessionCluster(chart, 'shared', { ...CLUSTER, ...cluster });
  const job = new FlinkSessionJob(chart, 'orders', { cluster: shared, ...JOB, ...props });
  return { app, chart, shared, job };
}

const errors = (props: Partial<FlinkSessionJobProps>, cluster: Partial<FlinkSessionClusterProps> = {}, operatorVersion?: OperatorVersion) =>
  errorsOf(() => session(props, cluster, operatorVersion).app.synth()).filter((line) => line.includes('chart/orders'));
const jobOf = (props: Partial<FlinkSessionJobProps> = {}, cluster: Partial<FlinkSessionClusterProps> = {}) => only(Testing.synth(session(props, cluster).chart), 'FlinkSessionJob');

test('the least session job is what the operator takes and the cluster does not say', () => {
  expect(jobOf()).toEqual({
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkSessionJob',
    metadata: { name: 'orders', namespace: 'shop', annotations: { 'cdk8s-flink.dev/construct': 'FlinkSessionJob' } },
    spec: {
      deploymentName: 'shared',
      job: {
        jarURI: 'https://repo.example.com/orders-1.0.0.jar',
        entryClass: 'com.example.Orders',
        parallelism: 2,
        upgradeMode: 'savepoint',
        state: 'running',
        allowNonRestoredState: false,
      },
      flinkConfiguration: { 'pipeline.max-parallelism': '720' },
    },
  });
});

test('a sound cluster and a sound job break no guideline, in the program and as YAML', () => {
  const { chart, shared, job } = session();
  expect(job.findings).toEqual([]);
  expect(shared.findings.map(({ guideline, severity }) => `${severity} ${guideline}`)).toEqual(['advice ARC-02']);
  const manifests = Testing.synth(chart).map((object) => ({ file: 'app.yaml', object, lineOf: () => 1 }));
  expect(checkObjects(flinkObjects(manifests, {}), GUIDELINES).filter(({ severity }) => severity !== 'advice')).toEqual([]);
});

test('the cluster has no job, takes jars over its REST API, and has the objects of a production job', () => {
  const manifests = Testing.synth(session({}, { jobManager: { replicas: 2 } }).chart);
  const { spec } = only(manifests, 'FlinkDeployment');
  expect(spec.job).toBeUndefined();
  expect(spec.flinkConfiguration).toMatchObject({
    'web.submit.enable': 'true',
    'high-availability.type': 'kubernetes',
    'execution.checkpointing.dir': 's3://state/shop/shared/checkpoints',
  });
  expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    'Certificate shared-tls', 'FlinkDeployment shared', 'FlinkSessionJob orders', 'NetworkPolicy shared-jobmanager', 'NetworkPolicy shared-taskmanager',
    'PodDisruptionBudget shared-jobmanager', 'PrometheusRule orders', 'PrometheusRule shared', 'Role shared', 'Role shared-taskmanager', 'RoleBinding shared',
    'RoleBinding shared-taskmanager', 'Service shared-metrics', 'ServiceAccount shared', 'ServiceAccount shared-taskmanager', 'ServiceMonitor shared',
  ]);
});

test('objects beside the cluster can be left out or replaced', () => {
  const off = { enabled: false };
  const props = { serviceAccount: { name: 'flink' }, networkPolicy: off, disruptionBudget: off, monitoring: { collector: MetricsCollector.POD_MONITOR, alerts: off }, tls: undefined };
  expect(Testing.synth(session({ alerts: off }, props).chart).map(({ kind }) => kind).sort()).toEqual(['FlinkDeployment', 'FlinkSessionJob', 'PodMonitor']);
});

test('the cluster comes before its jobs in the manifest, wherever the jobs were made', () => {
  const chart = chartOf();
  const before = new Construct(chart, 'jobs');
  const cluster = new FlinkSessionCluster(chart, 'shared', CLUSTER);
  new FlinkSessionJob(cluster, 'orders', { cluster, ...JOB });
  new FlinkSessionJob(before, 'clicks', { cluster, ...JOB });
  const kinds = Testing.synth(chart).map(({ kind }) => kind);
  expect(kinds.indexOf('FlinkDeployment')).toBeLessThan(kinds.indexOf('FlinkSessionJob'));
  expect(kinds.filter((kind) => kind === 'FlinkSessionJob')).toHaveLength(2);
});

test('only the operator may connect to the REST API, and a namespace for the web UI is refused', () => {
  const policy = Testing.synth(session().chart).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'shared-jobmanager').spec;
  const toRest = policy.ingress.filter((rule: any) => rule.ports.some(({ port }: any) => port === 8081)).map(({ from }: any) => from);
  expect(toRest).toEqual([
    [{ podSelector: { matchLabels: { app: 'shared', type: 'flink-native-kubernetes' } } }],
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'flink-operator' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'flink-kubernetes-operator' } } }],
  ]);
  expect(errorsOf(() => session({}, { networkPolicy: { uiNamespaces: ['proxy'] } }).app.synth()).join()).toContain('must not be set for a session cluster');
  expect(errorsOf(() => session({}, { flinkConfiguration: { 'web.submit.enable': 'false' } }).app.synth()).join()).toContain('must be true in a session cluster');
});

describe('what a session job sets', () => {
  test('overrides the cluster, and stands in its own flinkConfiguration', () => {
    const { flinkConfiguration: own } = jobOf({ stateBackend: StateBackend.hashMap(), jobName: 'Orders v2' }, { stateBackend: StateBackend.rocksDb() }).spec;
    expect(own).toEqual({ 'pipeline.max-parallelism': '720', 'pipeline.name': 'Orders v2', 'state.backend.type': 'hashmap' });
  });

  test('has defaults that follow from it; others are the cluster\'s', () => {
    const { job, chart } = session({ checkpointing: { interval: Duration.seconds(20) } });
    expect(job.findings).toEqual([]);
    expect(only(Testing.synth(chart), 'FlinkSessionJob').spec.flinkConfiguration).toEqual({
      'execution.checkpointing.interval': '20 s', 'execution.checkpointing.min-pause': '10 s', 'pipeline.max-parallelism': '720',
    });
    expect(job.appliedGuidelines).toEqual(['CKP-03', 'PAR-01', 'UPG-01', 'UPG-12']);
    expect(job.settings.originOf('execution.checkpointing.min-pause')).toBe('guideline CKP-03');
    expect(job.settings.originOf('execution.checkpointing.timeout')).toBe("cluster flinkConfiguration['execution.checkpointing.timeout']");
  });

  test('yields to nothing that the cluster sets on purpose', () => {
    const cluster = { checkpointing: { minPause: Duration.seconds(5) } };
    const own = jobOf({ checkpointing: { interval: Duration.seconds(20) } }, cluster).spec.flinkConfiguration;
    expect(own).not.toHaveProperty(['execution.checkpointing.min-pause']);
  });

  test('follows the cluster when that changes', () => {
    const { chart, shared, job } = session({ upgradeMode: UpgradeMode.lastState() });
    expect(job.findings).toEqual([]);
    (shared.node.findChild('Default') as any).addJsonPatch(JsonPatch.remove('/spec/flinkConfiguration/high-availability.type'));
    expect(job.findings.map(({ guideline }) => guideline)).toContain('UPG-03');
    expect(only(Testing.synth(chart), 'FlinkDeployment').spec.flinkConfiguration['high-availability.type']).toBeUndefined();
  });

  test('may be patched', () => {
    const { chart, job } = session();
    (job.node.findChild('Default') as any).addJsonPatch(JsonPatch.add('/spec/flinkConfiguration/execution.checkpointing.interval', '40 s'));
    expect(JSON.stringify(Testing.synth(chart).find(({ kind, metadata }) => kind === 'PrometheusRule' && metadata.name === 'orders'))).toContain('The checkpoint interval is 40s');
  });
});

describe('is refused', () => {
  test.each<[string, Partial<FlinkSessionJobProps>, Partial<FlinkSessionClusterProps>, string]>([
    ['an option of processes', { flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '4' } }, {}, 'ignored in a session job: the processes of its cluster'],
    ['a volume for state', { compiledPlan: { configMapName: 'plan' } }, {}, 'compiledPlan: changes pods, and a session job has none'],
    ['a jar in the image', { artifact: JobArtifact.jar('local:///opt/flink/usrlib/a.jar') }, {}, 'has no file system for local:'],
    ['a jar over http', { artifact: JobArtifact.jar('http://repo.example.com/a.jar') }, {}, 'https only'],
    ['a jar in S3', { artifact: JobArtifact.jar('s3://jars/a.jar') }, {}, 'https only'],
    ['a jar without a host', { artifact: JobArtifact.jar('https:///a.jar') }, {}, 'must have a host'],
    ['another namespace', { namespace: 'elsewhere' }, {}, 'must be "shop", the namespace of the session cluster'],
    ['another version\'s configuration', { flinkConfiguration: flinkConfiguration('2.2', {}) }, {}, 'the typed configuration is for Flink 2.2'],
    ['a missing jar', { artifact: undefined }, {}, 'artifact: must be set'],
    ['a missing parallelism', { parallelism: undefined }, {}, 'parallelism: must be set'],
    ['state that is lost without a word', { upgradeMode: UpgradeMode.stateless({ acknowledgeStateLoss: false }) }, {}, 'the job loses its state'],
    ['an unknown option', { flinkConfiguration: { 'execution.checkpointing.intervall': '1 min' } }, {}, 'execution.checkpointing.interval'],
  ])('%s', (_, props, cluster, words) => {
    expect(errors(props, cluster).join('\n')).toContain(words);
  });

  test('a cluster with a job of its own', () => {
    const app = Testing.app();
    const chart = chartOf(app);
    new FlinkSessionJob(chart, 'orders', { cluster: new ProductionFlinkJob(chart, 'clicks', SOUND), ...JOB });
    expect(errorsOf(() => app.synth()).join()).toContain('this FlinkDeployment has a job of its own');
  });

  test('a blue/green job as the cluster', () => {
    const app = Testing.app();
    const chart = chartOf(app);
    new FlinkSessionJob(chart, 'orders', { cluster: new FlinkBlueGreenDeployment(chart, 'clicks', { ...LEAST, serviceAccountName: 'flink' }), ...JOB });
    expect(errorsOf(() => app.synth()).join()).toContain('this FlinkDeployment has a job of its own');
  });

  test('objects of pods beside a session job, with what to pass instead', () => {
    const { chart, job } = session();
    expect(() => new FlinkNetworkPolicy(chart, 'policy', { deployment: job })).toThrow('is the session job orders, which has no pods of its own. Pass its session cluster, shared');
  });
});

test.each([OperatorVersion.V1_13, OperatorVersion.V1_14])('operator %s fetches jars from wherever it has a file system for', (operator) => {
  const { job } = session({ artifact: JobArtifact.jar('s3://jars/a.jar') }, {}, operator);
  expect(job.findings.filter(({ guideline }) => guideline === 'ARC-09')).toEqual([]);
});

test('an allowed scheme is a suppression away', () => {
  const suppress = [{ id: 'ARC-09', reason: 'our operator allows s3' }];
  expect(session({ artifact: JobArtifact.jar('s3://jars/a.jar'), guidelines: { suppress } }).job.findings).toEqual([]);
});

describe('clusters that are no FlinkSessionCluster', () => {
  test('a FlinkDeployment without a job', () => {
    const chart = chartOf();
    const size = { cpu: 1, memory: Size.gibibytes(2) };
    const cluster = new FlinkDeployment(chart, 'shared', {
      flinkVersion: FlinkVersion.V2_0,
      image: 'flink:2.0.1',
      serviceAccountName: 'flink',
      storage: DurableStorage.s3('s3://state'),
      highAvailability: HighAvailability.kubernetes(),
      jobManager: size,
      taskManager: size,
    });
    const job = new FlinkSessionJob(chart, 'orders', { cluster, ...JOB });
    expect(job.settings.flinkVersion).toEqual(FlinkVersion.V2_0);
    expect(only(Testing.synth(chart), 'FlinkSessionJob').spec.flinkConfiguration).toMatchObject({ 'execution.checkpointing.interval': '1 min' });
  });

  test('a manifest', () => {
    const manifest = {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: { name: 'shared', namespace: 'shop' },
      spec: { flinkVersion: 'v1_20', image: 'flink:1.20.5', serviceAccount: 'flink', flinkConfiguration: { 'execution.checkpointing.interval': '20 s', 'execution.checkpointing.savepoint-dir': 's3://state/sp', 'execution.checkpointing.dir': 's3://state/cp' } },
    };
    const chart = chartOf();
    const job = new FlinkSessionJob(chart, 'orders', { cluster: FlinkDeployment.fromManifest(chart, 'shared', manifest), ...JOB });
    expect(job.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(only(Testing.synth(chart), 'FlinkSessionJob').spec.flinkConfiguration).not.toHaveProperty(['execution.checkpointing.interval']);
  });
});

test('a savepoint of a session job names its kind', () => {
  const { chart, job } = session();
  new FlinkStateSnapshot(chart, 'friday', { deployment: job });
  expect(only(Testing.synth(chart), 'FlinkStateSnapshot').spec.jobReference).toEqual({ kind: 'FlinkSessionJob', name: 'orders' });
});

describe('alerts', () => {
  const rulesOf = (manifests: any[], name: string): any[] => manifests.find(({ kind, metadata }) => kind === 'PrometheusRule' && metadata.name === name).spec.groups.flatMap(({ rules }: any) => rules);
  const namesOf = (rules: any[]) => new Set(rules.map(({ alert }) => alert).filter((alert) => alert !== undefined));

  test('of processes are the cluster\'s, those of a job the session job\'s, and together they are those of an application', () => {
    const manifests = Testing.synth(session().chart);
    const [ofCluster, ofJob] = [namesOf(rulesOf(manifests, 'shared')), namesOf(rulesOf(manifests, 'orders'))];
    expect([...ofCluster].filter((alert) => ofJob.has(alert))).toEqual([]);
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'shared', { ...SOUND, parallelism: 2 });
    const ofApplication = namesOf(rulesOf(Testing.synth(chart), 'shared'));
    // how many TaskManagers a session cluster has in native mode is not known
    expect([...ofApplication].filter((alert) => !ofCluster.has(alert) && !ofJob.has(alert))).toEqual(['FlinkTaskManagersMissing', 'FlinkTaskManagersSurplus']);
  });

  test('on missing TaskManagers stand where their number is declared', () => {
    const manifests = Testing.synth(session({}, { mode: DeploymentMode.standalone({ taskManagers: 3 }) }).chart);
    expect(namesOf(rulesOf(manifests, 'shared'))).toContain('FlinkTaskManagersMissing');
  });

  test.each([['orders', undefined, 'job_name="orders"'], ['orders-eu', undefined, 'job_name=~"orders[-_]eu"'], ['orders', 'Orders v2', 'job_name=~"Orders.v2"']])(
    'of job %s, named %s in its code, select %s', (name, jobName, matcher) => {
      const manifests = Testing.synth(session({ name, jobName }).chart);
      const read = rulesOf(manifests, name).filter(({ expr }) => /flink_(job|task)manager_/.test(expr));
      expect(read.filter(({ expr }) => !expr.includes(matcher))).toEqual([]);
      expect(read.map(({ labels }) => labels)).toContainEqual({ namespace: 'shop', flink_deployment: 'shared', flink_session_job: name, severity: 'critical' });
    });

  test('a suspended job has none', () => {
    expect(Testing.synth(session({ suspended: true }).chart).filter(({ kind }) => kind === 'PrometheusRule').map(({ metadata }) => metadata.name)).toEqual(['shared']);
  });

  test('of a session job stay its own beside a fleet', () => {
    const { chart } = session();
    new FlinkFleetAlerts(chart, 'fleet');
    const rules = rulesOf(Testing.synth(chart), 'orders');
    expect(namesOf(rules)).toContain('FlinkJobNotRunning');
    expect(rules.filter(({ record }) => record?.startsWith('flink_job:'))).toEqual([]);
  });

  test('can stand elsewhere', () => {
    const { chart, job } = session({ alerts: { enabled: false } });
    new FlinkAlerts(chart, 'alerts', { deployment: job });
    expect(namesOf(rulesOf(Testing.synth(chart), 'orders'))).toContain('FlinkJobRestarting');
  });
});

test('two session jobs of one name in Flink are warned of', () => {
  const chart = chartOf();
  const cluster = new FlinkSessionCluster(chart, 'shared', CLUSTER);
  const orders = new FlinkSessionJob(chart, 'orders', { cluster, ...JOB, jobName: 'events' });
  const clicks = new FlinkSessionJob(chart, 'clicks', { cluster, ...JOB, jobName: 'events' });
  const other = new FlinkSessionJob(chart, 'views', { cluster, ...JOB });
  expect(orders.findings.map(({ message }) => message).join()).toContain('session job clicks in cluster shared has the same name in the metrics');
  expect(clicks.findings.map(({ message }) => message).join()).toContain('session job orders in cluster shared has the same name');
  expect(other.findings).toEqual([]);
});

test('the pods of the cluster are those of a production job, started for a session', () => {
  const { jobManager, taskManager } = session().shared.renderedPods() as any;
  expect(jobManager.spec.containers[0].args.join(' ')).toContain('kubernetes-session');
  expect(taskManager.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
});

test('all errors of cluster and jobs are reported together', () => {
  const app: App = Testing.app();
  const chart: Chart = chartOf(app);
  const cluster = new FlinkSessionCluster(chart, 'shared', { ...CLUSTER, storage: undefined } as any);
  new FlinkSessionJob(chart, 'orders', { cluster, ...JOB, parallelism: undefined } as any);
  const found = errorsOf(() => app.synth()).join('\n');
  expect(found).toContain('storage: must be set');
  expect(found).toContain('parallelism: must be set');
});

describe('what needs files or pods of its own', () => {
  test.each<[string, Partial<FlinkSessionJobProps>, string]>([
    ['a SQL script', { artifact: JobArtifact.sql('INSERT INTO t SELECT 1;', { release: '1.20.1' }) }, 'must be a jar, not a SQL script: the operator uploads the jar of a session job'],
    ['a Python program', { artifact: JobArtifact.python('/opt/orders.py') }, 'must be a jar, not a Python program: the operator uploads the jar of a session job'],
    ['reactive scaling', { scaling: Scaling.reactive({ minTaskManagers: 1, maxTaskManagers: 2, trigger: ScalingTrigger.cpu(70) }) }, 'must not be reactive: a session job has no TaskManagers of its own'],
  ])('%s is an error', (_, props, expected) => {
    expect(errors(props).join('\n')).toContain(expected);
  });

  test('the autoscaler is none', () => {
    expect(jobOf({ scaling: Scaling.operatorAutoscaler() }).spec.flinkConfiguration['job.autoscaler.enabled']).toBe('true');
  });
});
