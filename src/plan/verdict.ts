/** What applying a change does to a job or cluster. */
export type Verdict =
  | 'refused' | 'loss-of-state' | 'stuck' | 'restart-without-state' | 'deleted' | 'redeploy-from-savepoint' | 'restart-from-last-state' | 'restart-from-savepoint'
  | 'blue-green-transition' | 'cluster-restart' | 'suspended' | 'resumed' | 'new-deployment' | 'in-place-rescale' | 'nothing';

/** What a verdict means, for output and documentation. */
export interface VerdictMeaning {
  readonly title: string;
  readonly meaning: string;
}

/** Every verdict, the worst first: of several, an object gets the first. */
export const VERDICTS: { readonly [verdict in Verdict]: VerdictMeaning } = {
  'refused': { title: 'refused by the operator', meaning: 'The operator refuses the new spec. The job keeps running with the last spec that was accepted.' },
  'loss-of-state': { title: 'loss of state', meaning: 'The job restarts and cannot restore its current state.' },
  'stuck': { title: 'restart that does not complete', meaning: 'The operator starts the change and cannot complete it: the job may stay stopped until you intervene.' },
  'restart-without-state': { title: 'restart without state', meaning: 'The operator cancels the job and starts it with empty state.' },
  'deleted': { title: 'deleted', meaning: 'The object is not in the new manifests: the job or cluster ends when it is deleted.' },
  'redeploy-from-savepoint': {
    title: 'redeploy from a given savepoint',
    meaning: 'The operator deletes the job without a new savepoint and starts it from job.initialSavepointPath. Later progress is dropped.',
  },
  'restart-from-last-state': { title: 'restart from the last state', meaning: 'The operator stops the job and starts it from its last checkpoint.' },
  'restart-from-savepoint': { title: 'restart from a savepoint', meaning: 'The operator stops the job with a savepoint and starts it from there.' },
  'blue-green-transition': {
    title: 'blue/green transition',
    meaning: 'The operator takes a savepoint, starts the other colour from it, and deletes the old one once the new one is stable.',
  },
  'cluster-restart': { title: 'restart of the session cluster', meaning: 'The operator replaces the JobManager and TaskManagers; jobs in the cluster recover through its high availability.' },
  'suspended': { title: 'suspended', meaning: 'The operator stops the job and keeps its state for later.' },
  'resumed': { title: 'resumed', meaning: 'The operator starts the suspended job from its kept state.' },
  'new-deployment': { title: 'new deployment', meaning: 'The object does not exist yet: the job starts for the first time.' },
  'in-place-rescale': { title: 'rescaled in place', meaning: 'Flink changes the parallelism while the job runs; the operator does not restart the job.' },
  'nothing': { title: 'nothing', meaning: 'The change does not affect the running job or cluster.' },
};

/** All of them, the worst first. */
export const VERDICT_ORDER = Object.keys(VERDICTS) as Verdict[];

/** The worst of several. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICT_ORDER.find((each) => verdicts.includes(each)) ?? 'nothing';
}
