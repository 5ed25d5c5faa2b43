import { listensElsewhere } from './network';
import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { flag, listenerOf } from '../../../facts';
import { FlinkPort, PORTS } from '../../../kubernetes/ports';
import { ComponentPod, componentPods, ingressPoliciesOf } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** The ports without which a job does not run, with the effect of a policy that closes them. */
const NEEDED: { readonly [component in ComponentPod['component']]: readonly { readonly port: FlinkPort; readonly effect: string }[] } = {
  jobManager: [
    { port: PORTS.rest, effect: 'the operator does not reach the REST API, and the resource stays DEPLOYED' },
    { port: PORTS.jobManagerRpc, effect: 'TaskManagers do not register' },
    { port: PORTS.blobServer, effect: 'TaskManagers do not get the jar' },
  ],
  taskManager: [
    { port: PORTS.taskManagerRpc, effect: 'the JobManager cannot use the TaskManager' },
    { port: PORTS.taskManagerData, effect: 'TaskManagers exchange no records' },
  ],
};

/** SEC-09: ports of the job that the NetworkPolicies of its pods do not open to any other pod. */
export function closedPorts(w: Workload): Finding[] {
  // on the network of the node policies do not apply to the pods
  if (flag(w, 'kubernetes.hostnetwork.enabled')) return [];
  const found = componentPods(w).flatMap((pod) => {
    const policies = ingressPoliciesOf(w, pod);
    if (policies.length === 0) return [];
    const rules = policies.flatMap(({ spec }) => list(spec.ingress));
    const owner = `${pod.component === 'jobManager' ? 'JobManager' : 'TaskManagers'} of ${w.name}`;
    const finding = (severity: Severity, message: string, fix: string): Finding => ({ guideline: 'SEC-09', severity, path: 'spec.ingress', message, fix, resource: referenceTo(policies[0]) });
    // a policy that denies everything is often accompanied by others in another repository
    if (rules.length === 0) return [finding(Severity.WARNING, `all ports of the ${owner} are closed, unless other manifests open them`, 'Add ingress rules for the operator and the pods of the job')];
    return NEEDED[pod.component].flatMap(({ port, effect }): Finding[] => {
      const listener = listenerOf(w, port);
      if (listener === undefined || listensElsewhere(w, port) || rules.some((rule) => opens(rule, listener.number, pod))) return [];
      return [finding(Severity.ERROR, `port ${listener.number} (${listener.option}) of the ${owner} is closed: ${effect}`,
        `Add an ingress rule with port ${listener.number}${port === PORTS.rest ? ', from the namespace of the operator' : ' from the pods of the job'}`)];
    });
  });
  // both versions of a blue/green job usually have the same policies
  return [...new Map(found.map((finding) => [`${finding.resource!.name} ${finding.message}`, finding])).values()];
}

/** Whether an ingress rule opens a port of a pod. Fields that are null are defaults, as for the API server. */
function opens(rule: any, number: number, { containers }: ComponentPod): boolean {
  const entries = list(rule?.ports);
  const named = (name: string) => containers.flatMap(({ ports }) => list(ports)).some((port) => port.name === name && port.containerPort === number);
  return entries.length === 0 || entries.some((entry) => {
    const { port, endPort, protocol } = Object(entry);
    if ((protocol ?? 'TCP') !== 'TCP') return false;
    if ((port ?? undefined) === undefined) return true;
    return typeof port === 'string' ? named(port) : number >= port && number <= (endPort ?? port);
  });
}
