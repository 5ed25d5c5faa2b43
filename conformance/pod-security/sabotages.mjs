import { verify } from './part.mjs';
import { typescript } from '../lib/typescript.mjs';

const MISSED = '300 manifests: refused pods that nothing is found in';
const FALSE = '300 manifests: admitted pods that SEC-08 speaks of';

/** SEC-06 and SEC-08 with other findings than theirs. */
function guidelines(change) {
  const { GUIDELINES } = typescript('src/guidelines/registry.ts');
  return GUIDELINES.map((guideline) => Object.assign(Object.create(guideline), { check: (workload) => change(guideline.check(workload), workload, guideline) }));
}

const BREAKS = [
  { what: 'nothing', change: (findings) => findings, red: [] },
  { what: 'sidecars and init containers are not judged', change: (findings) => findings.filter(({ message }) => !/sidecar|init container|ephemeral/.test(message)), red: [MISSED] },
  { what: 'hosts of probes are not judged', change: (findings) => findings.filter(({ message }) => !message.includes('.host: ')), red: [MISSED] },
  { what: 'volumes are not judged', change: (findings) => findings.filter(({ message }) => !/mounts .*volumes/.test(message)), red: [MISSED] },
  { what: 'the user is not judged', change: (findings, _, { id }) => id === 'SEC-06' ? [] : findings, red: [MISSED] },
  { what: 'every pod is spoken of', change: (findings, _, { id }) => id === 'SEC-08' && findings.length === 0 ? [{ guideline: 'SEC-08', severity: 'warning', path: 'spec.podTemplate', message: 'x', fix: 'x' }] : findings, red: [FALSE] },
];

export const sabotages = BREAKS.map(({ what, change, red }) => ({ what, red, run: (section) => verify(section, guidelines(change)) }));

export const NEVER_RED = { 'of the manifests between a quarter and three quarters are refused': 'it is about the mutations, not about what is judged' };
