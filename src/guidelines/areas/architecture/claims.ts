import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { hasJob, taskManagers } from '../../../facts';
import { textOf } from '../../../kubernetes/text-of';
import { accessModes } from '../../../workload/claims';
import { ComponentPod, componentPods, HOSTNAME, namedNode } from '../../../workload/pods';
import { componentTemplates, elements } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Claims among the manifests that only one node or pod can mount, and that several pods mount. */
export function sharedClaims(w: Workload): Finding[] {
  const pods = componentPods(w);
  const names = new Set(pods.flatMap(claimsOf));
  return [...names].flatMap((name): Finding[] => {
    const users = pods.filter((pod) => claimsOf(pod).includes(name));
    const components = new Set(users.map(({ component }) => component));
    const modes = accessModes(w, name);
    if (modes.length === 0 || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) return [];
    const isTaskManagers = components.has('taskManager') && hasJob(w) && (taskManagers(w) ?? 1) > 1;
    if (components.size < 2 && !isTaskManagers) return [];
    const ofOnePod = modes.every((mode) => mode === 'ReadWriteOncePod');
    if (!ofOnePod && users.every(isPinned)) return [];
    const who = components.size > 1 ? 'the JobManager and the TaskManagers mount it' : `${taskManagers(w)} TaskManagers mount it`;
    return [{
      guideline: 'ARC-12',
      severity: Severity.ERROR,
      path: w.where(pathOf(w, name)),
      value: describe(name),
      message: `the claim is ${modes.join(', ')}, and ${who}: ${ofOnePod ? 'only one pod starts' : 'pods on another node than the first do not start'}`,
      fix: 'Use a claim with accessModes: [ReadWriteMany], of a storage class that supports it',
    }];
  });
}

function claimsOf({ pod, containers }: ComponentPod): string[] {
  const mounted = new Set(containers.flatMap((container) => list(container.volumeMounts).map(({ name }) => name)));
  return list(pod.spec?.volumes).filter(({ name }) => mounted.has(name)).map(({ persistentVolumeClaim }) => textOf(persistentVolumeClaim?.claimName)).filter((name) => name !== '');
}

/** Whether pods are bound to one node. */
function isPinned(each: ComponentPod): boolean {
  const { affinity } = each.pod.spec ?? {};
  const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
  const terms = list(affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms).flatMap(({ matchExpressions }) => list(matchExpressions));
  const together = list(affinity?.podAffinity?.[REQUIRED]);
  return namedNode(each) !== undefined || terms.some(({ key, operator, values }) => key === HOSTNAME && operator === 'In' && values?.length === 1)
    || together.some(({ topologyKey }) => topologyKey === HOSTNAME);
}

function pathOf(w: Workload, claim: string): string {
  for (const template of componentTemplates(w)) {
    const found = elements(template.template.spec?.volumes).find(([, { persistentVolumeClaim }]) => persistentVolumeClaim?.claimName === claim);
    if (found) return template.pathOf(['spec', 'volumes', found[0], 'persistentVolumeClaim', 'claimName']);
  }
  return 'podTemplate';
}
