/** Under which account TaskManagers run; nobody said, it is the one that `spec.serviceAccount` names. */
export const TASK_MANAGER_ACCOUNT = 'kubernetes.taskmanager.service-account';

/** The account of a job's TaskManagers, where they have one of their own. */
export function taskManagerAccountName(job: string): string {
  return `${job}-taskmanager`;
}
