import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { listeningPort } from '../../../facts';
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
  return firstOfEach(componentPods(w)).flatMap((pod) => {
    const policies = ingressPoliciesOf(w, pod);
    if (policies.length === 0) return [];
    const rules = policies.flatMap(({ spec }) => list(spec.ingress));
    const owner = `${pod.component === 'jobManager' ? 'JobManager' : 'TaskManagers'} of ${w.name}`;
    const finding = (severity: Severity, message: string, fix: string): Finding => ({ guideline: 'SEC-09', severity, path: 'spec.ingress', message, fix, resource: referenceTo(policies[0]) });
    // a policy that denies everything is often accompanied by others in another repository
    if (rules.length === 0) return [finding(Severity.WARNING, `all ports of the ${owner} are closed, unless other manifests open them`, 'Add ingress rules for the operator and the pods of the job, as FlinkNetworkPolicy does')];
    return NEEDED[pod.component].flatMap(({ port, effect }): Finding[] => {
      const number = listeningPort(w, port);
      // a process that listens on another port than its peers use is reported where the option is
      const listensElsewhere = port.bindOption !== undefined && w.option(port.bindOption) !== undefined;
      if (number === undefined || listensElsewhere || rules.some((rule) => opens(rule, number, port.name))) return [];
      return [finding(Severity.ERROR, `port ${number} (${port.options[0]}) of the ${owner} is closed: ${effect}`,
        `Add an ingress rule with port ${number}${port === PORTS.rest ? ', from the namespace of the operator' : ' from the pods of the job'}`)];
    });
  });
}

/** Both colours of a blue/green job have the same ports. */
function firstOfEach(pods: readonly ComponentPod[]): ComponentPod[] {
  return [...new Map([...pods].reverse().map((pod) => [pod.component, pod])).values()].reverse();
}

function opens({ ports }: any, number: number, name: string): boolean {
  const entries = list(ports);
  return entries.length === 0 || entries.some(({ port, endPort, protocol = 'TCP' }) => {
    if (protocol !== 'TCP') return false;
    if (port === undefined || port === name) return true;
    return typeof port === 'number' && number >= port && number <= (endPort ?? port);
  });
}
