import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { verify } from './verify.mjs';

// The emitted policies are broken on purpose. That none of their rules can be left out is a check of its own.

const WAYS = 'quickstart: ways that are open or closed and shall not be';
const MUTANTS = 'quickstart: rules, peers and ports that could be left out unnoticed';

const policies = (change) => (emission) => ({
  ...emission,
  manifests: emission.manifests.map((manifest) => manifest.kind === 'NetworkPolicy' ? { ...manifest, spec: change(structuredClone(manifest.spec)) } : manifest),
});

const TCP = (port) => ({ port, protocol: 'TCP' });

const BREAKS = [
  { what: 'nothing', change: (emission) => emission, red: [] },
  { what: 'everybody may come in on one more port', change: policies((spec) => ({ ...spec, ingress: [...spec.ingress, { ports: [TCP(8080)] }] })), red: [WAYS] },
  { what: 'everybody of the namespace may come in', change: policies((spec) => ({ ...spec, ingress: [...spec.ingress, { from: [{ podSelector: {} }] }] })), red: [WAYS] },
  { what: 'the jobs go anywhere', change: policies((spec) => ({ ...spec, egress: [{}] })), red: [WAYS] },
  {
    what: 'a port that Flink does not listen on instead of one that it does',
    change: policies((spec) => JSON.parse(JSON.stringify(spec).replaceAll('"port":6121', '"port":6221'))),
    red: [WAYS],
  },
  { what: 'DNS over UDP is forgotten', change: policies((spec) => JSON.parse(JSON.stringify(spec).replaceAll('"UDP"', '"TCP"'))), red: [WAYS] },
  {
    what: 'Prometheus is known by its label alone',
    change: policies((spec) => JSON.parse(JSON.stringify(spec).replaceAll('"kubernetes.io/metadata.name":"monitoring"', '"kubernetes.io/metadata.name":"elsewhere"'))),
    red: [WAYS],
  },
  { what: 'policies for pods that have other labels', change: (emission) => ({ ...emission, pods: emission.pods.map(relabelled) }), red: [WAYS] },
  { what: 'each rule is there twice', change: policies((spec) => ({ ...spec, ingress: [...spec.ingress, ...spec.ingress] })), red: [MUTANTS] },
];

function relabelled(pod) {
  return { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, type: 'flink-standalone-kubernetes' } } };
}

let emissions;

export const sabotages = BREAKS.map(({ what, change, red }) => ({
  what,
  red,
  run: async (section) => {
    emissions ??= await emitted({ programs: ['examples/quickstart/main.ts'], flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] });
    await verify(section, emissions.map(change));
  },
}));
