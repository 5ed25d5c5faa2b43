import { HighAvailability } from '../../src';
import { only, specOf, synthJob, SUPPORTED } from '../jobs';

const COMPONENTS = ['jobManager', 'taskManager'] as const;

describe('disruption budgets', () => {
  const budgets = (props: any) => synthJob(props).filter(({ kind }) => kind === 'PodDisruptionBudget')
    .map(({ metadata, spec }) => `${metadata.name} ${spec.minAvailable}`);

  test.each([
    ['a single TaskManager has none: it would block every drain', { parallelism: 2 }, []],
    ['all but one of several TaskManagers stay', { parallelism: 12, taskManager: { slots: 4 } }, ['orders-taskmanager 2']],
    ['a JobManager with a standby has one', { parallelism: 2, jobManager: { replicas: 2 } }, ['orders-jobmanager 1']],
  ])('%s', (_, props, expected) => {
    expect(budgets(props)).toEqual(expected);
  });
});

describe('rights', () => {
  const rules = (props: any = {}) => only(synthJob(props), 'Role').rules;

  test('no wildcard anywhere, and its own Deployment by name', () => {
    expect(JSON.stringify(rules())).not.toContain('*');
    expect(rules().find((rule: any) => rule.resources.includes('deployments'))).toEqual(
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['orders'], verbs: ['get'] });
  });

  test('ConfigMaps only where Kubernetes elects', () => {
    expect(rules().flatMap((rule: any) => rule.resources)).toContain('configmaps');
    expect(rules({ highAvailability: HighAvailability.zooKeeper({ quorum: 'zk:2181' }) }).flatMap((rule: any) => rule.resources)).not.toContain('configmaps');
  });

  test('account, role, binding and deployment name each other', () => {
    const manifests = synthJob({ name: 'payments' });
    const binding = only(manifests, 'RoleBinding');
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: only(manifests, 'ServiceAccount').metadata.name, namespace: 'shop' }]);
    expect(binding.roleRef.name).toBe(only(manifests, 'Role').metadata.name);
    expect(only(manifests, 'FlinkDeployment').spec.serviceAccount).toBe(binding.subjects[0].name);
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
