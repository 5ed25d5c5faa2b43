import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { isScaled, isStandalone, jobManagers, taskManagers } from '../../../facts';
import { ofKind } from '../../../workload/companion-index';
import { appsSelected, componentPods, selects } from '../../../workload/pods';
import { Workload } from '../../../workload/workload';

const BARE_PODS = 'Kubernetes cannot evaluate percentages or maxUnavailable for TaskManagers of native mode, which no controller with a scale manages: it refuses node drains indefinitely';

const BUDGETS = ofKind('PodDisruptionBudget', ({ spec }) => appsSelected(spec?.selector));

/** PodDisruptionBudgets that block drains, or that depend on a number of pods that is unknown. */
export function budgets(w: Workload): Finding[] {
  const apps = componentPods(w).map(({ pod }) => pod.metadata?.labels?.app);
  return w._companionsIn(BUDGETS, apps).flatMap((budget) => {
    const pods = componentPods(w).filter(({ pod }) => selects(budget.spec?.selector, pod.metadata?.labels));
    const selected = [...new Set(pods.map(({ component }) => component))];
    if (selected.length === 0) return [];
    const [minAvailable, maxUnavailable] = [budget.spec.minAvailable ?? undefined, budget.spec.maxUnavailable ?? undefined];
    const found = (path: string, message: string, fix: string): Finding[] => [{
      guideline: 'K8S-01',
      severity: Severity.WARNING,
      path,
      message,
      fix,
      resource: referenceTo(budget),
    }];
    if (!isStandalone(w) && selected.includes('taskManager') && (maxUnavailable !== undefined || typeof minAvailable === 'string')) {
      return found(`spec.${maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable'}`, BARE_PODS, 'Write minAvailable as a number: one less than the number of TaskManagers');
    }
    const replicas = jobManagers(w);
    // with at least one TaskManager there are more pods than JobManagers
    const leavesOne = selected.length === 2 && Number(minAvailable) <= replicas;
    if (selected.includes('taskManager') && isScaled(w) && !leavesOne) {
      return found('spec', 'the number of TaskManagers changes, and the budget does not: with fewer of them no node can be drained', 'Leave it out');
    }
    // a budget without the label of the job may count pods of others
    if (appsSelected(budget.spec.selector) === undefined) return [];
    if (String(maxUnavailable) === '0' || maxUnavailable === '0%') return found('spec.maxUnavailable', 'with 0 no node with one of the pods can be drained', 'Write 1');
    if (selected.length === 1 && selected[0] === 'jobManager' && Number(minAvailable) >= replicas) {
      return found('spec.minAvailable', `minAvailable includes all JobManagers (${replicas}): no node that runs one of them can be drained`,
        'Leave the budget out: with high availability Kubernetes starts a lost JobManager again. With standbys write one less than the number of JobManagers');
    }
    const workers = taskManagers(w);
    if (selected.includes('taskManager') && workers !== undefined) {
      const all = workers + (selected.includes('jobManager') ? replicas : 0);
      const words = selected.includes('jobManager') ? 'TaskManagers and JobManagers' : 'TaskManagers';
      if (Number(minAvailable) >= all) {
        return found('spec.minAvailable', `${minAvailable} of ${all} ${words} must stay: no node with one of them can be drained`,
          all === 1 ? 'Leave the budget out' : `Write ${all - 1} or less`);
      }
    }
    return [];
  });
}
