import { defaults } from '../defaults';

/** ARC: how a job is deployed. */
export const ARCHITECTURE = [
  defaults('ARC-05', 'Let Flink manage its own TaskManagers', 'In native mode Flink asks Kubernetes for the pods its parallelism needs. Standalone mode leaves the count to you.', {
    fields: { mode: 'native' },
  }),
  defaults('ARC-06', 'Keep operators chained', 'Chained operators hand records over by a method call instead of through the network stack.', {
    options: { 'pipeline.operator-chaining.enabled': true },
  }),
  defaults('ARC-08', 'Pin the image', 'A pinned image is the same on every node and at every restart, so it need not be pulled again.', {
    fields: { imagePullPolicy: 'IfNotPresent' },
  }),
  defaults('ARC-10', 'Give each job a service account of its own', 'A job\'s JobManager creates pods. With an account of its own it can be given the rights for its own objects only.', {
    fields: { serviceAccount: (s: { name: string }) => s.name },
  }),
];
