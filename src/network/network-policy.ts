import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { electsWithKubernetes, flag, highAvailability, isSession, isStandalone } from '../facts';
import { EgressTarget } from './egress-target';
import { companionLabels, podLabels } from './labels';
import { FlinkPort, internalPorts, portNumber, PORTS } from './ports';
import { Finding, FlinkComponent, IFlinkDeployment, JobSettings } from '../configuration';
import { judgeAlone } from '../configuration/companion';
import { refusal } from '../configuration/finding';

/** Who may talk to a job from outside. */
export interface FlinkNetworkPolicyOptions {
  /**
   * The namespace of the Flink operator, which drives the job over its REST API. Guideline ARC-11.
   * @default flink-operator
   */
  readonly operatorNamespace?: string;
  /**
   * Labels of the operator's pods.
   * @default { 'app.kubernetes.io/name': 'flink-kubernetes-operator' }
   */
  readonly operatorLabels?: { readonly [label: string]: string };
  /**
   * The namespace of Prometheus, which reads the metrics.
   * @default monitoring
   */
  readonly prometheusNamespace?: string;
  /**
   * Namespaces whose pods may open the web UI and REST API, such as that of an authenticating proxy. Guideline SEC-03.
   * @default - none but the operator's
   */
  readonly uiNamespaces?: string[];
}

/** What a FlinkNetworkPolicy is made for. */
export interface FlinkNetworkPolicyProps extends FlinkNetworkPolicyOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
  /**
   * Where the job's pods may connect to, besides what Flink itself needs. An empty list closes egress to all but that.
   * @default - egress stays open
   */
  readonly egress?: EgressTarget[];
}

/**
 * Denies what nobody allowed: one policy for the JobManager's pods and one for the TaskManagers'. Guideline SEC-09.
 *
 * Allowed in: the pods of this job among each other, the operator to the REST API, Prometheus to the metrics.
 * Allowed out, once egress is declared: the same, DNS, the Kubernetes API server, the durable storage, where a cloud identity takes its credentials, and what
 * was declared.
 */
export class FlinkNetworkPolicy extends Construct {
  private readonly deployment: IFlinkDeployment;
  private readonly props: FlinkNetworkPolicyProps;

  constructor(scope: Construct, id: string, props: FlinkNetworkPolicyProps) {
    super(scope, id);
    this.deployment = props.deployment;
    this.props = props;
    for (const component of [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER]) {
      const { name, namespace } = props.deployment;
      new ApiObject(this, component, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `${name}-${component}`, namespace, labels: companionLabels(name, component) },
        spec: { resolve: () => this.spec(component) },
      });
    }
    judgeAlone(this, props.deployment, () => this._findings());
  }

  /** @internal */
  public _findings(): Finding[] {
    return [...(this.props.egress ?? []).flatMap((target, i) => target._findings(`egress[${i}]`)), ...this.visitorsOfSession()];
  }

  /** A session cluster has to take jars over its REST API: from the operator, and from nobody else. */
  private visitorsOfSession(): Finding[] {
    const { settings } = this.deployment;
    if (!isSession(settings) || !flag(settings, 'web.submit.enable')) return [];
    const said: [string, readonly string[]][] = [['uiNamespaces', this.props.uiNamespaces ?? []], ['ingress', settings._traffic.uiNamespaces]];
    return said.filter(([, namespaces]) => namespaces.length > 0).map(([prop, namespaces]) => refusal('SEC-09', prop, namespaces.join(', '),
      'opens the REST API of a session cluster, which takes any jar and runs it', 'Leave it out, and look at the cluster with kubectl port-forward'));
  }

  private spec(component: FlinkComponent): any {
    const { egress } = this.props;
    return {
      podSelector: { matchLabels: podLabels(this.deployment, component) },
      policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: this.ingress(component),
      ...(egress ? { egress: [...this.ownEgress(component), ...egress.map((target) => target._rule())] } : {}),
    };
  }

  private ingress(component: FlinkComponent): any[] {
    const { operatorNamespace, operatorLabels, prometheusNamespace, uiNamespaces = [] } = this.props;
    const { proxyPort, peersInMesh, probes, uiNamespaces: more } = this.deployment.settings._traffic;
    // In a mesh, proxies meet on a port of their own, whatever port is meant.
    const meshed = (ports: any[], isMeshed: boolean = true) => proxyPort === undefined || !isMeshed ? ports : [...ports, tcp(proxyPort)];
    const rules = [
      { from: [this.ownPods()], ports: meshed(this.ports(internalPorts(component))) },
      { from: [inNamespace(prometheusNamespace ?? 'monitoring')], ports: meshed(this.ports([PORTS.metrics]), peersInMesh ?? false) },
    ];
    if (component === FlinkComponent.JOB_MANAGER) {
      const operator = {
        ...inNamespace(operatorNamespace ?? 'flink-operator'),
        podSelector: { matchLabels: operatorLabels ?? { 'app.kubernetes.io/name': 'flink-kubernetes-operator' } },
      };
      const visitors = [...new Set([...uiNamespaces, ...more])].map(inNamespace);
      rules.push({ from: [operator, ...visitors], ports: meshed(this.ports([PORTS.rest]), peersInMesh ?? false) });
      if (probes.length > 0) rules.push({ from: probes.map((cidr) => ({ ipBlock: { cidr } })), ports: this.ports([PORTS.rest]) });
    }
    return rules;
  }

  /** What Flink itself connects to. */
  private ownEgress(component: FlinkComponent): any[] {
    const { settings } = this.deployment;
    const components = [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER];
    const own = new Map(components.flatMap(internalPorts).map((port) => [port.name, port]));
    // Under Kubernetes HA all watch the leader's ConfigMaps; without it only a JobManager asks the API server that creates TaskManagers.
    const asksApiServer = (component === FlinkComponent.JOB_MANAGER && !isStandalone(settings)) || electsWithKubernetes(settings);
    const storagePort = settings._stateLocation?.port;
    const { endpoints, proxyPort } = settings._traffic;
    const anywhere = new Set([
      ...endpoints.filter(({ cidr, namespace }) => cidr === undefined && namespace === undefined).map(({ port }) => port),
      ...(asksApiServer ? API_SERVER_PORTS : []),
      ...(storagePort === undefined ? [] : [storagePort]),
      ...zooKeeperPorts(settings),
    ]);
    return [
      { to: [this.ownPods()], ports: [...this.ports([...own.values()]), ...(proxyPort === undefined ? [] : [tcp(proxyPort)])] },
      { to: DNS_SERVERS, ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
      ...(anywhere.size === 0 ? [] : [{ ports: [...anywhere].sort((a, b) => a - b).map(tcp) }]),
      ...endpoints.filter(({ cidr, namespace }) => cidr ?? namespace).map(({ cidr, namespace, port }) => ({
        to: [cidr === undefined ? inNamespace(namespace!) : { ipBlock: { cidr } }], ports: [tcp(port)],
      })),
    ];
  }

  private ownPods(): any {
    return { podSelector: { matchLabels: podLabels(this.deployment) } };
  }

  private ports(ports: FlinkPort[]): any[] {
    return ports.map((port) => portNumber(this.deployment.settings, port)).sort((a, b) => a - b).map(tcp);
  }
}

function tcp(port: number): any {
  return { port, protocol: 'TCP' };
}

/** The ports of the ensemble that elects the JobManager, if one does. */
function zooKeeperPorts(settings: JobSettings): number[] {
  if (highAvailability(settings) !== 'zookeeper') return [];
  return (settings.option('high-availability.zookeeper.quorum') ?? '').split(',').map((server) => Number(server.split(':')[1])).filter((port) => port > 0);
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
