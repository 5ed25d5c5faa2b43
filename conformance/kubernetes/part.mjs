import { needsGo } from '../lib/go.mjs';
import { OPERATOR_VERSIONS } from '../lib/emitted.mjs';
import { buildControlPlane, KUBERNETES } from './control-plane.mjs';
import { needsFlinkDefinitions } from './crds.mjs';
import { verify } from './verify.mjs';

export const name = 'kubernetes';
export const what = 'a real API server takes what we emit, admits the pods that will exist, gives them their rights and no others, and finds them by our selectors';
export const versions = [KUBERNETES];

export async function needs() {
  return await needsGo() ?? needsFlinkDefinitions(OPERATOR_VERSIONS);
}

export const prepare = buildControlPlane;

export function judge(section) {
  return verify(section);
}
