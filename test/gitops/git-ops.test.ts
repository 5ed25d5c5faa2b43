import { ApiObject, Chart, Testing } from 'cdk8s';
import { ArgoCdRemoval, FlinkDefaults, FlinkSessionCluster, FlinkSessionJob, FlinkStateSnapshot, FlinkVersion, GitOps, JobArtifact, ProductionFlinkJob, ProductionFlinkJobProps } from '../../src';
import { chartOf, errorsOf, SOUND } from '../jobs';

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';
const FLUX = 'kustomize.toolkit.fluxcd.io/prune';

/** The manifests of a chart with one job and a snapshot of it. */
function synth(set: (chart: Chart, job: ProductionFlinkJob) => void, props: Partial<ProductionFlinkJobProps> = {}): any[] {
  const chart = chartOf();
  const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, ...props });
  if (!props.blueGreen) new FlinkStateSnapshot(chart, 'before', { deployment: job });
  set(chart, job);
  return Testing.synth(chart);
}

/** An annotation by the kinds of the objects. */
function annotation(manifests: any[], name: string): { [kind: string]: string | undefined } {
  return Object.fromEntries(manifests.map(({ kind, metadata }) => [kind, metadata.annotations?.[name]]));
}

test('without it no object has annotations of a GitOps controller', () => {
  expect(JSON.stringify(synth(() => {}))).not.toMatch(/argoproj|fluxcd/);
});

test('Argo CD applies what pods need, then the job, then monitoring, and a snapshot last', () => {
  expect(annotation(synth((chart) => GitOps.of(chart).argoCd()), WAVE)).toEqual({
    ServiceAccount: '-10',
    Role: '-10',
    RoleBinding: '-10',
    NetworkPolicy: '-10',
    Certificate: '-10',
    PodDisruptionBudget: '-5',
    FlinkDeployment: '0',
    Service: '2',
    ServiceMonitor: '2',
    PrometheusRule: '2',
    FlinkStateSnapshot: '3',
  });
});

test('session jobs come after their cluster', () => {
  const chart = chartOf();
  const { storage, tls } = SOUND;
  const cluster = new FlinkSessionCluster(chart, 'shared', { flinkVersion: FlinkVersion.V1_20, image: 'registry.example.com/shared:1.0.0', storage, tls });
  new FlinkSessionJob(chart, 'views', { cluster, artifact: JobArtifact.jar('https://repo.example.com/views.jar'), parallelism: 1 });
  GitOps.of(chart).argoCd({ baseWave: 20 });
  const waves = annotation(Testing.synth(chart), WAVE);
  expect([waves.FlinkDeployment, waves.FlinkSessionJob, waves.ServiceAccount, waves.PrometheusRule]).toEqual(['20', '21', '10', '22']);
});

test('what holds state, and what its pods need, stays: with Argo CD and with Flux', () => {
  const manifests = synth((chart) => {
    GitOps.of(chart).argoCd();
    GitOps.of(chart).flux();
  });
  const kept = Object.entries(annotation(manifests, OPTIONS)).filter(([, value]) => value !== undefined);
  expect(kept.map(([kind]) => kind).sort()).toEqual(['Certificate', 'FlinkDeployment', 'FlinkStateSnapshot', 'Role', 'RoleBinding', 'ServiceAccount']);
  expect(new Set(kept.map(([, value]) => value))).toEqual(new Set(['Prune=false,Delete=false']));
  expect(Object.entries(annotation(manifests, FLUX)).filter(([, value]) => value === 'disabled').map(([kind]) => kind).sort()).toEqual(kept.map(([kind]) => kind).sort());
});

test('removal can be confirmed, or left to the controller', () => {
  const confirmed = synth((chart) => GitOps.of(chart).argoCd({ prune: ArgoCdRemoval.CONFIRM, deletion: ArgoCdRemoval.DELETE }));
  expect(annotation(confirmed, OPTIONS).FlinkDeployment).toBe('Prune=confirm');
  const left = synth((chart) => {
    GitOps.of(chart).argoCd({ prune: ArgoCdRemoval.DELETE, deletion: ArgoCdRemoval.DELETE, syncWaves: false });
    GitOps.of(chart).flux({ prune: true });
  });
  expect(JSON.stringify(left)).not.toMatch(/argoproj|fluxcd/);
});

test('a blue/green job is kept, and comes in the wave of jobs', () => {
  const manifests = synth((chart) => GitOps.of(chart).argoCd(), { blueGreen: {} });
  expect(annotation(manifests, OPTIONS).FlinkBlueGreenDeployment).toBe('Prune=false,Delete=false');
  expect(annotation(manifests, WAVE).FlinkBlueGreenDeployment).toBe('0');
});

test('the narrower scope takes precedence, property by property, whenever it is set', () => {
  const manifests = synth((chart, job) => {
    GitOps.of(job).argoCd({ baseWave: 5 });
    GitOps.of(chart.node.root).argoCd({ baseWave: 1, deletion: ArgoCdRemoval.DELETE });
  });
  expect(annotation(manifests, WAVE)).toMatchObject({ FlinkDeployment: '5', ServiceAccount: '-5', FlinkStateSnapshot: '4' });
  expect(annotation(manifests, OPTIONS).FlinkDeployment).toBe('Prune=false');
});

test('an annotation of the job or of all objects takes precedence', () => {
  const manifests = synth((chart, job) => {
    GitOps.of(chart).argoCd();
    FlinkDefaults.of(chart).set({ annotations: { [OPTIONS]: 'Prune=true' } });
    ApiObject.of(job).metadata.addAnnotation(WAVE, '7');
  });
  expect(annotation(manifests, WAVE)).toMatchObject({ FlinkDeployment: '7', ServiceAccount: '-10' });
  expect(annotation(manifests, OPTIONS)).toMatchObject({ FlinkDeployment: 'Prune=true', ServiceAccount: 'Prune=true' });
});

test('pods have no annotation of a GitOps controller', () => {
  const { spec } = synth((chart) => GitOps.of(chart).argoCd()).find(({ kind }) => kind === 'FlinkDeployment');
  expect(JSON.stringify(spec)).not.toContain('argoproj');
});

test('a wave that is no whole number is refused', () => {
  expect(errorsOf(() => synth((chart) => GitOps.of(chart).argoCd({ baseWave: 1.5 }))).join('\n')).toContain('must be a whole number');
  expect(() => synth((chart) => GitOps.of(chart).argoCd({ baseWave: -3 }))).not.toThrow();
});
