import { Duration, Size } from 'cdk8s';

/** Options of the operator's autoscaler. Options without a property, such as those of memory tuning, go into `flinkConfiguration`. */
export interface AutoscalerOptions {
  /**
   * Target utilization of each vertex, from 0 to 1 (`job.autoscaler.utilization.target`).
   * @default 0.7 (guideline ASC-05)
   */
  readonly targetUtilization?: number;
  /**
   * Utilization below which a vertex is scaled down, from 0 to the target (`job.autoscaler.utilization.min`).
   * @default 0.4 (guideline ASC-05)
   */
  readonly minUtilization?: number;
  /**
   * Utilization above which a vertex is scaled up, from the target to 1 (`job.autoscaler.utilization.max`).
   * @default 0.85 (guideline ASC-05)
   */
  readonly maxUtilization?: number;
  /**
   * Minimum parallelism of a vertex (`job.autoscaler.vertex.min-parallelism`).
   * @default 1
   */
  readonly minParallelism?: number;
  /**
   * Maximum parallelism of a vertex (`job.autoscaler.vertex.max-parallelism`), not above the job's `maxParallelism`.
   * @default 200, or the job's `maxParallelism` if that is lower (guideline ASC-06)
   */
  readonly maxParallelism?: number;
  /**
   * The time over which metrics are averaged (`job.autoscaler.metrics.window`).
   * @default Duration.minutes(15)
   */
  readonly metricsWindow?: Duration;
  /**
   * How long a job runs after a scaling before the next one (`job.autoscaler.stabilization.interval`).
   * @default Duration.minutes(10) (guideline ASC-07)
   */
  readonly stabilizationInterval?: Duration;
  /**
   * How long a lower load must last before a vertex is scaled down (`job.autoscaler.scale-down.interval`).
   * @default Duration.hours(1)
   */
  readonly scaleDownInterval?: Duration;
  /**
   * Maximum relative increase of a vertex's parallelism in one scaling: 1 doubles it (`job.autoscaler.scale-up.max-factor`).
   * @default 1 (guideline ASC-05)
   */
  readonly scaleUpMaxFactor?: number;
  /**
   * Maximum relative decrease of a vertex's parallelism in one scaling (`job.autoscaler.scale-down.max-factor`).
   * @default 0.6
   */
  readonly scaleDownMaxFactor?: number;
  /**
   * Expected duration of a restart, during which records accumulate (`job.autoscaler.restart.time`).
   * @default Duration.minutes(5)
   */
  readonly restartTime?: Duration;
  /**
   * Time within which accumulated records must be processed after a scaling (`job.autoscaler.catch-up.duration`).
   * @default Duration.minutes(30)
   */
  readonly catchUpDuration?: Duration;
  /**
   * CPU cores that all pods of the job may request together (`job.autoscaler.quota.cpu`).
   * @default - no limit
   */
  readonly cpuQuota?: number;
  /**
   * Memory that all pods of the job may request together (`job.autoscaler.quota.memory`).
   * @default - no limit
   */
  readonly memoryQuota?: Size;
  /**
   * Periods without scaling (`job.autoscaler.excluded.periods`), each as `9:30-10:00`, as a cron expression of Quartz such as `* * 9-11 * * ?`,
   * or as both with `&&` between them.
   * @default - none
   */
  readonly excludedPeriods?: string[];
  /**
   * Whether the autoscaler only reports its decisions, in events and metrics (`job.autoscaler.scaling.enabled: false`).
   * @default false
   */
  readonly adviseOnly?: boolean;
}
