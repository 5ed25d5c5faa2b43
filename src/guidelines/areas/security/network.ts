import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { hasHighAvailability, isStandalone, portNumber } from '../../../facts';
import { typeLabel } from '../../../kubernetes/labels';
import { FIXED_PORT_OPTIONS, FIXED_WITH_HIGH_AVAILABILITY, FlinkPort, PORTS } from '../../../kubernetes/ports';
import { componentPods, ingressPoliciesOf, policiesOf } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Pods that no NetworkPolicy selects accept connections from every pod. */
export function unprotected(w: Workload): Finding[] {
  const open = [...new Set(componentPods(w).filter((pod) => policiesOf(w, pod).length === 0).map(({ component }) => component))];
  if (open.length === 0) return [];
  return [{
    guideline: 'SEC-09',
    severity: Severity.WARNING,
    path: w.where('metadata.name'),
    message: `no NetworkPolicy among these manifests selects the pods of the ${open.map((each) => each === 'jobManager' ? 'JobManager' : 'TaskManagers').join(' or the ')}: every pod in the cluster can connect ${open.includes('jobManager') ? 'to the REST API and run code' : 'to their ports'}`,
    fix: `Add a NetworkPolicy for each component, with podSelector.matchLabels app: ${w.name}, component: ${open[0].toLowerCase()}, type: ${typeLabel(isStandalone(w))}`,
  }];
}

/** Ports that Flink chooses at random, although a policy lists the open ports. */
export function unnamedPorts(w: Workload): Finding[] {
  const judged = new Set<string>();
  const found = componentPods(w).flatMap((pod) => {
    const policies = ingressPoliciesOf(w, pod);
    const rules = policies.flatMap(({ spec }) => list(spec.ingress));
    // A rule without ports allows all ports for its peers.
    if (policies.length === 0 || rules.some(({ ports }) => list(ports).length === 0) || judged.has(pod.component)) return [];
    judged.add(pod.component);
    const label = pod.component === 'jobManager' ? 'jobmanager' : 'taskmanager';
    const ports: FlinkPort[] = Object.values(PORTS).filter(({ components }) => (components as string[]).includes(label));
    return [...elsewhere(w, ports), ...ports.filter((port) => port.randomByDefault && port !== PORTS.queryService)
      .flatMap((port) => port.options.filter((option) => /^0?$/.test(w.option(option) ?? w.effectiveOption(option)) && needed(w, option)))
      .map((option): Finding => ({
        guideline: 'SEC-09',
        severity: Severity.ERROR,
        path: w.where(option),
        message: 'Flink chooses a random port, and the NetworkPolicy of these pods opens only the ports that it lists: JobManager and TaskManagers do not reach each other',
        fix: `Write a port such as ${Object.values(PORTS).find(({ options }) => (options as readonly string[]).includes(option))!.number}, and open it between the job's pods`,
      }))];
  });
  // both components have some ports
  return [...new Map(found.map((finding) => [finding.path, finding])).values()];
}

/** Ports for which a policy opens a number other than the one that the process uses. */
function elsewhere(w: Workload, ports: readonly FlinkPort[]): Finding[] {
  const finding = (option: string, message: string, fix: string): Finding =>
    ({ guideline: 'SEC-09', severity: Severity.ERROR, path: w.where(option), value: describe(w.option(option)), message, fix });
  return ports.flatMap((port) => {
    const ranges = port.options.filter((option) => /[-,]/.test(w.option(option) ?? ''));
    return [
      ...ranges.map((option) => finding(option, 'must be a single port: the process listens on any one of these, and NetworkPolicies and Services open only one', `Write a port such as ${port.number}`)),
      ...listensElsewhere(w, port) ? [finding(port.bindOption!, `must be ${portNumber(w, port)}, the port to which its peers connect (${port.options[0]}): the process listens on another`,
        `Leave it out, and set ${port.options[0]} alone`)] : [],
    ];
  });
}

/**
 * Whether a process listens on another port than its peers use. The Service of the REST API forwards to the port on which the process listens; other
 * peers connect to the process itself.
 */
export function listensElsewhere(w: Workload, port: FlinkPort): boolean {
  const bound = port.bindOption === undefined || port === PORTS.rest ? undefined : w.option(port.bindOption);
  return bound !== undefined && bound.trim() !== String(portNumber(w, port));
}

/** Whether a process listens on the port of an option, and nothing but the option fixes it. */
function needed(w: Workload, option: string): boolean {
  if ([...FIXED_PORT_OPTIONS, FIXED_WITH_HIGH_AVAILABILITY].includes(option)) return false;
  return option !== 'jobmanager.rpc.port' || !hasHighAvailability(w);
}

