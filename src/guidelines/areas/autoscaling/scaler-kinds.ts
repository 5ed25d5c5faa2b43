import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { FLINK_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-deployment';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

export type ScalerKind = 'ScaledObject' | 'HorizontalPodAutoscaler';

/** The differences between the kinds of external scalers. */
export interface Scaler {
  readonly index: CompanionIndex;
  /** The fields of the spec, for a version of the kind. */
  readonly fields: (apiVersion: unknown) => readonly string[];
  readonly least: string;
  readonly most: string;
  /** The bounds of a scaler that does not set them. */
  readonly defaultLeast: number;
  readonly defaultMost?: number;
  /** The effect of a target without an apiVersion. */
  readonly withoutVersion: string;
}

export const SCALERS: { readonly [kind in ScalerKind]: Scaler } = {
  ScaledObject: {
    index: ofKind('ScaledObject', targetNames),
    fields: () => ['scaleTargetRef', 'pollingInterval', 'initialCooldownPeriod', 'cooldownPeriod', 'idleReplicaCount', 'minReplicaCount', 'maxReplicaCount',
      'advanced', 'triggers', 'fallback'],
    least: 'minReplicaCount',
    most: 'maxReplicaCount',
    defaultLeast: 0,
    defaultMost: 100,
    withoutVersion: 'without apiVersion KEDA looks for the kind in apps/v1, and scales nothing',
  },
  HorizontalPodAutoscaler: {
    index: ofKind('HorizontalPodAutoscaler', targetNames),
    fields: (apiVersion) => ['scaleTargetRef', 'minReplicas', 'maxReplicas', ...apiVersion === 'autoscaling/v1' ? ['targetCPUUtilizationPercentage'] : ['metrics', 'behavior']],
    least: 'minReplicas',
    most: 'maxReplicas',
    defaultLeast: 1,
    withoutVersion: 'without apiVersion the controller looks for the kind in the core group, and scales nothing',
  },
};

const KINDS = Object.keys(SCALERS) as ScalerKind[];

function targetNames({ spec }: any): readonly unknown[] {
  return [spec?.scaleTargetRef?.name];
}

/** A scaler, and its kind. */
export interface ScalerOfJob {
  readonly scaler: any;
  readonly kind: ScalerKind;
}

/** The scalers whose target is the FlinkDeployment of a workload. */
export function scalersOf(w: Workload): readonly ScalerOfJob[] {
  return KINDS.flatMap((kind) => w._companionsIn(SCALERS[kind].index, [w.name])
    .filter(({ metadata, spec }) => spec?.scaleTargetRef?.kind === FLINK_DEPLOYMENT.kind && !isOfScaledObject(metadata))
    .map((scaler) => ({ scaler, kind })));
}

/** Whether KEDA created a HorizontalPodAutoscaler for one of its own objects, as in an export of a cluster. */
function isOfScaledObject(metadata: any): boolean {
  return list(metadata?.ownerReferences).some((owner) => owner?.kind === 'ScaledObject');
}

/** Whether an external scaler determines the number of TaskManagers. */
export function isScaledFromOutside(w: Workload): boolean {
  return scalersOf(w).length > 0;
}

/** The largest number of TaskManagers that a scaler can set. */
export function mostOf({ scaler, kind }: ScalerOfJob): number | undefined {
  const { most, defaultMost } = SCALERS[kind];
  const written = scaler.spec?.[most] ?? defaultMost;
  return typeof written === 'number' ? written : undefined;
}

/** Creates the findings on one scaler. */
export type ScalerError = (field: string, message: string, fix: string) => Finding;

/** Errors of a guideline in fields of one scaler's spec. */
export function errorsIn(scaler: any, guideline: string): ScalerError {
  return (field, message, fix) => ({ guideline, severity: Severity.ERROR, path: `spec.${field}`, message, fix, resource: referenceTo(scaler) });
}

export function asWarning(finding: Finding): Finding {
  return { ...finding, severity: Severity.WARNING };
}
