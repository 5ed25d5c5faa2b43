import { PORTS } from '../../kubernetes/ports';
import { componentPods, policiesOf } from '../../workload/pods';
import { list } from '../../workload/volumes';
import { Workload } from '../../workload/workload';

/** A connection that a NetworkPolicy allows: its source, destination and ports. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
}

/** The displayed names of the processes of a job. */
export const NAMES = { jobManager: 'JobManager', taskManager: 'TaskManagers' } as const;

/** The same by the label of their pods. */
const BY_LABEL: { readonly [component: string]: string } = { jobmanager: NAMES.jobManager, taskmanager: NAMES.taskManager };

export const OWN: readonly string[] = Object.values(NAMES);

/** The processes that no NetworkPolicy among the manifests selects. */
export function unprotected(workload: Workload): string[] {
  return componentPods(workload).filter((pod) => policiesOf(workload, pod).length === 0).map(({ component }) => NAMES[component]);
}

/** The connections that the NetworkPolicies among the manifests allow. */
export function flowsOf(workload: Workload): Flow[] {
  const pods = componentPods(workload);
  const ingress = pods.flatMap((pod) => policiesOf(workload, pod).flatMap(({ spec }) => list(spec.ingress).flatMap((rule) => (
    peers(workload, rule.from, 'any client').map((from) => ({ from, to: NAMES[pod.component], ports: portsOf(rule.ports) }))))));
  const egress = pods.flatMap((pod) => policiesOf(workload, pod).flatMap(({ spec }) => list(spec.egress).flatMap((rule) => (
    peers(workload, rule.to, 'anywhere').map((to) => ({ from: NAMES[pod.component], to, ports: portsOf(rule.ports) }))))));
  // Connections between processes of the job are allowed by ingress and egress rules; the ingress rule has the ports.
  const isReceived = ingress.some(({ from }) => OWN.includes(from));
  const sent = egress.filter(({ to }) => !isReceived || !OWN.includes(to));
  // only one JobManager is active
  const flows = [...ingress, ...sent].filter(({ from, to }) => from !== NAMES.jobManager || to !== from);
  return [...new Map(flows.map((flow) => [JSON.stringify(flow), flow])).values()];
}

function peers(workload: Workload, all: any, everybody: string): string[] {
  return list(all).length === 0 ? [everybody] : list(all).flatMap((peer) => namesOf(workload, peer));
}

function namesOf(workload: Workload, { podSelector, namespaceSelector, ipBlock }: any): readonly string[] {
  if (ipBlock) return [String(ipBlock.cidr)];
  const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const labels = podSelector?.matchLabels ?? {};
  if (!namespaceSelector && labels.app === workload.name) {
    return labels.component === undefined ? OWN : [BY_LABEL[labels.component] ?? String(labels.component)];
  }
  const where = namespace ? `namespace ${namespace}` : namespaceSelector ? 'some namespaces' : '';
  const pods = Object.values(labels).join(', ');
  return [[where, pods].filter((part) => part !== '').join(': ') || 'all pods of the namespace'];
}

function portsOf(ports: any): string {
  if (list(ports).length === 0) return 'all';
  return list(ports).map(({ port, endPort, protocol }) => `${named(port)}${endPort ? `-${endPort}` : ''}${protocol === 'UDP' ? '/UDP' : ''}`).join(', ');
}

function named(port: unknown): string {
  const known = Object.values(PORTS).find(({ number }) => number === port);
  return known ? `${String(port)} ${known.name}` : String(port ?? 'all');
}
