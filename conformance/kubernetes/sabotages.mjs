import { emitted } from '../lib/emitted.mjs';
import { admission } from './checks/admission.mjs';
import { startControlPlane } from './control-plane.mjs';
import { definitions, install } from './crds.mjs';
import { FLINK, judgePods, OPERATOR } from './verify.mjs';

// What we emit is broken on purpose, and each break must be noticed by its own check.

/** A few programs and one version of each are enough: the checks are the same for all. */
const PROGRAMS = ['examples/quickstart/main.ts', 'examples/low-latency/main.ts', 'conformance/kubernetes/programs/without-high-availability.ts'];
const VERSIONS = `operator ${OPERATOR}, Flink ${FLINK}`;

/** Changes the objects of a kind, or all. */
const objects = (kind, change) => (emission) => ({
  ...emission,
  manifests: emission.manifests.map((manifest) => manifest.kind === kind ? change(structuredClone(manifest)) : manifest),
});

/** Changes the rendered pods. */
const pods = (change) => (emission) => ({ ...emission, pods: emission.pods.map((pod) => change(structuredClone(pod))) });

const rule = (change) => objects('Role', (role) => ({ ...role, rules: change(role.rules) }));

function edit(object, path, value) {
  const steps = path.split('.');
  const last = steps.pop();
  const at = steps.reduce((parent, step) => parent[step], object);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return object;
}

const refused = `${VERSIONS}: refused objects`;
const insecure = '6 rendered pods, Flink 1.20: refused where only restricted pods are admitted';
const selected = 'quickstart: pods that selectors find';

const BREAKS = [
  { what: 'nothing', change: (emission) => emission, red: [] },
  {
    what: 'a field that no FlinkDeployment has, deep in a pod template',
    change: objects('FlinkDeployment', (manifest) => edit(manifest, 'spec.jobManager.podTemplate.spec.containers.0.imagePullPolicie', 'Always')),
    red: [refused],
  },
  {
    what: 'a Flink version that the operator does not know',
    change: objects('FlinkDeployment', (manifest) => edit(manifest, 'spec.flinkVersion', 'v3_7')),
    red: [refused],
  },
  {
    what: 'an interval that is none',
    change: objects('ServiceMonitor', (manifest) => edit(manifest, 'spec.endpoints.0.interval', 'often')),
    red: [refused],
  },
  {
    what: 'a value that comes back different each time',
    change: objects('Service', (manifest) => {
      let asked = 0;
      // As if the program made up something new at every synth.
      Object.defineProperty(manifest.metadata.labels, 'changing', { enumerable: true, get: () => `v${asked++}` });
      return manifest;
    }),
    red: [`${VERSIONS}: objects that change when they are applied again`],
  },
  {
    what: 'a range of addresses that names one of them',
    change: objects('NetworkPolicy', (manifest) => edit(manifest, 'spec.ingress', [...manifest.spec.ingress, { from: [{ ipBlock: { cidr: '10.0.0.5/8' } }] }])),
    red: [`${VERSIONS}: warnings`],
  },
  {
    what: 'one variable, declared twice',
    change: pods((pod) => edit(pod, 'spec.containers.0.env', [{ name: 'A', value: '1' }, { name: 'A', value: '2' }])),
    red: ['6 rendered pods, Flink 1.20: warnings'],
  },
  {
    what: 'memory in a spelling of Java',
    change: pods((pod) => edit(edit(pod, 'spec.containers.0.resources.limits.cpu', '16.0'), 'spec.containers.0.resources.requests.cpu', '16.0')),
    red: ['6 rendered pods, Flink 1.20: resources spelled otherwise'],
  },
  ...[
    ['runAsNonRoot is not said', (pod) => edit(pod, 'spec.securityContext.runAsNonRoot')],
    ['the user is root', (pod) => edit(pod, 'spec.securityContext.runAsUser', 0)],
    ['no seccomp profile', (pod) => edit(pod, 'spec.securityContext.seccompProfile')],
    ['capabilities are kept', (pod) => edit(pod, 'spec.containers.0.securityContext.capabilities')],
    ['privileges may grow', (pod) => edit(pod, 'spec.containers.0.securityContext.allowPrivilegeEscalation')],
    ['a folder of the host', (pod) => edit(pod, 'spec.volumes.0', { name: pod.spec.volumes[0].name, hostPath: { path: '/var' } })],
    ['the host\'s network', (pod) => edit(pod, 'spec.hostNetwork', true)],
  ].map(([what, change]) => ({ what, change: pods(change), red: [insecure] })),
  {
    what: 'a field that no pod has',
    change: pods((pod) => edit(pod, 'spec.terminationGracePeriod', 3)),
    red: [insecure],
  },
  {
    what: 'a JobManager that may create no pods',
    change: rule((rules) => rules.map((one) => ({ ...one, verbs: one.verbs.filter((verb) => verb !== 'create') }))),
    red: ['quickstart: what Flink does and may not', 'without-high-availability: what Flink does and may not'],
  },
  {
    what: 'a Deployment of another name',
    change: rule((rules) => rules.map((one) => one.resourceNames ? { ...one, resourceNames: ['other'] } : one)),
    red: ['quickstart: what Flink does and may not'],
  },
  {
    what: 'secrets that may be read',
    change: rule((rules) => [...rules, { apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]),
    red: ['quickstart: what nobody needs and a pod may do', 'without-high-availability: what nobody needs and a pod may do'],
  },
  {
    what: 'every Deployment may be read',
    change: rule((rules) => rules.map(({ resourceNames, ...one }) => one)),
    red: ['quickstart: what nobody needs and a pod may do'],
  },
  {
    what: 'a binding to nobody',
    change: objects('RoleBinding', (manifest) => edit(manifest, 'subjects.0.name', 'nobody')),
    red: ['quickstart: what Flink does and may not'],
  },
  {
    what: 'TaskManagers under the account of their JobManager',
    change: pods((pod) => edit(pod, 'spec.serviceAccountName', pod.spec.serviceAccountName.replace(/-taskmanager$/, ''))),
    red: ['quickstart: what nobody needs and a pod may do', 'without-high-availability: what nobody needs and a pod may do'],
  },
  {
    what: 'a selector that finds anything with the same name',
    change: objects('Service', (manifest) => edit(manifest, 'spec.selector.type')),
    red: [selected],
  },
  {
    what: 'policies for the labels of a standalone cluster',
    change: objects('NetworkPolicy', (manifest) => edit(manifest, 'spec.podSelector.matchLabels.type', 'flink-standalone-kubernetes')),
    red: [selected],
  },
  {
    what: 'budgets that count nobody\'s component',
    change: objects('PodDisruptionBudget', (manifest) => edit(manifest, 'spec.selector.matchLabels.component')),
    red: [selected],
  },
  {
    what: 'a budget by how many may be missing',
    change: objects('PodDisruptionBudget', (manifest) => edit(edit(manifest, 'spec.minAvailable'), 'spec.maxUnavailable', 1)),
    red: ['quickstart: budgets'],
  },
  {
    what: 'a budget that lets nobody go',
    change: objects('PodDisruptionBudget', (manifest) => edit(manifest, 'spec.minAvailable', manifest.spec.minAvailable + 1)),
    red: ['quickstart: budgets'],
  },
  {
    what: 'a monitor of a port that no Service has',
    change: objects('ServiceMonitor', (manifest) => edit(manifest, 'spec.endpoints.0.port', 'prometheus')),
    red: ['quickstart: what ServiceMonitors read'],
  },
  {
    what: 'a Service to a port that no pod declares',
    change: objects('Service', (manifest) => edit(manifest, 'spec.ports.0.targetPort', 9250)),
    red: ['quickstart: what ServiceMonitors read'],
  },
];

let cluster;
let emissions;
let turns = 0;

/** One cluster is enough for all, each break in namespaces of its own. */
async function begin() {
  emissions ??= await emitted({ programs: PROGRAMS, flinkVersions: [FLINK], operatorVersions: [OPERATOR] });
  cluster ??= startControlPlane().then(async (client) => {
    await install(client, await definitions(OPERATOR));
    return client;
  });
  const turn = ++turns;
  return { client: await cluster, fresh: JSON.parse(JSON.stringify(emissions).replace(/"namespace":"([^"]+)"/g, `"namespace":"$1-${turn}"`)) };
}

export const sabotages = BREAKS.map(({ what, change, red }) => ({
  what,
  red,
  run: async (section) => {
    const { client, fresh } = await begin();
    const broken = fresh.map(change);
    await admission(section, client, broken);
    await judgePods(section, client, broken);
  },
}));
