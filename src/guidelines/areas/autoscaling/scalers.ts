import { wrongBounds } from './scaler-bounds';
import { asWarning, errorsIn, mostOf, ScalerError, ScalerKind, ScalerOfJob, SCALERS, scalersOf } from './scaler-kinds';
import { misspeltTargets } from './scaler-target';
import { Finding } from '../../../configuration';
import { counted } from '../../../configuration/counted';
import { isReactive, isSession, isStandalone, OPTION, slots, usesAutoscaler } from '../../../facts';
import { FLINK_DEPLOYMENT } from '../../../kubernetes/custom-resources/flink-deployment';
import { CompanionIndex } from '../../../workload/companion-index';
import { declarations } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';

const TARGET = 'scaleTargetRef';
const CONTROLLERS: CompanionIndex = { holds: ({ kind }) => kind === 'Deployment' || kind === 'StatefulSet', valuesOf: ({ metadata }) => [metadata?.name] };

/** Problems that external scalers of one kind cause for one job. */
export function scalers(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  const own = scalersOf(w).filter((each) => each.kind === kind);
  return [
    ...misspeltTargets(w, guideline, kind),
    ...ofTaskManagers(w, guideline, kind),
    ...ofJobManager(w, guideline, kind),
    ...own.flatMap((each) => {
      const error = errorsIn(each.scaler, guideline);
      return [...wrongBounds(each, guideline), ...unsuitable(w, error), ...oneOfSeveral(w, each, error)];
    }),
  ];
}

/** Scalers of a Deployment of TaskManagers, which does not exist in native mode: Flink creates the pods itself. */
function ofTaskManagers(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  if (isStandalone(w) || !w._holds.cluster) return [];
  const names = w._deployments.map(({ name }) => `${name}-taskmanager`);
  return w._companionsIn(SCALERS[kind].index, names)
    .filter(({ spec: { scaleTargetRef: target } }) => ['Deployment', 'StatefulSet'].includes(target.kind ?? 'Deployment') && w._companionsIn(CONTROLLERS, [target.name]).length === 0)
    .map((scaler) => errorsIn(scaler, guideline)(TARGET,
      `${scaler.spec.scaleTargetRef.name} does not exist: in native mode Flink creates the TaskManagers as pods without a Deployment, and nothing is scaled`,
      'Remove it, and enable the operator\'s autoscaler with job.autoscaler.enabled: "true"'));
}

/** Scalers of the Deployment that has the name of the job. */
function ofJobManager(w: Workload, guideline: string, kind: ScalerKind): Finding[] {
  return w._companionsIn(SCALERS[kind].index, [w.name])
    .filter(({ spec: { scaleTargetRef: target } }) => (target.kind ?? 'Deployment') === 'Deployment')
    .map((scaler) => errorsIn(scaler, guideline)(TARGET, `the Deployment ${w.name} is the JobManager: the scaler would start several JobManagers`,
      'In native mode use the operator\'s autoscaler; in standalone mode with the reactive scheduler write '
        + `apiVersion: ${FLINK_DEPLOYMENT.apiVersion} and kind: ${FLINK_DEPLOYMENT.kind}`));
}

/** Why a job cannot be scaled externally. */
function unsuitable(w: Workload, error: ScalerError): Finding[] {
  if (isStandalone(w) && (w.field('taskManager.replicas') ?? undefined) === undefined) {
    return [error(TARGET, 'nothing is scaled: the FlinkDeployment has no taskManager.replicas, so its scale subresource has no number of replicas',
      'Write spec.taskManager.replicas into the FlinkDeployment')];
  }
  if (!isStandalone(w)) {
    return [asWarning(error(TARGET, 'in native mode each step changes taskManager.replicas, for which the operator stops the job and deploys it again',
      `Use the operator's autoscaler, or mode: standalone with ${OPTION.SCHEDULER_MODE}: reactive`))];
  }
  if (isSession(w)) {
    return [asWarning(error(TARGET, 'each step of the scaler deploys the session cluster again: only the reactive scheduler is scaled in place, and it runs application clusters only',
      'Remove it, and change taskManager.replicas when the jobs need more slots'))];
  }
  if (!isReactive(w)) {
    return [error(TARGET, 'the job does not use the TaskManagers that are added: only the reactive scheduler uses all available slots',
      `Set ${OPTION.SCHEDULER_MODE} to "reactive"`)];
  }
  if (usesAutoscaler(w)) return [error(TARGET, 'the operator\'s autoscaler scales the same job', 'Remove one of the two')];
  return [];
}

/** Two scalers of one job overwrite each other's number of TaskManagers. */
function oneOfSeveral(w: Workload, { scaler }: ScalerOfJob, error: ScalerError): Finding[] {
  const [first] = scalersOf(w);
  if (first.scaler === scaler || isSameObject(first.scaler, scaler)) return [];
  return [error(TARGET, `${first.kind} ${first.scaler.metadata?.name} scales the same FlinkDeployment: each sets the number of TaskManagers back to its own`,
    'Keep one of them; a ScaledObject takes several triggers, and a HorizontalPodAutoscaler several metrics')];
}

/** Whether one object is among the manifests twice. */
function isSameObject(one: any, other: any): boolean {
  return one.kind === other.kind && one.metadata?.name === other.metadata?.name;
}

/** Scalers of a reactive job that may add more slots than it can use. */
export function scaledTooFar(w: Workload): Finding[] {
  if (!isReactive(w) || !w._holds.cluster) return [];
  const reachable = Number(w.option('pipeline.max-parallelism') ?? Infinity);
  return scalersOf(w).flatMap((each): Finding[] => {
    const most = mostOf(each);
    if (most === undefined) return [];
    const warn = (message: string, fix: string) => asWarning(errorsIn(each.scaler, 'ASC-06')(SCALERS[each.kind].most, message, fix));
    if (most * slots(w) <= reachable) return idleSlots(w, most * slots(w), warn);
    return [warn(`the maximum of ${counted(most, 'TaskManager')} with ${counted(slots(w), 'slot')} each is ${counted(most * slots(w), 'slot')}, and pipeline.max-parallelism is ${reachable}: the job cannot use the slots beyond it`,
      `Write ${Math.floor(reachable / slots(w))} or less`)];
  });
}

/** Slots beyond the number of partitions of every source read nothing. */
function idleSlots(w: Workload, most: number, warn: (message: string, fix: string) => Finding): Finding[] {
  const sources = declarations(w).connectors.filter(({ role }) => role === 'source');
  const partitions = sources.map((source) => source.partitions ?? Infinity);
  const readable = Math.max(...partitions);
  if (sources.length === 0 || most <= readable) return [];
  return [warn(`the scaler may request TaskManagers with ${counted(most, 'slot')} in all, and no source has more than ${counted(readable, 'partition')}: the subtasks beyond this number read nothing`,
    readable < slots(w) ? `Set ${OPTION.SLOTS} to ${readable}, or add partitions` : `Write ${Math.floor(readable / slots(w))} or less, or add partitions`)];
}
