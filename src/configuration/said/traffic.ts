/** A destination outside of Flink that pods connect to: addresses, or a namespace; any address if neither is set. */
export interface Endpoint {
  readonly cidr?: string;
  readonly namespace?: string;
  readonly port: number;
}

/** Traffic between a job and other systems that results from settings other than `egress`, for the NetworkPolicies of the job. */
export interface Traffic {
  /** Sources of credentials and certificates. They do not close egress; if egress is closed, they stay open. */
  readonly endpoints: readonly Endpoint[];
  /** Namespaces from which the web UI can be reached. */
  readonly uiNamespaces: readonly string[];
  /** Addresses from which a mesh probes the JobManager instead of the kubelet. */
  readonly probes: readonly string[];
  /** The port on which the proxies of a mesh communicate, regardless of the destination port. */
  readonly proxyPort?: number;
  /** Whether operator, Prometheus and web proxy are in the mesh as well. */
  readonly peersInMesh?: boolean;
}

export const NO_TRAFFIC: Traffic = { endpoints: [], uiNamespaces: [], probes: [] };
