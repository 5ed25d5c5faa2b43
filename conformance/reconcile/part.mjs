import { prepare as prepareFlink } from '../flink/part.mjs';
import { buildControlPlane } from '../kubernetes/control-plane.mjs';
import { needsFlinkDefinitions } from '../kubernetes/crds.mjs';
import { NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { answers } from '../lib/commands.mjs';
import { needsGo } from '../lib/go.mjs';
import { needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { canIsolate } from '../lib/network.mjs';
import { OPERATORS_FLINK } from './cluster.mjs';
import { needsNft, nft } from './nft.mjs';
import { operatorClassPath } from './operator.mjs';
import { FLINK, OTHER_FLINK, verify, verifyRest } from './verify.mjs';

export const name = 'reconcile';
export const what = 'the operator, over a real API server, makes of what we emit what we say it makes';
export const versions = ['1.16.1', '1.16.1-rest'];

/** The rest runs when one of these has changed: what decides over the emitted objects, or this part itself. */
const WATCHED = [
  ...['companions', 'job', 'kubernetes', 'network', 'pods', 'state', 'workload'].map((folder) => `src/${folder}/**`),
  'examples/**', 'conformance/reconcile/**', 'conformance/kubernetes/*', 'conformance/operator/pom.xml',
];

export const watches = (version) => isRest(version) ? WATCHED : undefined;

const isRest = (version) => version.endsWith('-rest');
const releaseOf = (version) => version.replace(/-rest$/, '');

export async function needs() {
  if (!await canIsolate()) return 'needs Linux, root, and ip netns';
  return await needsGo() ?? await needsJava() ?? await needsMaven() ?? await needsNft() ?? needsFlinkDefinitions([NEWEST_OPERATOR]);
}

/** Stores of certificates are made with it. */
export async function lacks(version) {
  return isRest(version) && !await answers('openssl', 'version') ? 'needs openssl' : undefined;
}

export function prepare(wanted) {
  const flinks = [OPERATORS_FLINK, FLINK, ...wanted.some(isRest) ? [OTHER_FLINK] : []];
  return Promise.all([buildControlPlane(), nft(), prepareFlink([...new Set(flinks)]), ...[...new Set(wanted.map(releaseOf))].map(operatorClassPath)]);
}

/** It starts one JVM after the other, and is busy: beside running parts alone. */
export const waits = () => 0;

export function judge(section, version) {
  return (isRest(version) ? verifyRest : verify)(section, releaseOf(version));
}
