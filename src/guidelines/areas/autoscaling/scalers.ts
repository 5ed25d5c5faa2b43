import { misspeltTargets, mostOf, pathOfMost, ScalerKind, wrongBounds } from './scaler-target';
import { Finding, Severity } from '../../../configuration';
import { counted } from '../../../configuration/counted';
import { referenceTo } from '../../../configuration/finding';
import { isReactive, isSession, isStandalone, OPTION, slots, usesAutoscaler } from '../../../facts';
import { FLINK_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-deployment';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { declarations } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';

const SCALERS = {
  ScaledObject: ofKind('ScaledObject', targetsOf),
  HorizontalPodAutoscaler: ofKind('HorizontalPodAutoscaler', targetsOf),
};

const CONTROLLERS: CompanionIndex = { holds: ({ kind }) => kind === 'Deployment' || kind === 'StatefulSet', valuesOf: ({ metadata }) => [metadata?.name] };

function targetsOf({ spec }: any): readonly unknown[] {
  return [spec?.scaleTargetRef?.name];
}

/** What scalers outside of Flink do wrong to one job. */
export function scalers(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  return [...misspeltTargets(w, guideline, kind), ...ofTaskManagers(w, guideline, kind), ...ofDeployment(w, guideline, kind)];
}

/** Scalers of a Deployment of TaskManagers, which native mode does not have: Flink creates the pods itself. */
function ofTaskManagers(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  if (isStandalone(w) || !w._holds.cluster) return [];
  const names = w._deployments.map(({ name }) => `${name}-taskmanager`);
  return w._companionsIn(SCALERS[kind], names)
    .filter(({ spec: { scaleTargetRef: target } }) => ['Deployment', 'StatefulSet'].includes(target.kind ?? 'Deployment') && w._companionsIn(CONTROLLERS, [target.name]).length === 0)
    .map((scaler) => ({
      guideline,
      severity: Severity.ERROR,
      path: 'spec.scaleTargetRef',
      message: `${scaler.spec.scaleTargetRef.name} does not exist: in native mode Flink creates the TaskManagers as pods without a Deployment, and nothing is scaled`,
      fix: 'Remove it, and enable the operator\'s autoscaler with job.autoscaler.enabled: "true"',
      resource: referenceTo(scaler),
    }));
}

function ofDeployment(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  return w._companionsIn(SCALERS[kind], [w.name]).flatMap((scaler) => {
    const target = scaler.spec?.scaleTargetRef;
    const error = (path: string, message: string, fix: string): Finding => ({
      guideline, severity: Severity.ERROR, path, message, fix, resource: referenceTo(scaler),
    });
    const targetKind = target.kind ?? 'Deployment';
    if (targetKind === 'Deployment') {
      return [error('spec.scaleTargetRef', `the Deployment ${w.name} is the JobManager: the scaler would start several JobManagers`,
        'In native mode use the operator\'s autoscaler; in standalone mode with the reactive scheduler write '
          + `apiVersion: ${FLINK_DEPLOYMENT.apiVersion} and kind: ${FLINK_DEPLOYMENT.kind}`)];
    }
    if (targetKind !== FLINK_DEPLOYMENT.kind) return [];
    return [...wrongBounds(scaler, guideline, kind), ...unsuitable(w, error)];
  });
}

/** Whether a job can be scaled from outside at all. */
function unsuitable(w: Workload, error: (path: string, message: string, fix: string) => Finding): Finding[] {
  if (isStandalone(w) && (w.field('taskManager.replicas') ?? undefined) === undefined) {
    return [error('spec.scaleTargetRef', 'nothing is scaled: the FlinkDeployment has no taskManager.replicas, so its scale subresource has no number of replicas',
      'Write spec.taskManager.replicas into the FlinkDeployment')];
  }
  if (!isStandalone(w)) {
    return [{
      ...error('spec.scaleTargetRef', 'in native mode each step changes taskManager.replicas, for which the operator stops the job and deploys it again',
        `Use the operator's autoscaler, or mode: standalone with ${OPTION.SCHEDULER_MODE}: reactive`),
      severity: Severity.WARNING,
    }];
  }
  if (isSession(w)) {
    return [{
      ...error('spec.scaleTargetRef', 'each step of the scaler deploys the session cluster again: only the reactive scheduler is scaled in place, and it runs application clusters only',
        'Remove it, and change taskManager.replicas when the jobs need more slots'),
      severity: Severity.WARNING,
    }];
  }
  if (!isReactive(w)) {
    return [error('spec.scaleTargetRef', 'the job does not use the TaskManagers that are added: only the reactive scheduler uses all available slots',
      `Set ${OPTION.SCHEDULER_MODE} to "reactive"`)];
  }
  if (usesAutoscaler(w)) return [error('spec.scaleTargetRef', 'the operator\'s autoscaler scales the same job', 'Remove one of the two')];
  return [];
}

/** Scalers of a reactive job that may give it more slots than it can use. */
export function scaledTooFar(w: Workload): Finding[] {
  if (!isReactive(w) || !w._holds.cluster) return [];
  const reachable = Number(w.option('pipeline.max-parallelism') ?? Infinity);
  return (Object.keys(SCALERS) as ScalerKind[]).flatMap((kind) => w._companionsIn(SCALERS[kind], [w.name])
    .filter(({ spec }) => spec?.scaleTargetRef?.kind === FLINK_DEPLOYMENT.kind)
    .flatMap((scaler): Finding[] => {
      const most = mostOf(scaler, kind);
      if (most === undefined) return [];
      if (most * slots(w) <= reachable) return idleSlots(w, most * slots(w), pathOfMost(kind), scaler);
      return [{
        guideline: 'ASC-06',
        severity: Severity.WARNING,
        path: pathOfMost(kind),
        message: `the maximum of ${counted(most, 'TaskManager')} with ${counted(slots(w), 'slot')} each is ${counted(most * slots(w), 'slot')}, and pipeline.max-parallelism is ${reachable}: the job cannot use the slots beyond it`,
        fix: `Write ${Math.floor(reachable / slots(w))} or less`,
        resource: referenceTo(scaler),
      }];
    }));
}

/** Slots beyond the partitions of every source read nothing. */
function idleSlots(w: Workload, most: number, path: string, scaler: any): Finding[] {
  const sources = declarations(w).connectors.filter(({ role }) => role === 'source');
  const partitions = sources.map((source) => source.partitions ?? Infinity);
  const readable = Math.max(...partitions);
  if (sources.length === 0 || most <= readable) return [];
  return [{
    guideline: 'ASC-06',
    severity: Severity.WARNING,
    path,
    message: `the scaler may request TaskManagers with ${most} slots in all, and no source has more than ${counted(readable, 'partition')}: the subtasks beyond this number read nothing`,
    fix: readable < slots(w) ? `Set ${OPTION.SLOTS} to ${readable}, or add partitions` : `Write ${Math.floor(readable / slots(w))} or less, or add partitions`,
    resource: referenceTo(scaler),
  }];
}

/** Whether a scaler outside of Flink decides how many TaskManagers there are. */
export function isScaledFromOutside(w: Workload): boolean {
  return (Object.keys(SCALERS) as ScalerKind[]).some((kind) => w._companionsIn(SCALERS[kind], [w.name])
    .some(({ spec }) => spec?.scaleTargetRef?.kind === FLINK_DEPLOYMENT.kind));
}
