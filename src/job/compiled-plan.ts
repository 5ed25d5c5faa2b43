/**
 * A ConfigMap with the plan of a SQL job, as written by `COMPILE PLAN`. It is mounted into the JobManager at the path in the environment variable
 * `COMPILED_PLAN`, for the job to run with `EXECUTE PLAN`. Guideline SQL-01.
 */
export interface CompiledPlan {
  /** The name of the ConfigMap, which can hold at most 1 MiB. */
  readonly configMapName: string;
  /**
   * The key in the ConfigMap.
   * @default plan.json
   */
  readonly key?: string;
}
