import { OWN_OPTIONS } from '../configuration/options/own-options';

/** Annotations that pass facts of the program to later checks of the YAML. */
export const ANNOTATIONS = {
  /** Options that only the image reads, or prefixes of them that end with a dot, separated by blanks. */
  ownOptions: OWN_OPTIONS,
  /** Suppressed guidelines, one per line: `CKP-12: the reason`. */
  suppress: 'cdk8s-flink.dev/suppress',
  /** The construct that rendered the manifest. A `ProductionFlinkJob` must meet more requirements than other manifests. */
  construct: 'cdk8s-flink.dev/construct',
  /** The sources and sinks of the job: a JSON list. */
  connectors: 'cdk8s-flink.dev/connectors',
  /** The expected total size of the state, such as `100Gi`. */
  stateSize: 'cdk8s-flink.dev/expected-state-size',
  /** Additional slot sharing groups: a JSON object of group and parallelism. */
  slotSharingGroups: 'cdk8s-flink.dev/slot-sharing-groups',
  /** The recovery time objective, such as `5 min`. */
  recoveryTime: 'cdk8s-flink.dev/recovery-time',
  /** The recovery point objective for the loss of a region, such as `30 min`. */
  recoveryPoint: 'cdk8s-flink.dev/recovery-point',
  /** The time until a savepoint is replicated to another region, such as `15 min`. */
  replicationTime: 'cdk8s-flink.dev/replication-time',
  /** The region of the cluster. Jobs with the same name in different regions are one job. */
  region: 'cdk8s-flink.dev/region',
  /** Options that a scope of the job sets for all of its jobs, such as an organisation or an environment, separated by blanks. */
  fromScopes: 'cdk8s-flink.dev/organisation-defaults',
} as const;
