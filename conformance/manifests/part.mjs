import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsFlinkDefinitions } from '../kubernetes/crds.mjs';
import { EXAMPLES, emitted, NEWEST_OPERATOR, OPERATOR_VERSIONS } from '../lib/emitted.mjs';
import { goPrograms, needsGo } from '../lib/go.mjs';
import { kubeScore } from './kube-score.mjs';
import { kubeconform } from './kubeconform.mjs';

const TOOLS = join(import.meta.dirname, 'tools');
const pinned = (module) => new RegExp(`${module} v(\\S+)`).exec(readFileSync(join(TOOLS, 'go.mod'), 'utf8'))[1];

/** Each judge, by its version in the report, and what it is asked about. */
const JUDGES = {
  [`kubeconform ${pinned('kubeconform')}`]: { tool: 'kubeconform', judge: kubeconform, what: { programs: EXAMPLES } },
  // It knows pods, which do not depend on the operator's version.
  [`kube-score ${pinned('kube-score')}`]: { tool: 'kube-score', judge: kubeScore, what: { programs: EXAMPLES, flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] } },
};

export const name = 'manifests';
export const what = 'linters of Kubernetes find nothing in what we emit and in the pods that will exist, but for what is exempted with a reason';
export const versions = Object.keys(JUDGES);

export async function needs() {
  return await needsGo() ?? needsFlinkDefinitions(OPERATOR_VERSIONS);
}

export function prepare() {
  return goPrograms(TOOLS, 'tool');
}

export async function judge(section, version) {
  await ask(section, version, await emitted(JUDGES[version].what));
}

/** Asks one judge. */
export async function ask(section, version, emissions) {
  const { tool, judge: asked } = JUDGES[version];
  section.progress(`building ${tool}`);
  await asked(section, join(await prepare(), tool), emissions);
}
