/** The values of `spec.mode`, which determines whether Flink or the operator creates the TaskManagers. */
export const NATIVE = 'native';
export const STANDALONE = 'standalone';
