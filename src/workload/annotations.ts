/**
 * What travels with a manifest, so that a later check of the YAML knows what the program knew.
 */
export const ANNOTATIONS = {
  /** Options that only the image reads, separated by blanks. */
  ownOptions: 'cdk8s-flink.dev/own-options',
  /** Suppressed guidelines: a line each, `CKP-12: the reason`. */
  suppress: 'cdk8s-flink.dev/suppress',
  /** The construct that made the manifest. A `ProductionFlinkJob` is held to more than a manifest that never promised to be one. */
  construct: 'cdk8s-flink.dev/construct',
} as const;
