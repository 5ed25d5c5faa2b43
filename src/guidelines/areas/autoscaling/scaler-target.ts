import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { nearestSpellings } from '../../../configuration/options/spelling';
import { FLINK_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-deployment';
import { textOf } from '../../../kubernetes/text-of';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { Workload } from '../../../workload/workload';
import { misspelt } from '../../references';

export type ScalerKind = 'ScaledObject' | 'HorizontalPodAutoscaler';

interface Scaler {
  readonly fields: readonly string[];
  readonly least: string;
  readonly most: string;
  /** What stands for a bound that is left out. */
  readonly defaultLeast: number;
  readonly defaultMost?: number;
  /** Why a target needs its apiVersion. */
  readonly withoutVersion: string;
}

const SCALERS: { readonly [kind in ScalerKind]: Scaler } = {
  ScaledObject: {
    fields: ['scaleTargetRef', 'pollingInterval', 'initialCooldownPeriod', 'cooldownPeriod', 'idleReplicaCount', 'minReplicaCount', 'maxReplicaCount', 'advanced',
      'triggers', 'fallback'],
    least: 'minReplicaCount',
    most: 'maxReplicaCount',
    defaultLeast: 0,
    defaultMost: 100,
    withoutVersion: 'without apiVersion KEDA looks for the kind in apps/v1, and scales nothing',
  },
  HorizontalPodAutoscaler: {
    fields: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior', 'targetCPUUtilizationPercentage'],
    least: 'minReplicas',
    most: 'maxReplicas',
    defaultLeast: 1,
    withoutVersion: 'without apiVersion the controller looks for the kind in the core group, and scales nothing',
  },
};

const ALL: { readonly [kind in ScalerKind]: CompanionIndex } = { ScaledObject: ofKind('ScaledObject'), HorizontalPodAutoscaler: ofKind('HorizontalPodAutoscaler') };

/** Scalers whose target is nearly a FlinkDeployment, told once for a namespace: they belong to no job, since they name none. */
export function misspeltTargets(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  const { _set: set } = w;
  if (!set?.isFirstOfNamespace(w)) return [];
  return w._companionsIn(ALL[kind]).flatMap((scaler) => {
    const target = scaler.spec?.scaleTargetRef;
    const [targetKind, name, apiVersion] = [target?.kind, target?.name, target?.apiVersion].map(textOf);
    const error = (field: string, message: string, fix: string): Finding => (
      { guideline, severity: Severity.ERROR, path: `spec.scaleTargetRef.${field}`, message, fix, resource: referenceTo(scaler) });
    if (targetKind !== FLINK_DEPLOYMENT.kind) {
      const isMeant = isOfGroup(apiVersion) || nearestSpellings(targetKind, [FLINK_DEPLOYMENT.kind]).length > 0;
      if (!isMeant) return [];
      return [error('kind', `must be ${FLINK_DEPLOYMENT.kind}: nothing else of the operator can be scaled`,
        targetKind === 'FlinkBlueGreenDeployment' ? 'Remove it, and use the operator\'s autoscaler' : `Write ${FLINK_DEPLOYMENT.kind}`)];
    }
    const own = `Write ${FLINK_DEPLOYMENT.apiVersion}`;
    if (apiVersion === '') return [error('apiVersion', `must be set: ${SCALERS[kind].withoutVersion}`, own)];
    if (!isOfGroup(apiVersion)) return [error('apiVersion', `must be ${FLINK_DEPLOYMENT.apiVersion}: ${apiVersion} has no FlinkDeployment`, own)];
    const meant = misspelt(set, w.namespace, FLINK_DEPLOYMENT.kind, name);
    if (meant === undefined) return [];
    // one of another repository may have that name
    return [{ ...error('name', `no FlinkDeployment of these manifests has this name in namespace ${w.namespace}: nothing is scaled`, `Write ${meant}`), severity: Severity.WARNING }];
  });
}

function isOfGroup(apiVersion: string): boolean {
  return apiVersion.startsWith(`${FLINK_DEPLOYMENT.apiVersion.split('/')[0]}/`);
}

/** The most TaskManagers that a scaler may ask for. */
export function mostOf(scaler: any, kind: ScalerKind): number | undefined {
  const { most, defaultMost } = SCALERS[kind];
  const written = scaler.spec?.[most] ?? defaultMost;
  return typeof written === 'number' ? written : undefined;
}

/** Where a scaler has its upper bound. */
export function pathOfMost(kind: ScalerKind): string {
  return `spec.${SCALERS[kind].most}`;
}

/** What one scaler of a FlinkDeployment says of the number of TaskManagers. */
export function wrongBounds(scaler: any, guideline: string, kind: ScalerKind): Finding[] {
  const { fields, least, most, defaultLeast, defaultMost } = SCALERS[kind];
  const { spec } = scaler;
  const error = (field: string, message: string, fix: string): Finding => (
    { guideline, severity: Severity.ERROR, path: `spec.${field}`, message, fix, resource: referenceTo(scaler) });
  const unknown = Object.keys(spec).filter((field) => !fields.includes(field));
  const findings = unknown.map((field) => {
    const [meant] = nearestSpellings(field, fields);
    return error(field, `unknown field of a ${kind}: the API server drops it silently`, meant === undefined ? 'Remove it' : `Write ${meant}`);
  });
  const atLeast = spec[least] ?? defaultLeast;
  const atMost = mostOf(scaler, kind);
  const nothing = kind === 'ScaledObject' && typeof spec.idleReplicaCount === 'number' && spec.idleReplicaCount < 1 ? 'idleReplicaCount' : undefined;
  // KEDA has an HPA of its own keep 1 where the bound is 0, and removes the last itself while no trigger is active
  if (atLeast === 0 || nothing) {
    findings.push(error(nothing ?? least, `must be at least 1: ${kind === 'ScaledObject' ? 'with 0 KEDA removes all TaskManagers while no trigger is active, and ' : ''}the operator refuses taskManager.replicas: 0`,
      nothing ? 'Remove it' : `Write ${least}: 1 or more`));
  }
  for (const field of [least, most, 'idleReplicaCount']) {
    const written = spec[field] ?? undefined;
    if (written !== undefined && !(Number.isInteger(written) && written >= 0)) findings.push(error(field, 'must be a whole number: the API server refuses the scaler', 'Write a number without quotes'));
  }
  if (defaultMost === undefined && (spec[most] ?? undefined) === undefined) findings.push(error(most, 'must be set: the API server refuses the scaler', 'Write the maximum number of TaskManagers'));
  if (typeof atLeast === 'number' && atMost !== undefined && atLeast > atMost) {
    findings.push(error(most, `must be at least ${least}, ${atLeast}${spec[most] === undefined ? `, and is ${atMost} by default` : ''}: the scaler is refused`, `Write ${atLeast} or more`));
  }
  if (kind === 'ScaledObject' && spec.idleReplicaCount >= 1 && spec.idleReplicaCount >= atLeast) {
    findings.push(error('idleReplicaCount', `must be less than ${least}, ${atLeast}: KEDA refuses the scaler`, 'Remove it'));
  }
  return findings;
}
