/**
 * The plan of a SQL job, as `COMPILE PLAN` wrote it, in a ConfigMap. The JobManager finds it at the path in the environment variable
 * `COMPILED_PLAN`, and the job runs it with `EXECUTE PLAN`. Guideline SQL-01.
 */
export interface CompiledPlan {
  /** The ConfigMap. It holds at most 1 MiB. */
  readonly configMapName: string;
  /**
   * The key in it.
   * @default plan.json
   */
  readonly key?: string;
}
