/** Somewhere outside of Flink that pods connect to: addresses, or a namespace; anywhere where neither is named. */
export interface Endpoint {
  readonly cidr?: string;
  readonly namespace?: string;
  readonly port: number;
}

/** What else passes between a job and the world, because of what was said elsewhere than in `egress`: for its network policies. */
export interface Traffic {
  /** Where credentials and certificates come from. They close nothing; where egress is closed, they stay open. */
  readonly endpoints: readonly Endpoint[];
  /** Namespaces that open the web UI. */
  readonly uiNamespaces: readonly string[];
  /** From where a mesh asks whether the JobManager is well, in the place of the kubelet. */
  readonly probes: readonly string[];
  /** The port on which the proxies of a mesh meet, whatever port is meant. */
  readonly proxyPort?: number;
  /** Whether operator, Prometheus and web proxy are in the mesh, too. */
  readonly peersInMesh?: boolean;
}

export const NO_TRAFFIC: Traffic = { endpoints: [], uiNamespaces: [], probes: [] };
