// What a job's pods may do, asked of the API server by SubjectAccessReview.

const CORE = '';

/** What JobManagers were seen to do on a cluster in native mode. In standalone mode the operator does it. */
const JOB_MANAGER_DOES = ({ name }) => [
  ...['get', 'list', 'watch', 'create', 'delete'].map((verb) => [verb, CORE, 'pods']),
  ['get', 'apps', 'deployments', name],
];

/** Under Kubernetes high availability they elect a leader and remember in ConfigMaps, and TaskManagers watch. */
const WATCHES = ['get', 'list', 'watch'].map((verb) => [verb, CORE, 'configmaps']);
const WRITES = ['create', 'update', 'patch', 'delete'].map((verb) => [verb, CORE, 'configmaps']);
const ELECTS = [...WATCHES, ...WRITES];

/** What would let a job that somebody took over do harm, or look around. */
const MUST_NOT = ({ name }) => [
  ['get', CORE, 'secrets'],
  ['list', CORE, 'secrets'],
  ['create', CORE, 'pods/exec'],
  ['create', CORE, 'pods/attach'],
  ['create', CORE, 'pods/portforward'],
  ['get', CORE, 'pods/log'],
  ['create', CORE, 'pods/eviction'],
  ['patch', CORE, 'pods'],
  ['patch', CORE, 'pods/ephemeralcontainers'],
  ['list', 'apps', 'deployments'],
  ['get', 'apps', 'deployments', `${name}-of-somebody-else`],
  ['patch', 'apps', 'deployments', name],
  ['delete', 'apps', 'deployments', name],
  ['create', 'apps', 'deployments'],
  ['create', CORE, 'services'],
  ['create', CORE, 'serviceaccounts'],
  ['create', CORE, 'serviceaccounts/token'],
  ['impersonate', CORE, 'serviceaccounts'],
  ['create', 'rbac.authorization.k8s.io', 'roles'],
  ['create', 'rbac.authorization.k8s.io', 'rolebindings'],
  ['escalate', 'rbac.authorization.k8s.io', 'roles'],
  ['delete', 'networking.k8s.io', 'networkpolicies'],
  ['patch', 'flink.apache.org', 'flinkdeployments', name],
  ['get', 'flink.apache.org', 'flinkdeployments'],
  ['create', 'batch', 'jobs'],
  ['get', CORE, 'persistentvolumeclaims'],
];

/** The same elsewhere. */
const MUST_NOT_IN_OTHER_NAMESPACES = [['list', CORE, 'pods'], ['create', CORE, 'pods'], ['get', CORE, 'configmaps'], ['delete', CORE, 'configmaps']];
const MUST_NOT_IN_CLUSTER = [['list', CORE, 'nodes'], ['list', CORE, 'namespaces'], ['create', 'apiextensions.k8s.io', 'customresourcedefinitions']];

/** Whether the accounts of rendered pods may do what Flink does, and nothing else. */
export async function access(section, client, emissions) {
  for (const { program, manifests, pods } of emissions) {
    const { metadata, spec } = manifests.find(({ kind }) => kind === 'FlinkDeployment');
    const elects = spec.flinkConfiguration['high-availability.type'] === 'kubernetes';
    const creates = spec.mode !== 'standalone';
    const [jobManager, taskManager] = ['jobmanager', 'taskmanager'].map((component) => accountOf(pods, component));
    const here = (needs) => needs.map((need) => [metadata.namespace, ...need]);
    const done = [
      [jobManager, here([...creates ? JOB_MANAGER_DOES(metadata) : [], ...elects ? ELECTS : []])],
      [taskManager, here(elects ? WATCHES : [])],
    ];
    const elsewhere = [
      ...MUST_NOT_IN_OTHER_NAMESPACES.map((need) => ['kube-system', ...need]),
      ...MUST_NOT_IN_CLUSTER.map((need) => [undefined, ...need]),
    ];
    const forbidden = [
      [jobManager, [...here([...MUST_NOT(metadata), ...creates ? [] : JOB_MANAGER_DOES(metadata), ...elects ? [] : ELECTS]), ...elsewhere]],
      // Of what a JobManager does, the reading of ConfigMaps alone is theirs.
      [taskManager, [...here([...MUST_NOT(metadata), ...JOB_MANAGER_DOES(metadata), ...elects ? WRITES : ELECTS]), ...elsewhere]],
    ];
    await section.check({
      what: `${program}: what Flink does and may not`,
      asked: reviews(done),
      expected: [],
      said: () => answered(client, done, false),
    });
    await section.check({
      what: `${program}: what nobody needs and a pod may do`,
      asked: reviews(forbidden),
      expected: [],
      said: () => answered(client, forbidden, true),
    });
  }
}

function reviews(needsByAccount) {
  return `${needsByAccount.reduce((sum, [, needs]) => sum + needs.length, 0)} SubjectAccessReviews`;
}

function accountOf(pods, component) {
  const { metadata, spec } = pods.find(({ metadata: { labels } }) => labels.component === component);
  return { namespace: metadata.namespace, name: spec.serviceAccountName };
}

/** Those of the needs that are allowed, or denied. */
async function answered(client, needsByAccount, wanted) {
  const found = new Set();
  for (const [account, needs] of needsByAccount) {
    for (const need of needs) if (await mayDo(client, account, need) === wanted) found.add(need.filter((word) => word !== undefined && word !== '').join(' '));
  }
  return [...found];
}

async function mayDo(client, account, [namespace, verb, group, path, name]) {
  const [resource, subresource] = path.split('/');
  const { json } = await client.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      user: `system:serviceaccount:${account.namespace}:${account.name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`, 'system:authenticated'],
      resourceAttributes: { namespace, verb, group, resource, subresource, name },
    },
  });
  return json.status.allowed === true;
}
