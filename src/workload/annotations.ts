import { OWN_OPTIONS } from '../configuration/options/own-options';

/**
 * What travels with a manifest, so that a later check of the YAML knows what the program knew.
 */
export const ANNOTATIONS = {
  /** Options that only the image reads, or prefixes of them that end in a dot, separated by blanks. */
  ownOptions: OWN_OPTIONS,
  /** Suppressed guidelines: a line each, `CKP-12: the reason`. */
  suppress: 'cdk8s-flink.dev/suppress',
  /** The construct that made the manifest. A `ProductionFlinkJob` is held to more than a manifest that never promised to be one. */
  construct: 'cdk8s-flink.dev/construct',
  /** What the job reads from and writes to: a JSON list. */
  connectors: 'cdk8s-flink.dev/connectors',
  /** How large all of its state is expected to become, such as `100Gi`. */
  stateSize: 'cdk8s-flink.dev/expected-state-size',
  /** Slot sharing groups of its own: a JSON object of group and parallelism. */
  slotSharingGroups: 'cdk8s-flink.dev/slot-sharing-groups',
  /** How long it may be away, such as `5 min`. */
  recoveryTime: 'cdk8s-flink.dev/recovery-time',
  /** How much may be lost with a region, such as `30 min`. */
  recoveryPoint: 'cdk8s-flink.dev/recovery-point',
  /** How long it takes to copy a savepoint to another region, such as `15 min`. */
  replicationTime: 'cdk8s-flink.dev/replication-time',
  /** The region whose cluster it is for. The same job in another region is one job. */
  region: 'cdk8s-flink.dev/region',
  /** Options that a scope of the job set for all of its jobs, such as an organisation or an environment, separated by blanks. */
  fromScopes: 'cdk8s-flink.dev/organisation-defaults',
} as const;
