/** The values of `spec.mode`: who creates the TaskManagers. */
export const NATIVE = 'native';
export const STANDALONE = 'standalone';
