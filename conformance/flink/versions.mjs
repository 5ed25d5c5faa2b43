/**
 * The Flink releases that are booted. `emitted` is the version that the quickstart is synthesized for:
 * no released operator accepts 2.3, so it gets what a 2.2 job gets.
 */
export const VERSIONS = [
  { flink: '1.20.5', emitted: '1.20' },
  { flink: '2.2.1', emitted: '2.2' },
  { flink: '2.3.0', emitted: '2.2' },
];
