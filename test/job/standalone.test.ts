import { Testing } from 'cdk8s';
import { DeploymentMode, EgressTarget, FlinkSessionCluster, JobArtifact, ProductionFlinkJobProps, RenderedPods } from '../../src';
import { ProductionFlinkJob } from '../../src/job';
import { chartOf, LEAST, only, podsOf, SOUND, synthJob } from '../jobs';

const STANDALONE: Partial<ProductionFlinkJobProps> = {
  mode: DeploymentMode.standalone({ taskManagers: 3 }), artifact: JobArtifact.jar('local:///opt/flink/jobs/orders.jar'), parallelism: 6, egress: [],
};

const job = (props: Partial<ProductionFlinkJobProps> = {}) => new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, ...STANDALONE, ...props });

test('a sound standalone job breaks no guideline', () => {
  expect(job().findings).toEqual([]);
  expect(job({ mode: DeploymentMode.standalone() }).findings).toEqual([]);
});

test('every selector finds the pods that the operator makes', () => {
  const manifests = synthJob(STANDALONE);
  const labels = podsOf(job()).map(({ metadata }) => metadata.labels);
  expect(labels.map(({ type }) => type)).toEqual(['flink-standalone-kubernetes', 'flink-standalone-kubernetes']);
  const selectors = [
    ...manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
    ...manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels),
    only(manifests, 'Service').spec.selector,
    ...only(manifests, 'FlinkDeployment').spec.taskManager.podTemplate.spec.topologySpreadConstraints.map(({ labelSelector }: any) => labelSelector.matchLabels),
  ];
  expect(selectors).toHaveLength(6);
  for (const selector of selectors) {
    expect([selector, labels.some((own) => Object.entries(selector).every(([name, value]) => own[name] === value))]).toEqual([selector, true]);
  }
});

test('the JobManager creates no pods: its account has the rights of high availability alone', () => {
  const rights = synthJob(STANDALONE).filter(({ kind }) => kind === 'Role').map(({ metadata, rules }) => [metadata.name, rules.map(({ resources }: any) => resources.join())]);
  expect(rights).toEqual([['orders', ['configmaps']], ['orders-taskmanager', ['configmaps']]]);
});

test('as many TaskManagers as are declared, or as the parallelism takes, are watched', () => {
  const limitOf = (props: Partial<ProductionFlinkJobProps>) => only(synthJob({ ...STANDALONE, ...props }), 'PrometheusRule').spec.groups
    .flatMap(({ rules }: any) => rules).find(({ alert }: any) => alert === 'FlinkTaskManagersMissing').expr.split('< ').at(-1);
  expect(limitOf({})).toBe('3');
  expect(limitOf({ mode: DeploymentMode.standalone(), parallelism: 8 })).toBe('4');
});

test('a jar in usrlib is hidden, which the synth says', () => {
  const { findings } = job({ artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar') });
  expect(findings.map(({ guideline, severity }) => `${severity} ${guideline}`)).toEqual(['error ARC-09']);
  expect(findings[0].message).toContain('in standalone mode the operator mounts an empty directory over /opt/flink/usrlib: the jar is hidden');
});

test('a session cluster has no jar that could be hidden, and its pods are started as one', () => {
  const { flinkVersion, image, storage } = LEAST;
  const cluster = new FlinkSessionCluster(chartOf(), 'orders', { flinkVersion, image, storage, mode: DeploymentMode.standalone({ taskManagers: 2 }) });
  expect(cluster.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const pods: RenderedPods = cluster.renderedPods();
  expect((pods.jobManager as any).spec.containers[0].args[0]).toBe('jobmanager');
  expect((pods.taskManager as any).spec.containers[0].args).toEqual(['taskmanager']);
});

test('more slots than the parallelism in the manifest are told: the operator takes all of them', () => {
  expect(job({ parallelism: 4 }).findings.map(({ guideline }) => guideline)).toEqual(['PAR-05']);
});

test('with egress targets, only the API server and the storage are reached anywhere', () => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...SOUND, ...STANDALONE, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });
  const policies = Testing.synth(chart).filter(({ kind }) => kind === 'NetworkPolicy');
  // high availability asks the API server
  for (const { spec } of policies) {
    const anywhere = spec.egress.filter(({ to }: any) => !to).flatMap(({ ports }: any) => ports.map(({ port }: any) => port));
    expect(anywhere).toEqual([443, 6443]);
  }
});
