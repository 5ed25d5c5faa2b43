import { Finding, Severity } from '../../../configuration';
import { hasHighAvailability, isStandalone } from '../../../facts';
import { typeLabel } from '../../../kubernetes/labels';
import { PORTS } from '../../../kubernetes/ports';
import { componentPods, policiesOf } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Pods that no policy selects talk to everybody. */
export function unprotected(w: Workload): Finding[] {
  const open = [...new Set(componentPods(w).filter((pod) => policiesOf(w, pod).length === 0).map(({ component }) => component))];
  if (open.length === 0) return [];
  return [{
    guideline: 'SEC-09',
    severity: Severity.WARNING,
    path: w.where('metadata.name'),
    message: `has no NetworkPolicy among these manifests that selects its ${open.join(' or ')} pods: everybody in the cluster reaches its REST API, which runs any code`,
    fix: `Select the labels that the operator gives: app (the name), component, type: ${typeLabel(isStandalone(w))}. FlinkNetworkPolicy does`,
  }];
}

/** Ports that Flink takes at random, where a policy lists the ports that are open. */
export function unnamedPorts(w: Workload): Finding[] {
  const judged = new Set<string>();
  return componentPods(w).flatMap((pod) => {
    const policies = policiesOf(w, pod).filter(({ spec }) => (Array.isArray(spec.policyTypes) ? spec.policyTypes : ['Ingress']).includes('Ingress'));
    const rules = policies.flatMap(({ spec }) => list(spec.ingress));
    // One rule without ports opens them all to whom it names.
    if (policies.length === 0 || rules.some(({ ports }) => list(ports).length === 0) || judged.has(pod.component)) return [];
    judged.add(pod.component);
    const label = pod.component === 'jobManager' ? 'jobmanager' : 'taskmanager';
    return Object.values(PORTS).filter(({ randomByDefault, components }) => randomByDefault && (components as string[]).includes(label))
      .filter((port) => port !== PORTS.queryService)
      .flatMap((port) => port.options.filter((option) => /^0?$/.test(w.option(option) ?? w.effectiveOption(option)) && needed(w, option)))
      .map((option): Finding => ({
        guideline: 'SEC-09',
        severity: Severity.ERROR,
        path: w.where(option),
        message: 'is left to chance, and the NetworkPolicy of these pods opens only the ports that it lists: JobManager and TaskManagers do not reach each other',
        fix: `Write a port such as ${Object.values(PORTS).find(({ options }) => (options as readonly string[]).includes(option))!.number}, and open it between the job's pods`,
      }));
  });
}

/** Under high availability one option holds, without it the other. */
function needed(w: Workload, option: string): boolean {
  if (option === 'high-availability.jobmanager.port') return hasHighAvailability(w);
  return option !== 'jobmanager.rpc.port' || !hasHighAvailability(w);
}

