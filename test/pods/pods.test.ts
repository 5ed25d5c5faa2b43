import { Size, Testing } from 'cdk8s';
import { DeploymentMode, FlinkDeployment, FlinkDisruptionBudget, FlinkPodChaos, Guidelines, HighAvailability, JobArtifact, ProductionFlinkJob } from '../../src';
import { chartOf, errorsOf, LEAST, only, podsOf, specOf, SUPPORTED, synthJob } from '../jobs';

const COMPONENTS = ['jobManager', 'taskManager'] as const;

describe('disruption budgets', () => {
  const budgets = (props: any) => synthJob(props).filter(({ kind }) => kind === 'PodDisruptionBudget')
    .map(({ metadata, spec }) => `${metadata.name} ${spec.minAvailable}`);

  test.each([
    ['a single TaskManager has none: it would block every drain', { parallelism: 2 }, []],
    ['all but one of several TaskManagers stay', { parallelism: 12, taskManager: { slots: 4 } }, ['orders-taskmanager 2']],
    ['those that the autoscaler counts have none: after a scale-down it would block every drain', { parallelism: 12, flinkConfiguration: { 'job.autoscaler.enabled': 'true' } }, []],
    ['a JobManager with a standby has one', { parallelism: 2, jobManager: { replicas: 2 } }, ['orders-jobmanager 1']],
  ])('%s', (_, props, expected) => {
    expect(budgets(props)).toEqual(expected);
  });
});

test.each([[{}, ['orders-taskmanager']], [{ 'scheduler-mode': 'REACTIVE', 'restart-strategy.type': 'exponential-delay' }, []]])('a standalone cluster with %j has the budgets %j', (flinkConfiguration, expected) => {
  const chart = chartOf();
  const size = { cpu: 1, memory: Size.gibibytes(2) };
  const mode = DeploymentMode.standalone({ taskManagers: 3 });
  const { flinkVersion, image, parallelism } = LEAST;
  const artifact = JobArtifact.jar('local:///opt/flink/jobs/orders.jar');
  const deployment = new FlinkDeployment(chart, 'orders', {
    flinkVersion, image, artifact, parallelism, mode, serviceAccountName: 'orders', jobManager: size, taskManager: size, flinkConfiguration,
  });
  new FlinkDisruptionBudget(chart, 'budget', { deployment });
  expect(Testing.synth(chart).filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual(expected);
});

describe('chaos', () => {
  const beside = (schedule?: string) => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', LEAST);
    new FlinkPodChaos(chart, 'chaos', { deployment: job, schedule });
    return { chart, job };
  };

  test('kills one TaskManager of the job and of no other, once a month', () => {
    const { chart, job } = beside();
    const { metadata, spec } = only(Testing.synth(chart), 'Schedule');
    expect(metadata).toMatchObject({ name: 'orders-chaos', namespace: 'shop' });
    expect(spec).toMatchObject({ schedule: '@monthly', type: 'PodChaos', concurrencyPolicy: 'Forbid', podChaos: { action: 'pod-kill', mode: 'one' } });
    const { namespaces, labelSelectors } = spec.podChaos.selector;
    expect(namespaces).toEqual(['shop']);
    const hit = podsOf(job).filter((pod) => Object.entries(labelSelectors).every(([label, value]) => pod.metadata.labels[label] === value));
    expect(hit.map((pod) => pod.metadata.labels.component)).toEqual(['taskmanager']);
  });

  test('is a finding beside a production job, until somebody says that this is the copy', () => {
    const found = (job: ProductionFlinkJob) => job.findings.filter(({ guideline }) => guideline === 'TST-02');
    expect(found(beside().job)).toMatchObject([{ severity: 'warning', path: 'spec.podChaos.selector' }]);
    const { chart, job } = beside();
    Guidelines.of(chart).suppress({ id: 'TST-02', reason: 'staging' });
    expect(found(job)).toEqual([]);
  });

  test.each(['0 10 1 * *', '@weekly', '@every 6h'])('at %s', (schedule) => {
    expect(only(Testing.synth(beside(schedule).chart), 'Schedule').spec.schedule).toBe(schedule);
  });

  test.each(['monthly', '0 10 1 *', '* * * * * * *', ''])('not at "%s"', (schedule) => {
    expect(errorsOf(() => Testing.synth(beside(schedule).chart))[0]).toContain(`TST-02 schedule = "${schedule}": must be a cron expression`);
  });
});

describe('user', () => {
  const contexts = (props: any) => COMPONENTS.map((component) => specOf(props)[component].podTemplate.spec.securityContext);

  test.each([[{}, 9999], [{ runAsUser: 10001 }, 10001]])('%j', (props, id) => {
    for (const context of contexts(props)) expect(context).toMatchObject({ runAsNonRoot: true, runAsUser: id, runAsGroup: id, fsGroup: id });
  });

  test('what the pod template says wins', () => {
    const podTemplate = { spec: { securityContext: { runAsUser: 12 } } };
    for (const context of contexts({ runAsUser: 10001, podTemplate })) expect(context).toMatchObject({ runAsUser: 12, fsGroup: 10001 });
  });
});

describe('rights', () => {
  const named = (manifests: any[], kind: string, name: string) => only(manifests.filter(({ metadata }) => metadata.name === name), kind);
  const rules = (props: any = {}) => named(synthJob(props), 'Role', 'orders').rules;
  const resources = (props: any = {}) => rules(props).flatMap((rule: any) => rule.resources);
  const zooKeeper = { highAvailability: HighAvailability.zooKeeper({ quorum: 'zk:2181' }) };

  test('no wildcard anywhere, and its own Deployment by name', () => {
    expect(JSON.stringify(rules())).not.toContain('*');
    expect(rules().find((rule: any) => rule.resources.includes('deployments'))).toEqual(
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['orders'], verbs: ['get'] });
  });

  test('ConfigMaps only where Kubernetes elects', () => {
    expect(resources()).toContain('configmaps');
    expect(resources(zooKeeper)).not.toContain('configmaps');
  });

  test('TaskManagers read ConfigMaps where Kubernetes elects, and do nothing else', () => {
    const manifests = synthJob();
    expect(named(manifests, 'Role', 'orders-taskmanager').rules).toEqual([{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }]);
    expect(named(manifests, 'ServiceAccount', 'orders-taskmanager')).not.toHaveProperty('automountServiceAccountToken');
  });

  test('TaskManagers have neither rights nor a token where Kubernetes does not elect', () => {
    const manifests = synthJob(zooKeeper);
    expect(manifests.filter(({ kind }) => kind.startsWith('Role')).map(({ metadata }) => metadata.name)).toEqual(['orders', 'orders']);
    expect(named(manifests, 'ServiceAccount', 'orders-taskmanager').automountServiceAccountToken).toBe(false);
    expect(named(manifests, 'ServiceAccount', 'orders')).not.toHaveProperty('automountServiceAccountToken');
  });

  test.each([['JobManager', 'payments'], ['TaskManager', 'payments-taskmanager']])('account, role and binding of the %s name each other', (_, name) => {
    const manifests = synthJob({ name: 'payments' });
    const binding = named(manifests, 'RoleBinding', name);
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: named(manifests, 'ServiceAccount', name).metadata.name, namespace: 'shop' }]);
    expect(binding.roleRef.name).toBe(named(manifests, 'Role', name).metadata.name);
  });

  /** The accounts that pods run under, and those that stand in the manifest. */
  const accounts = (props: any) => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props });
    return {
      pods: podsOf(job).map(({ spec }) => spec.serviceAccountName),
      emitted: Testing.synth(chart).filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name),
    };
  };

  const THEIRS = { flinkConfiguration: { 'kubernetes.taskmanager.service-account': 'theirs' } };

  test.each([
    ['each component has its own', {}, ['orders', 'orders-taskmanager'], ['orders', 'orders-taskmanager']],
    ['an existing account is for both', { serviceAccount: { name: 'flink' } }, ['flink', 'flink'], []],
    ['so it is by the name of the job', { serviceAccount: { name: 'orders' } }, ['orders', 'orders'], []],
    ['an existing account that is given rights', { serviceAccount: { name: 'flink', enabled: true } }, ['flink', 'flink'], ['flink']],
    ['existing accounts, one for each', { serviceAccount: { name: 'flink' }, ...THEIRS }, ['flink', 'theirs'], []],
    ['an existing account for TaskManagers only', THEIRS, ['orders', 'theirs'], ['orders']],
  ])('%s', (_, props, pods, emitted) => {
    expect(accounts(props)).toEqual({ pods, emitted });
  });
});

describe.each(SUPPORTED)('pods of Flink %s', (flinkVersion) => {
  test.each(COMPONENTS)('%s is as the restricted Pod Security Standard wants it', (component) => {
    const { securityContext, containers, initContainers } = specOf({ flinkVersion })[component].podTemplate.spec;
    expect(securityContext).toEqual({ runAsNonRoot: true, runAsUser: 9999, runAsGroup: 9999, fsGroup: 9999, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [...containers, ...initContainers]) {
      expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
    }
  });

  test.each(COMPONENTS)('%s: every mount has a volume, every volume a mount, and Flink can write where it must', (component) => {
    const { containers, initContainers, volumes } = specOf({ flinkVersion })[component].podTemplate.spec;
    const mounted = [...containers, ...initContainers].flatMap((container: any) => container.volumeMounts.map((mount: any) => mount.name));
    expect(new Set(mounted)).toEqual(new Set(volumes.map((volume: any) => volume.name)));
    expect(containers[0].volumeMounts.map((mount: any) => mount.mountPath)).toEqual(expect.arrayContaining(['/tmp', '/opt/flink/log']));
  });
});

test('the main container comes first and is called what Flink looks for', () => {
  for (const component of COMPONENTS) expect(specOf()[component].podTemplate.spec.containers[0].name).toBe('flink-main-container');
});
