import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { FlinkEnvironment } from './environment';
import { judged } from './judged';
import { Finding } from '../configuration';
import { checkedProps } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { electsWithKubernetes, flag, highAvailability, isSession, isStandalone, openPort, podLabels } from '../facts';
import { COMPONENTS, FlinkComponent } from '../kubernetes/component';
import { companionLabels } from '../kubernetes/labels';
import { FlinkPort, internalPorts, PORTS } from '../kubernetes/ports';
import { EgressTarget } from '../network/egress-target';
import { storagePorts } from '../state/storage-ports';
import { childrenOf, IFlinkDeployment } from '../workload/flink-deployment-reference';
import { Workload } from '../workload/workload';

/** Additional ingress to a job. */
export interface NetworkPolicyOptions {
  /**
   * Namespaces whose pods may connect to the web UI and REST API, such as that of an authenticating proxy. Guideline SEC-03.
   * @default - none
   */
  readonly uiNamespaces?: string[];
}

/** Properties of a FlinkNetworkPolicy. */
export interface FlinkNetworkPolicyProps extends NetworkPolicyOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
  /**
   * Egress targets, in addition to those Flink itself needs. An empty list allows only the latter.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
}

/**
 * A NetworkPolicy for the JobManager's pods and one for the TaskManagers'. Guideline SEC-09.
 *
 * Ingress: from the job's own pods, from the operator to the REST API, from Prometheus to the metrics. The namespaces of operator and Prometheus are set in
 * the FlinkEnvironment.
 * Egress, if `egress` is set: to the job's own pods, DNS, the Kubernetes API server, the durable storage, the credentials endpoint of a cloud identity, and the
 * declared targets.
 *
 * @example
 * new FlinkNetworkPolicy(chart, 'policy', { deployment: job, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });
 */
@checkedProps('FlinkNetworkPolicy')
export class FlinkNetworkPolicy extends Construct {
  private readonly props: FlinkNetworkPolicyProps;

  constructor(scope: Construct, id: string, props: FlinkNetworkPolicyProps) {
    super(scope, id);
    this.props = props;
    const { deployment } = props;
    for (const child of childrenOf(deployment)) {
      for (const component of COMPONENTS) {
        new CompanionObject(this, `${child.id}${component}`, {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: `${child.name}-${component}`, namespace: deployment.namespace, labels: companionLabels(child.name, component) },
          spec: { resolve: () => this.spec(child.view(), component) },
        });
      }
    }
    judged(this, deployment, () => [
      ...(props.egress ?? []).flatMap((target, i) => target._findings(`egress[${i}]`)),
      ...this.visitorsOfSession(childrenOf(deployment)[0].view()),
    ]);
  }

  /** Session clusters accept jars over the REST API, so only the operator may connect to it. */
  private visitorsOfSession(job: Workload): Finding[] {
    if (!isSession(job) || !flag(job, 'web.submit.enable')) return [];
    const said: [string, readonly string[]][] = [['uiNamespaces', this.props.uiNamespaces ?? []], ['ingress', job._notes.traffic.uiNamespaces]];
    return said.filter(([, namespaces]) => namespaces.length > 0).map(([prop, namespaces]) => refusal('SEC-09', prop, namespaces.join(', '),
      'must not be set for a session cluster with web.submit.enable: every client of its REST API can upload and run jars', 'Leave it out; open the web UI with kubectl port-forward'));
  }

  private spec(job: Workload, component: FlinkComponent): any {
    const { egress } = this.props;
    return {
      podSelector: { matchLabels: podLabels(job, component) },
      policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: this.ingress(job, component),
      ...(egress ? { egress: [...ownEgress(job, component), ...egress.map((target) => target._rule())] } : {}),
    };
  }

  private ingress(job: Workload, component: FlinkComponent): any[] {
    const { uiNamespaces = [] } = this.props;
    const { operatorNamespace = 'flink-operator', operatorLabels = OPERATOR_LABELS, prometheusNamespace = 'monitoring' } = FlinkEnvironment._at(this);
    const { proxyPort, peersInMesh = false, probes, uiNamespaces: more } = job._notes.traffic;
    // In a mesh, proxies connect to each other on one port, independent of the target port.
    const meshed = (all: any[], isMeshed: boolean = true) => proxyPort === undefined || !isMeshed ? all : [...all, tcp(proxyPort)];
    const rules = [
      { from: [ownPods(job)], ports: meshed(ports(job, internalPorts(component))) },
      { from: [inNamespace(prometheusNamespace)], ports: meshed(ports(job, [PORTS.metrics]), peersInMesh) },
    ];
    if (component === FlinkComponent.JOB_MANAGER) {
      const operator = { ...inNamespace(operatorNamespace), podSelector: { matchLabels: operatorLabels } };
      const visitors = [...new Set([...uiNamespaces, ...more])].map(inNamespace);
      rules.push({ from: [operator, ...visitors], ports: meshed(ports(job, [PORTS.rest]), peersInMesh) });
      if (probes.length > 0) rules.push({ from: probes.map((cidr) => ({ ipBlock: { cidr } })), ports: ports(job, [PORTS.rest]) });
    }
    return rules;
  }
}

const OPERATOR_LABELS = { 'app.kubernetes.io/name': 'flink-kubernetes-operator' };

/** Egress that Flink itself needs. */
function ownEgress(job: Workload, component: FlinkComponent): any[] {
  const own = new Map(COMPONENTS.flatMap(internalPorts).map((port) => [port.name, port]));
  // With Kubernetes HA all pods watch the leader's ConfigMaps; without it only a JobManager in native mode calls the API server.
  const asksApiServer = (component === FlinkComponent.JOB_MANAGER && !isStandalone(job)) || electsWithKubernetes(job);
  const { endpoints, proxyPort } = job._notes.traffic;
  const anywhere = new Set([
    ...endpoints.filter(({ cidr, namespace }) => cidr === undefined && namespace === undefined).map(({ port }) => port),
    ...(asksApiServer ? API_SERVER_PORTS : []),
    ...storagePorts(job, job._notes.stateLocation?.root),
    ...zooKeeperPorts(job),
  ]);
  return [
    { to: [ownPods(job)], ports: [...ports(job, [...own.values()]), ...(proxyPort === undefined ? [] : [tcp(proxyPort)])] },
    { to: DNS_SERVERS, ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
    ...(anywhere.size === 0 ? [] : [{ ports: [...anywhere].sort((a, b) => a - b).map(tcp) }]),
    ...endpoints.filter(({ cidr, namespace }) => cidr ?? namespace).map(({ cidr, namespace, port }) => ({
      to: [cidr === undefined ? inNamespace(namespace!) : { ipBlock: { cidr } }], ports: [tcp(port)],
    })),
  ];
}

function ownPods(job: Workload): any {
  return { podSelector: { matchLabels: podLabels(job) } };
}

function ports(job: Workload, wanted: FlinkPort[]): any[] {
  return wanted.map((port) => openPort(job, port)).sort((a, b) => a - b).map(tcp);
}

function tcp(port: number): any {
  return { port, protocol: 'TCP' };
}

/** The ports of the ZooKeeper ensemble, if there is one. */
function zooKeeperPorts(job: Workload): number[] {
  if (highAvailability(job) !== 'zookeeper') return [];
  return (job.option('high-availability.zookeeper.quorum') ?? '').split(',').map((server) => Number(server.split(':')[1])).filter((port) => port > 0);
}

// Policies match after address translation: the API server's own address and port are not those of its Service.
const API_SERVER_PORTS = [443, 6443];

const DNS_SERVERS = [
  { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
  // NodeLocal DNSCache listens on this link-local address of every node.
  { ipBlock: { cidr: '169.254.20.10/32' } },
];

function inNamespace(name: string): any {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}
