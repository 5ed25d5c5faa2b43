import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { FlinkBlueGreenDeployment, FlinkDeployment, FlinkStateSnapshot, FlinkStateSnapshotProps, ProductionFlinkJob, SavepointFormat, SnapshotKind } from '../../src';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { SOUND } from '../jobs';

function chartWithJob(): { app: App; chart: Chart; job: ProductionFlinkJob } {
  const app = Testing.app();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  return { app, chart, job: new ProductionFlinkJob(chart, 'orders', SOUND) };
}

const snapshotIn = (chart: Chart) => Testing.synth(chart).find(({ kind }) => kind === 'FlinkStateSnapshot');

function emitted(props: Partial<FlinkStateSnapshotProps> = {}): any {
  const { chart, job } = chartWithJob();
  new FlinkStateSnapshot(chart, 'before-friday', { deployment: job, ...props });
  return snapshotIn(chart);
}

test('a savepoint whose files stay, with few retries', () => {
  expect(emitted()).toEqual({
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkStateSnapshot',
    metadata: {
      name: 'orders-before-friday',
      namespace: 'shop',
      labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/component': 'snapshot', 'app.kubernetes.io/managed-by': 'cdk8s-flink' },
    },
    spec: { jobReference: { kind: 'FlinkDeployment', name: 'orders' }, savepoint: { formatType: 'CANONICAL', disposeOnDelete: false }, backoffLimit: 3 },
  });
});

test('a savepoint elsewhere, in another format, with another name and limit', () => {
  const { metadata, spec } = emitted({
    name: 'release-7', backoffLimit: -1, snapshot: SnapshotKind.savepoint({ path: 's3://archive/orders', format: SavepointFormat.NATIVE, disposeOnDelete: true }),
  });
  expect(metadata.name).toBe('release-7');
  expect(spec).toMatchObject({ savepoint: { path: 's3://archive/orders', formatType: 'NATIVE', disposeOnDelete: true }, backoffLimit: -1 });
});

test('a checkpoint', () => {
  expect(emitted({ snapshot: SnapshotKind.checkpoint() }).spec).toEqual({ jobReference: { kind: 'FlinkDeployment', name: 'orders' }, checkpoint: {}, backoffLimit: 3 });
});

test('check finds nothing in what is emitted', () => {
  const { chart, job } = chartWithJob();
  new FlinkStateSnapshot(chart, 'nightly', { deployment: job });
  const manifests = Testing.synth(chart).map((object) => ({ file: 'app.yaml', object, lineOf: () => 1 }));
  expect(checkObjects(flinkObjects(manifests, {}), GUIDELINES).filter(({ path }) => path.startsWith('spec.savepoint') || path.startsWith('spec.jobReference'))).toEqual([]);
});

describe('is refused at synth', () => {
  const synth = (build: (chart: Chart, job: ProductionFlinkJob) => void) => {
    const { app, chart, job } = chartWithJob();
    build(chart, job);
    return () => app.synth();
  };

  test.each<[string, Partial<FlinkStateSnapshotProps>, RegExp]>([
    ['with a limit below -1', { backoffLimit: -2 }, /backoffLimit.*must be a whole number of at least -1/],
    ['with a part of a retry', { backoffLimit: 1.5 }, /spec\.backoffLimit/],
    ['into a folder of the pod', { snapshot: SnapshotKind.savepoint({ path: 'file:///tmp/sp' }) }, /spec\.savepoint\.path.*is on \/tmp, an emptyDir/],
    ['into a store that Flink does not know', { snapshot: SnapshotKind.savepoint({ path: 's4://archive/sp' }) }, /spec\.savepoint\.path.*no file system of Flink serves s4:\/\//],
    ['with a name that Kubernetes refuses', { name: 'Before Friday' }, /metadata\.name.*lower-case letters.*before-friday/],
  ])('%s', (_, props, expected) => {
    expect(synth((chart, job) => new FlinkStateSnapshot(chart, 'nightly', { deployment: job, ...props }))).toThrow(expected);
  });

  test('where the job has no directory for it, also after a JSON patch', () => {
    expect(synth((chart, job) => {
      new FlinkStateSnapshot(chart, 'nightly', { deployment: job });
      ApiObject.of(job).addJsonPatch(JsonPatch.remove('/spec/flinkConfiguration/execution.checkpointing.savepoint-dir'));
    })).toThrow(/spec\.savepoint\.path.*must be set, since the job has no execution\.checkpointing\.savepoint-dir/);
  });

  test('of a suspended job', () => {
    expect(synth((chart) => {
      const deployment = new ProductionFlinkJob(chart, 'standby', { ...SOUND, suspended: true });
      new FlinkStateSnapshot(chart, 'nightly', { deployment });
    })).toThrow(/the job is suspended: the operator abandons the snapshot/);
  });

  test('twice under one name in one chart; each in a chart of its own is left alone', () => {
    expect(synth((chart, job) => {
      new FlinkStateSnapshot(chart, 'a', { deployment: job, name: 'release-7' });
      new FlinkStateSnapshot(chart, 'b', { deployment: job, name: 'release-7', snapshot: SnapshotKind.checkpoint() });
    })).toThrow(/shop\/b\/Default and shop\/a\/Default are both the FlinkStateSnapshot shop\/release-7: in the cluster one replaces the other/);
    const app = Testing.app();
    for (const environment of ['staging', 'production']) new ProductionFlinkJob(new Chart(app, environment, { namespace: 'shop' }), 'orders', SOUND);
    expect(() => app.synth()).not.toThrow(/in the cluster one replaces the other/);
  });

  test('two of one name by other hands are not ours to judge', () => {
    expect(synth((chart) => {
      for (const id of ['one', 'two']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    })).not.toThrow();
  });

  test('and is the object of its construct', () => {
    const { chart, job } = chartWithJob();
    const snapshot = new FlinkStateSnapshot(chart, 'nightly', { deployment: job });
    ApiObject.of(snapshot).metadata.addAnnotation('argocd.argoproj.io/hook', 'PreSync');
    expect(snapshotIn(chart)?.metadata.annotations).toEqual({ 'argocd.argoproj.io/hook': 'PreSync' });
  });

  test('of a blue/green job, whose colour nobody knows', () => {
    expect(synth((chart) => {
      const { flinkVersion, image, artifact, parallelism, storage } = SOUND;
      new FlinkStateSnapshot(chart, 'nightly', { deployment: new FlinkBlueGreenDeployment(chart, 'clicks', { flinkVersion, image, artifact, parallelism, storage }) });
    })).toThrow(/clicks.*must not be a blue\/green job: at synth it is unknown whether clicks-blue or clicks-green will run/);
  });

  test('of a session cluster, which has no state of its own', () => {
    const cluster = {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: { name: 'shared', namespace: 'shop' },
      spec: { flinkVersion: 'v1_20', image: 'x:1', serviceAccount: 'flink', jobManager: { resource: { memory: '2g', cpu: 1 } }, taskManager: { resource: { memory: '2g', cpu: 1 } } },
    };
    expect(synth((chart) => new FlinkStateSnapshot(chart, 'nightly', { deployment: FlinkDeployment.fromManifest(chart, 'shared', cluster) })))
      .toThrow(/must be a job: a session cluster has no state of its own/);
  });
});
