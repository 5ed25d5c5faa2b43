import { App, Chart, Duration, Testing } from 'cdk8s';
import { DurableStorage, FlinkDefaults, FlinkDefaultsOptions, FlinkDeployment, FlinkSessionCluster, FlinkSessionJob, FlinkVersion, JobArtifact, ProductionFlinkJob, ProductionFlinkJobProps, RuntimeMode, SecretValue } from '../../src';
import { effectiveOptions } from '../../src/cli/report/origins';
import { Workload } from '../../src/workload/workload';
import { errorsOf, only, SOUND } from '../jobs';

const WITHOUT = { ...SOUND, storage: undefined };

/** A job in a chart in an App, each with defaults. */
function job(props: Partial<ProductionFlinkJobProps> = {}, ofApp: FlinkDefaultsOptions = {}, ofChart: FlinkDefaultsOptions = {}) {
  const app = Testing.app();
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  const construct = new ProductionFlinkJob(chart, 'orders', { ...WITHOUT, image: 'orders:1.0', ...props });
  // later than the job: defaults hold whenever they are set
  FlinkDefaults.of(app).set(ofApp);
  FlinkDefaults.of(chart).set(ofChart);
  return { app, chart, construct };
}

const STORAGE = { storage: DurableStorage.s3('s3://company') };
const manifests = (...args: Parameters<typeof job>) => Testing.synth(job(...args).chart);
const spec = (...args: Parameters<typeof job>) => only(manifests(...args), 'FlinkDeployment').spec;

describe('defaults of an organisation', () => {
  test('are properties of every job, and say where they come from', () => {
    const { construct } = job({}, { ...STORAGE, checkpointing: { interval: Duration.seconds(20) } });
    const { settings } = construct;
    expect(settings.option('execution.checkpointing.interval')).toBe('20 s');
    expect(settings.originOf('execution.checkpointing.interval')).toBe('organisation defaults checkpointing.interval');
    expect(settings.option('high-availability.storageDir')).toContain('s3://company/');
    expect(settings.originOf('job.parallelism')).toBe('user parallelism');
  });

  test('give way to the job, a narrower scope and a later call', () => {
    const interval = (...args: Parameters<typeof job>) => spec(...args).flinkConfiguration['execution.checkpointing.interval'];
    const seconds = (count: number) => ({ checkpointing: { interval: Duration.seconds(count) } });
    expect(interval(STORAGE, seconds(20), seconds(30))).toBe('30 s');
    expect(interval({ ...STORAGE, ...seconds(40) }, seconds(20), seconds(30))).toBe('40 s');
    const { app, chart } = job(STORAGE, seconds(20));
    FlinkDefaults.of(app).set(seconds(25));
    expect(only(Testing.synth(chart), 'FlinkDeployment').spec.flinkConfiguration['execution.checkpointing.interval']).toBe('25 s');
  });

  test('are told apart from those of the job in the report', () => {
    const manifest = only(manifests({ ...STORAGE, flinkConfiguration: { 'web.refresh-interval': '5 s' } }, { checkpointing: { interval: Duration.minutes(5) } }), 'FlinkDeployment');
    expect(manifest.metadata.annotations['cdk8s-flink.dev/organisation-defaults']).toBe('execution.checkpointing.interval');
    const origins = new Map(effectiveOptions(Workload._of(manifest)).map(({ key, origin }) => [key, origin]));
    expect(origins.get('execution.checkpointing.interval')).toBe('organisation defaults');
    expect(origins.get('web.refresh-interval')).toBe('manifest');
  });

  test('merge maps by entry', () => {
    const { construct } = job({ ...STORAGE, flinkConfiguration: { 'table.exec.state.ttl': '1 h' } },
      { flinkConfiguration: { 'table.exec.state.ttl': '2 h', 'web.refresh-interval': '5 s' } }, { flinkConfiguration: { 'web.refresh-interval': '9 s' } });
    const { settings } = construct;
    expect(settings.option('table.exec.state.ttl')).toBe('1 h');
    expect(settings.originOf('table.exec.state.ttl')).toBe("user flinkConfiguration['table.exec.state.ttl']");
    expect(settings.option('web.refresh-interval')).toBe('9 s');
    expect(settings.originOf('web.refresh-interval')).toBe("organisation defaults flinkConfiguration['web.refresh-interval']");
  });

  test.each([
    ['orders:1.0', 'registry.example.com/flink/orders:1.0'],
    ['team/orders:1.0', 'registry.example.com/flink/team/orders:1.0'],
    ['ghcr.io/team/orders:1.0', 'ghcr.io/team/orders:1.0'],
    ['localhost:5000/orders:1.0', 'localhost:5000/orders:1.0'],
  ])('the image %s becomes %s', (given, expected) => {
    expect(spec({ ...STORAGE, image: given }, { imageRegistry: 'registry.example.com/flink' }).image).toBe(expected);
  });

  test('label and annotate all objects and pods', () => {
    const all = manifests(STORAGE, { labels: { 'example.com/cost-center': '4711' }, annotations: { 'example.com/owner': 'orders team' } });
    expect(all.length).toBeGreaterThan(8);
    for (const { metadata } of all) {
      expect(metadata.labels).toMatchObject({ 'example.com/cost-center': '4711' });
      expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'orders team' });
    }
    const { construct } = job(STORAGE, { labels: { 'example.com/cost-center': '4711' }, imagePullSecrets: ['registry'] });
    const { jobManager, taskManager } = construct.renderedPods();
    for (const pod of [jobManager, taskManager]) {
      expect(pod.metadata.labels).toMatchObject({ 'example.com/cost-center': '4711', 'app': 'orders' });
      expect(pod.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
    }
  });

  test('do not replace what objects are called by', () => {
    const all = manifests(STORAGE, { labels: { 'app.kubernetes.io/name': 'company' } });
    expect(only(all, 'PrometheusRule').metadata.labels['app.kubernetes.io/name']).toBe('orders');
  });

  test.each<[string, FlinkDefaultsOptions, string]>([
    ['a label of Flink', { labels: { app: 'company' } }, "FlinkDefaults.labels['app'] = \"company\": must not be a label of Flink"],
    ['a component', { labels: { component: 'x' } }, 'must not be a label of Flink'],
    ['a key that is none', { labels: { 'cost center': 'x' } }, 'Write "cost-center"'],
    ['a value that is none', { labels: { team: 'the team' } }, 'Write "the-team"'],
    ['an annotation that is none', { annotations: { 'the owner': 'x' } }, 'FlinkDefaults.annotations = "the owner"'],
    ['a Secret that is none', { imagePullSecrets: ['My_Registry'] }, 'Write "my-registry"'],
    ['an option that Flink does not know', { flinkConfiguration: { 'web.refresh-intervall': '3 s' } }, 'web.refresh-interval'],
  ])('%s is an error', (_, defaults, expected) => {
    expect(errorsOf(() => job(STORAGE, defaults).app.synth()).join('\n')).toContain(expected);
  });

  test('of checkpoints and savepoints are none of a batch job', () => {
    const defaults = { savepoints: { interval: Duration.hours(6) }, checkpointing: { interval: Duration.minutes(1) } };
    const { flinkConfiguration } = spec({ ...STORAGE, runtimeMode: RuntimeMode.BATCH }, defaults);
    expect(Object.keys(flinkConfiguration).filter((key) => /savepoint\.interval|checkpointing/.test(key))).toEqual([]);
  });

  test('without storage anywhere say where it can be set', () => {
    expect(errorsOf(() => job().app.synth()).join('\n')).toContain('FlinkDefaults.of(app).set({ storage');
    expect(spec({}, STORAGE).flinkConfiguration['high-availability.storageDir']).toContain('s3://company');
  });

  test('reach session clusters and plain deployments, and session jobs by way of their cluster', () => {
    const app = new App();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    FlinkDefaults.of(app).set({ imageRegistry: 'r.example.com', flinkConfiguration: { 'table.exec.state.ttl': '2 h' }, labels: { team: 'x' }, secretEnv: { A: SecretValue.fromSecret('s', 'k') } });
    const cluster = new FlinkSessionCluster(chart, 'shared', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5', ...STORAGE });
    new FlinkSessionJob(chart, 'job', { cluster, artifact: JobArtifact.jar('https://repo.example.com/a.jar'), parallelism: 1 });
    new FlinkDeployment(chart, 'plain', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5' });
    const all = chart.toJson.bind(chart);
    const objects = [cluster, ...chart.node.findAll()];
    expect(objects.length).toBeGreaterThan(3);
    const found = (errorsOf(all), chart.node.findAll()).filter((each: any) => ['FlinkSessionJob', 'FlinkDeployment'].includes(each.kind)).map((each: any) => each.toJson());
    expect(found.map(({ metadata }: any) => metadata.labels.team)).toEqual(['x', 'x', 'x']);
    const [shared, session, plain] = found;
    expect(session.spec.flinkConfiguration['table.exec.state.ttl']).toBeUndefined();
    for (const { spec: { image: name, flinkConfiguration } } of [shared, plain]) {
      expect(name).toBe('r.example.com/flink:1.20.5');
      expect(flinkConfiguration['table.exec.state.ttl']).toBe('2 h');
    }
  });
});
