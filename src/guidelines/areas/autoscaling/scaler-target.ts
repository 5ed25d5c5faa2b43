import { asWarning, errorsIn, ScalerKind, SCALERS } from './scaler-kinds';
import { Finding } from '../../../configuration';
import { nearestSpellings } from '../../../configuration/options/spelling';
import { FLINK_BLUE_GREEN_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-blue-green-deployment';
import { FLINK_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-deployment';
import { textOf } from '../../../kubernetes/text-of';
import { Workload } from '../../../workload/workload';
import { misspelt } from '../../references';

const OWN = `Write ${FLINK_DEPLOYMENT.apiVersion}`;

/** Scalers whose target is almost a FlinkDeployment. They belong to no job, since they name none: one workload of the namespace reports them. */
export function misspeltTargets(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  const { _set: set } = w;
  if (!set?.isFirstOfNamespace(w)) return [];
  return w._companionsIn(SCALERS[kind].index).flatMap((scaler) => {
    const target = scaler.spec?.scaleTargetRef;
    const [targetKind, name, apiVersion] = [target?.kind, target?.name, target?.apiVersion].map(textOf);
    const error = errorsIn(scaler, guideline);
    if (targetKind !== FLINK_DEPLOYMENT.kind) {
      const isMeant = isOfGroup(apiVersion) || nearestSpellings(targetKind, [FLINK_DEPLOYMENT.kind]).length > 0;
      if (!isMeant) return [];
      return [error('scaleTargetRef.kind', `must be ${FLINK_DEPLOYMENT.kind}: no other kind of the operator can be scaled`,
        targetKind === FLINK_BLUE_GREEN_DEPLOYMENT.kind ? 'Remove the scaler, and use the operator\'s autoscaler' : `Write ${FLINK_DEPLOYMENT.kind}`)];
    }
    if (apiVersion === '') return [error('scaleTargetRef.apiVersion', `must be set: ${SCALERS[kind].withoutVersion}`, OWN)];
    if (apiVersion !== FLINK_DEPLOYMENT.apiVersion) {
      return [error('scaleTargetRef.apiVersion', `must be ${FLINK_DEPLOYMENT.apiVersion}: ${apiVersion} has no FlinkDeployment, and nothing is scaled`, OWN)];
    }
    const meant = misspelt(set, w.namespace, FLINK_DEPLOYMENT.kind, name);
    if (meant === undefined) return [];
    // an object in another repository may have that name
    return [asWarning(error('scaleTargetRef.name', `no FlinkDeployment of these manifests has this name in namespace ${w.namespace}: nothing is scaled`, `Write ${meant}`))];
  });
}

function isOfGroup(apiVersion: string): boolean {
  return apiVersion.startsWith(`${FLINK_DEPLOYMENT.apiVersion.split('/')[0]}/`);
}
