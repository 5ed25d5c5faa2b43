import { until } from '../../lib/wait.mjs';

/** Which components an emitted object is about, by how its name ends. */
const SELECTED = {
  'Service -metrics': ['jobmanager', 'taskmanager'],
  'NetworkPolicy -jobmanager': ['jobmanager'],
  'NetworkPolicy -taskmanager': ['taskmanager'],
  'PodDisruptionBudget -jobmanager': ['jobmanager'],
  'PodDisruptionBudget -taskmanager': ['taskmanager'],
};

/** Where an object says which pods it is about. */
const SELECTOR = {
  Service: ({ selector }) => selector,
  NetworkPolicy: ({ podSelector }) => podSelector.matchLabels,
  PodDisruptionBudget: ({ selector }) => selector.matchLabels,
};

/** Whether selectors find the pods that they are about, among pods of others, and budgets count them. */
export async function selection(section, client, emissions) {
  for (const { program, manifests, pods } of emissions) {
    try {
      const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
      const counts = await run(client, deployment, pods);
      await section.check({
        what: `${program}: pods that selectors find`,
        asked: 'lists by the selectors of Services, NetworkPolicies and PodDisruptionBudgets',
        expected: expectedSelection(manifests, counts),
        said: () => foundSelection(client, manifests, deployment.metadata),
      });
      await section.check({ what: `${program}: what ServiceMonitors read`, asked: 'lists by their selectors', expected: expectedTargets(manifests), said: () => foundTargets(client, manifests, pods) });
      const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget');
      if (budgets.length === 0) continue;
      await section.check({
        what: `${program}: budgets`,
        asked: 'the disruption controller, with all pods ready',
        expected: Object.fromEntries(budgets.map((budget) => {
          const [component] = SELECTED[about(budget)] ?? [];
          return [budget.metadata.name, { expectedPods: counts[component], currentHealthy: counts[component], disruptionsAllowed: 1 }];
        })),
        said: () => budgetsSettle(client, budgets),
      });
    } catch (error) {
      section.fail(`${program}: pods are created and become ready`, error.message);
    }
  }
}

/** Starts what the operator and Flink start, and pods of others beside them; returns how many there are of each component. */
async function run(client, { metadata, spec }, pods) {
  const [jobManager, taskManager] = ['jobmanager', 'taskmanager'].map((component) => pods.find(({ metadata: { labels } }) => labels.component === component));
  const counts = {
    jobmanager: spec.jobManager.replicas ?? 1,
    // a session cluster has as many as its jobs need
    taskmanager: Math.ceil((spec.job?.parallelism ?? 1) / Number(spec.flinkConfiguration['taskmanager.numberOfTaskSlots'])),
  };
  const { labels, annotations } = jobManager.metadata;
  const matchLabels = { app: labels.app, component: labels.component, type: labels.type };
  const { object: owner } = await client.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: metadata.name, namespace: metadata.namespace, labels: matchLabels },
    spec: { replicas: counts.jobmanager, selector: { matchLabels }, template: { metadata: { labels, annotations }, spec: jobManager.spec } },
  });
  for (let i = 1; i <= counts.taskmanager; i++) {
    await client.create(named(taskManager, `${metadata.name}-taskmanager-1-${i}`, {
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true }],
    }));
  }
  for (const [name, others] of Object.entries(labelsOfOthers(metadata.name, labels.type))) await client.create(named(taskManager, name, { labels: others }));
  const created = await until('the JobManagers are created', 60, async () => {
    const found = await client.list('v1', 'Pod', metadata.namespace, matchLabels);
    return found.length === counts.jobmanager && client.list('v1', 'Pod', metadata.namespace);
  });
  for (const pod of created) {
    await client.setStatus({ ...pod, apiVersion: 'v1', kind: 'Pod' }, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
  }
  return counts;
}

function named(pod, name, metadata) {
  return { ...pod, metadata: { ...pod.metadata, ...metadata, name } };
}

const [NATIVE, STANDALONE] = ['flink-native-kubernetes', 'flink-standalone-kubernetes'];

/** Pods in the same namespace that are no business of the job's, whose own have a label of their mode. */
function labelsOfOthers(name, type = NATIVE) {
  return {
    [`web-server-beside-${name}`]: { app: name },
    [`jobmanager-beside-${name}`]: { app: 'somebody-else', component: 'jobmanager', type: 'flink-native-kubernetes' },
    [`taskmanager-beside-${name}`]: { app: 'somebody-else', component: 'taskmanager', type: 'flink-native-kubernetes' },
    [`taskmanager-of-another-mode-beside-${name}`]: { app: name, component: 'taskmanager', type: type === NATIVE ? STANDALONE : NATIVE },
  };
}

function about({ kind, metadata: { name } }) {
  return `${kind} ${/-[a-z]+$/.exec(name)?.[0]}`;
}

function selecting(manifests) {
  return manifests.filter(({ kind }) => kind in SELECTOR);
}

function expectedSelection(manifests, counts) {
  return Object.fromEntries(selecting(manifests).map((manifest) => [
    `${manifest.kind} ${manifest.metadata.name}`,
    Object.fromEntries((SELECTED[about(manifest)] ?? []).map((component) => [component, counts[component]])),
  ]));
}

async function foundSelection(client, manifests, { namespace, name: job }) {
  const found = {};
  for (const manifest of selecting(manifests)) {
    const counts = {};
    for (const { metadata: { name, labels } } of await client.list('v1', 'Pod', namespace, SELECTOR[manifest.kind](manifest.spec))) {
      // A pod of somebody else is counted under its own name.
      const key = name in labelsOfOthers(job) ? name : labels.component;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    found[`${manifest.kind} ${manifest.metadata.name}`] = Object.fromEntries(Object.entries(counts).sort());
  }
  return found;
}

/** Each ServiceMonitor reads the metrics Service, on a port that both components declare. */
function expectedTargets(manifests) {
  return Object.fromEntries(manifests.filter(({ kind }) => kind === 'ServiceMonitor').map(({ metadata: { name } }) => [
    name, { services: [`${name}-metrics`], declaredBy: ['jobmanager', 'taskmanager'] },
  ]));
}

async function foundTargets(client, manifests, pods) {
  const found = {};
  for (const { metadata, spec } of manifests.filter(({ kind }) => kind === 'ServiceMonitor')) {
    const services = await client.list('v1', 'Service', metadata.namespace, spec.selector.matchLabels);
    const targets = services.flatMap((service) => service.spec.ports.filter(({ name }) => spec.endpoints.some(({ port }) => port === name))).map(({ targetPort }) => targetPort);
    const declaring = pods.filter((pod) => pod.spec.containers.some(({ ports = [] }) => ports.some(({ containerPort, name }) => targets.includes(containerPort) || targets.includes(name))));
    found[metadata.name] = { services: services.map((service) => service.metadata.name), declaredBy: declaring.map((pod) => pod.metadata.labels.component) };
  }
  return found;
}

async function budgetsSettle(client, budgets) {
  const said = {};
  for (const { apiVersion, kind, metadata: { namespace, name } } of budgets) {
    let last;
    said[name] = await until(`${name} counts`, 20, async () => {
      const { metadata, status = {} } = await client.get(apiVersion, kind, namespace, name);
      const { expectedPods, currentHealthy, disruptionsAllowed } = status;
      const settled = status.observedGeneration === metadata.generation && expectedPods > 0 && JSON.stringify(status) === last;
      last = JSON.stringify(status);
      return settled && { expectedPods, currentHealthy, disruptionsAllowed };
    }, { every: 1_000 });
  }
  return said;
}
