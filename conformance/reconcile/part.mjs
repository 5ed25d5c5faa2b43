import { prepare as prepareFlink } from '../flink/part.mjs';
import { buildControlPlane } from '../kubernetes/control-plane.mjs';
import { needsFlinkDefinitions } from '../kubernetes/crds.mjs';
import { NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { needsGo } from '../lib/go.mjs';
import { needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { canIsolate } from '../lib/network.mjs';
import { OPERATORS_FLINK } from './cluster.mjs';
import { operatorClassPath } from './operator.mjs';
import { verify } from './verify.mjs';

export const name = 'reconcile';
export const what = 'the operator, over a real API server, makes of what we emit what we say it makes';
export const versions = ['1.16.1'];

export async function needs() {
  if (!await canIsolate()) return 'needs Linux, root, and ip netns';
  return await needsGo() ?? await needsJava() ?? await needsMaven() ?? needsFlinkDefinitions([NEWEST_OPERATOR]);
}

export function prepare(wanted) {
  return Promise.all([buildControlPlane(), prepareFlink([OPERATORS_FLINK]), ...wanted.map(operatorClassPath)]);
}

export function judge(section, version) {
  return verify(section, version);
}
