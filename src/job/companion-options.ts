import { FlinkAlertsOptions, NetworkPolicyOptions, ScrapeOptions } from '../companions';

/** The ServiceAccounts of a job. Guideline ARC-10. */
export interface JobServiceAccountOptions {
  /**
   * Whether the accounts are rendered, with their Roles and RoleBindings. If false, accounts with these names must exist.
   * @default - true, unless `name` is set
   */
  readonly enabled?: boolean;
  /**
   * The name of an existing ServiceAccount for all pods.
   * @default - none: `<job>` and `<job>-taskmanager` are rendered
   */
  readonly name?: string;
  /**
   * Annotations of the accounts, in addition to those of `identity`.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** The NetworkPolicies of a job. Guideline SEC-09. */
export interface JobNetworkPolicyOptions extends NetworkPolicyOptions {
  /**
   * Whether they are rendered.
   * @default true
   */
  readonly enabled?: boolean;
}

/** The object through which Prometheus scrapes a job's metrics. */
export enum MetricsCollector {
  /** A ServiceMonitor, and a headless Service that selects the pods. */
  SERVICE_MONITOR = 'ServiceMonitor',
  /** A PodMonitor, without a Service. */
  POD_MONITOR = 'PodMonitor',
  /** No object: another system collects the metrics. */
  NONE = 'None',
}

/** The PrometheusRule of a job. */
export interface JobAlertsOptions extends FlinkAlertsOptions {
  /**
   * Whether it is rendered. A suspended job has none.
   * @default true
   */
  readonly enabled?: boolean;
}

/** Metrics and alerts of a job. */
export interface MonitoringOptions {
  /**
   * The object through which Prometheus scrapes the metrics. Guideline MON-16.
   * @default MetricsCollector.SERVICE_MONITOR
   */
  readonly collector?: MetricsCollector;
  /**
   * Scrape interval and limits.
   * @default - every 15 s
   */
  readonly scrape?: ScrapeOptions;
  /**
   * Alerts and service level.
   * @default - all alerts that can be derived from the job's settings
   */
  readonly alerts?: JobAlertsOptions;
}

/** The PodDisruptionBudgets of a job. Guideline K8S-01. */
export interface JobDisruptionBudgetOptions {
  /**
   * Whether they are rendered.
   * @default true
   */
  readonly enabled?: boolean;
}
