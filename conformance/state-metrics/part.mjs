import { needsFlinkDefinitions } from '../kubernetes/crds.mjs';
import { buildControlPlane } from '../kubernetes/control-plane.mjs';
import { needsGo } from '../lib/go.mjs';
import { needsPrometheus } from '../prometheus/tools.mjs';
import { OPERATOR } from './cluster.mjs';
import { buildExporter, KUBE_STATE_METRICS } from './exporter.mjs';
import { verify } from './verify.mjs';

export const name = 'state-metrics';
export const what = 'kube-state-metrics, told so by us, says what alerts read of FlinkDeployments, savepoints and pods';
export const versions = [KUBE_STATE_METRICS];

export async function needs() {
  return await needsGo() ?? needsFlinkDefinitions([OPERATOR]) ?? needsPrometheus();
}

export function prepare() {
  return Promise.all([buildControlPlane(), buildExporter()]);
}

export function judge(section) {
  return verify(section);
}
