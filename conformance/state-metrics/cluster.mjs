import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { startControlPlane } from '../kubernetes/control-plane.mjs';
import { definitions, install } from '../kubernetes/crds.mjs';

/** The operator whose objects are looked at. */
export const OPERATOR = NEWEST_OPERATOR;

const PROGRAM = 'conformance/state-metrics/programs/watched.ts';
const ACCOUNT = { namespace: 'monitoring', name: 'kube-state-metrics' };
const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1', apiGroup: 'rbac.authorization.k8s.io' };

/** What kube-state-metrics may do: read pods, as everywhere, and what FlinkStateMetrics asks for. */
export const RIGHTS = [
  { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
  { apiGroups: ['flink.apache.org'], resources: ['flinkdeployments', 'flinkstatesnapshots'], verbs: ['list', 'watch'] },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list', 'watch'] },
];

/** What is emitted for the watched job. */
export async function watched() {
  const [emission] = await emitted({ programs: [PROGRAM], flinkVersions: ['1.20'], operatorVersions: [OPERATOR] });
  const only = (kind) => emission.manifests.find((manifest) => manifest.kind === kind);
  return { ...emission, deployment: only('FlinkDeployment'), rules: only('PrometheusRule').spec.groups, configuration: only('ConfigMap').data['config.yaml'] };
}

/** An API server with all that, and an account for kube-state-metrics. Nothing has a status yet. */
export async function startCluster({ manifests }, rights) {
  const client = await startControlPlane();
  await install(client, await definitions(OPERATOR));
  const { namespace, name } = ACCOUNT;
  for (const each of new Set([namespace, ...manifests.map(({ metadata }) => metadata.namespace)])) await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: each } });
  for (const manifest of manifests) await client.apply(manifest);
  await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
  await client.apply({ apiVersion: RBAC.apiVersion, kind: 'ClusterRole', metadata: { name }, rules: rights });
  await client.apply({
    apiVersion: RBAC.apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC.apiGroup, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  return { client, account: ACCOUNT };
}
