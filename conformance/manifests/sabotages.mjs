import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { ask, versions } from './part.mjs';

const [KUBECONFORM, KUBE_SCORE] = versions;

const conform = /do not conform to their schemas/;
const found = /quickstart: what is found and not exempted/;

const objects = (kind, change) => (emission) => ({
  ...emission, manifests: emission.manifests.map((manifest) => manifest.kind === kind ? change(structuredClone(manifest)) : manifest),
});
const containers = (change) => (emission) => ({
  ...emission,
  pods: emission.pods.map((pod) => ({ ...pod, spec: { ...pod.spec, containers: pod.spec.containers.map((container) => ({ ...container, ...change(container) })) } })),
});

const BREAKS = {
  [KUBECONFORM]: [
    { what: 'nothing', change: (emission) => emission, red: [] },
    { what: 'a field that no job has', change: objects('FlinkDeployment', (one) => ({ ...one, spec: { ...one.spec, job: { ...one.spec.job, paralelism: 4 } } })), red: [conform] },
    { what: 'a number for a text', change: objects('FlinkDeployment', (one) => ({ ...one, spec: { ...one.spec, image: 3 } })), red: [conform] },
    { what: 'a field that no Service has', change: objects('Service', (one) => ({ ...one, spec: { ...one.spec, clusterIp: 'None' } })), red: [conform] },
    { what: 'a version that no API has', change: objects('PodDisruptionBudget', (one) => ({ ...one, apiVersion: 'policy/v2' })), red: [conform] },
    { what: 'a field that no container has', change: containers(() => ({ imagePullPolicie: 'Always' })), red: [conform] },
  ],
  [KUBE_SCORE]: [
    { what: 'nothing', change: (emission) => emission, red: [] },
    { what: 'an image without a tag', change: containers(() => ({ image: 'registry.example.com/a' })), red: [found] },
    { what: 'no limits', change: containers(({ resources }) => ({ resources: { requests: resources.requests } })), red: [found] },
    { what: 'limits above requests', change: containers(({ resources }) => ({ resources: { ...resources, limits: { ...resources.limits, memory: '64Gi' } } })), red: [found] },
    { what: 'a root that can be written', change: containers(({ securityContext }) => ({ securityContext: { ...securityContext, readOnlyRootFilesystem: false } })), red: [found] },
    { what: 'a privileged container', change: containers(({ securityContext }) => ({ securityContext: { ...securityContext, privileged: true } })), red: [found] },
    { what: 'a Service of nobody', change: objects('Service', (one) => ({ ...one, spec: { ...one.spec, selector: { app: 'nobody' } } })), red: [found] },
    { what: 'policies of nobody', change: objects('NetworkPolicy', (one) => ({ ...one, spec: { ...one.spec, podSelector: { matchLabels: { app: 'nobody' } } } })), red: [found] },
    {
      what: 'an image that is pulled each time, as none of ours is',
      change: (emission) => ({ ...emission, pods: JSON.parse(JSON.stringify(emission.pods).replaceAll('"IfNotPresent"', '"Always"')) }),
      red: [/exemptions that nothing needs/],
    },
  ],
};

let emissions;

export const sabotages = Object.entries(BREAKS).flatMap(([version, breaks]) => breaks.map(({ what, change, red }) => ({
  what: `${what}, for ${version}`,
  red,
  run: async (section) => {
    // One program declares its egress and the other does not, so that each exemption is needed.
    const programs = ['examples/quickstart/main.ts', 'examples/operations-guide/main.ts'];
    emissions ??= await emitted({ programs, flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] });
    await ask(section, version, emissions.map(change));
  },
})));
