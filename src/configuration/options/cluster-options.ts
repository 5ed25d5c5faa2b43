/** Beginnings of options that the processes of a cluster read when they start: what a session job says of them comes too late. */
const OF_PROCESSES = [
  'akka.', 'blob.', 'containerized.', 'env.', 'heartbeat.', 'high-availability', 'jobmanager.bind-host', 'jobmanager.memory.', 'jobmanager.rpc.', 'kubernetes.', 'metrics.reporter', 'pekko.',
  'rest.', 'security.', 'slotmanager.', 'taskmanager.', 'web.',
];
/** The operator reads these of each job. */
const OF_JOBS = ['kubernetes.operator.'];

/** Whether an option is one of a cluster's processes, and not of a job that runs in it. */
export function isClusterOption(key: string): boolean {
  const begins = (beginning: string) => key.startsWith(beginning);
  return OF_PROCESSES.some(begins) && !OF_JOBS.some(begins);
}
