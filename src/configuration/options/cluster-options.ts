/** Prefixes of options that the processes of a cluster read when they start; in a session job they have no effect. */
const OF_PROCESSES = [
  'akka.', 'blob.', 'containerized.', 'env.', 'heartbeat.', 'high-availability', 'jobmanager.bind-host', 'jobmanager.memory.', 'jobmanager.rpc.', 'kubernetes.', 'metrics.reporter', 'pekko.',
  'rest.', 'security.', 'slotmanager.', 'taskmanager.', 'web.',
];
/** The operator reads these options for each job. */
const OF_JOBS = ['kubernetes.operator.'];

/** Whether an option belongs to the processes of a cluster, and not to a job. */
export function isClusterOption(key: string): boolean {
  const begins = (beginning: string) => key.startsWith(beginning);
  return OF_PROCESSES.some(begins) && !OF_JOBS.some(begins);
}
