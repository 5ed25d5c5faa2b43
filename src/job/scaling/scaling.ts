import { Construct } from 'constructs';
import { AutoscalerOptions } from './autoscaler-options';
import { addScaler, bindReactive, ReactiveScalingOptions } from './reactive';
import { checkedFactories } from '../../configuration/arguments/checked';
import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessPositive } from '../../configuration/said/refuse';
import { OPTION } from '../../facts';
import { IFlinkDeployment } from '../../workload/flink-deployment-reference';

/**
 * How the parallelism of a job changes while it runs. Guidelines ASC-01 to ASC-07.
 */
@checkedFactories('Scaling')
export class Scaling {
  /**
   * The parallelism is fixed: a change of `parallelism` is an upgrade of the job.
   *
   * @example
   * const scaling = Scaling.fixed();
   */
  public static fixed(): Scaling {
    return new Scaling((settings) => settings.set(OPTION.AUTOSCALER, false, Origin.prop('scaling')));
  }

  /**
   * The operator's autoscaler, which gives each vertex the parallelism that its load needs. With the adaptive scheduler, which is then the default,
   * the job is rescaled in place. The defaults are more conservative than the operator's: at most twice the parallelism at once, ten minutes between
   * two scalings.
   *
   * @example
   * const scaling = Scaling.operatorAutoscaler({ maxParallelism: 48, cpuQuota: 64 });
   */
  public static operatorAutoscaler(options: AutoscalerOptions = {}): Scaling {
    return new Scaling((settings) => bindAutoscaler(settings, options));
  }

  /**
   * A HorizontalPodAutoscaler or KEDA changes the number of TaskManagers, and the job uses all available slots. Each change restarts the job from its
   * last checkpoint, so prefer `operatorAutoscaler`. The job runs in standalone mode, with the reactive scheduler; a jar must not be in
   * `/opt/flink/usrlib`.
   *
   * The scaler then controls the number of TaskManagers: exclude `/spec/taskManager/replicas` from the differences that GitOps corrects.
   *
   * @example
   * const scaling = Scaling.reactive({ minTaskManagers: 2, maxTaskManagers: 10, trigger: ScalingTrigger.cpu(70) });
   */
  public static reactive(options: ReactiveScalingOptions): Scaling {
    return new Scaling((settings) => bindReactive(settings, options), options);
  }

  private constructor(
    private readonly bind: (settings: JobSettings) => void,
    private readonly scaled?: ReactiveScalingOptions) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    this.bind(settings);
  }

  /**
   * Adds the object that scales the job, if there is one.
   * @internal
   */
  public _addScaler(scope: Construct & IFlinkDeployment, job: string, namespace: string): void {
    if (this.scaled) addScaler(scope, job, namespace, this.scaled);
  }
}

/** Properties of the autoscaler and their options. */
const AUTOSCALER: readonly { readonly prop: keyof AutoscalerOptions; readonly option: string }[] = [
  { prop: 'targetUtilization', option: 'job.autoscaler.utilization.target' },
  { prop: 'minUtilization', option: 'job.autoscaler.utilization.min' },
  { prop: 'maxUtilization', option: 'job.autoscaler.utilization.max' },
  { prop: 'minParallelism', option: 'job.autoscaler.vertex.min-parallelism' },
  { prop: 'maxParallelism', option: 'job.autoscaler.vertex.max-parallelism' },
  { prop: 'metricsWindow', option: 'job.autoscaler.metrics.window' },
  { prop: 'stabilizationInterval', option: 'job.autoscaler.stabilization.interval' },
  { prop: 'scaleDownInterval', option: 'job.autoscaler.scale-down.interval' },
  { prop: 'scaleUpMaxFactor', option: 'job.autoscaler.scale-up.max-factor' },
  { prop: 'scaleDownMaxFactor', option: 'job.autoscaler.scale-down.max-factor' },
  { prop: 'restartTime', option: 'job.autoscaler.restart.time' },
  { prop: 'catchUpDuration', option: 'job.autoscaler.catch-up.duration' },
  { prop: 'cpuQuota', option: 'job.autoscaler.quota.cpu' },
  { prop: 'memoryQuota', option: 'job.autoscaler.quota.memory' },
];

const COUNTS = ['minParallelism', 'maxParallelism'] as const;
const TIMES = ['metricsWindow', 'stabilizationInterval', 'scaleDownInterval', 'restartTime', 'catchUpDuration'] as const;

function bindAutoscaler(settings: JobSettings, options: AutoscalerOptions): void {
  settings.set(OPTION.AUTOSCALER, true, Origin.prop('scaling'));
  for (const { prop, option } of AUTOSCALER) {
    const value = options[prop];
    if (value !== undefined) settings.set(option, value, Origin.prop(`scaling.${prop}`));
  }
  for (const prop of COUNTS) refuseUnlessCount(settings, 'ASC-06', `scaling.${prop}`, options[prop], 1);
  for (const prop of TIMES) refuseUnlessPositive(settings, 'ASC-05', `scaling.${prop}`, options[prop], 'Write it as Duration.minutes(15)');
  if (options.cpuQuota !== undefined && !(options.cpuQuota > 0)) settings.refuse('ASC-06', 'scaling.cpuQuota', options.cpuQuota, 'must be above 0', 'Write the CPU cores of all pods together');
  if (options.excludedPeriods?.length) settings.set('job.autoscaler.excluded.periods', options.excludedPeriods.join(';'), Origin.prop('scaling.excludedPeriods'));
  if (options.adviseOnly) settings.set('job.autoscaler.scaling.enabled', false, Origin.prop('scaling.adviseOnly'));
}
