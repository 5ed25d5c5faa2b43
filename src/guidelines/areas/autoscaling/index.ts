import { Duration } from 'cdk8s';
import { brokenPeriods } from './excluded-periods';
import { scaledTooFar, scalers } from './scalers';
import { OperatorVersion, Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { checkpointInterval, flag, isReactive, isSession, isStandalone, isStreaming, millis, OPTION, parallelism, Reader, usesAutoscaler } from '../../../facts';
import { Workload } from '../../../workload/workload';
import { SCALED } from '../../conditions';
import { Limit } from '../../limit';
import { Rule, table } from '../../table';
import { hastyAutoscaler } from '../state-size';

const ENABLED = OPTION.AUTOSCALER;
const VERTEX_MAX = 'job.autoscaler.vertex.max-parallelism';
const VERTEX_MIN = 'job.autoscaler.vertex.min-parallelism';
/** The operator's default. */
const DEFAULT_VERTEX_MAX = 200;
const EXCLUDED = 'job.autoscaler.excluded.periods';
const TARGET = 'job.autoscaler.utilization.target';

const RANGES: readonly Limit[] = [
  { at: 'job.autoscaler.scale-down.max-factor', least: 0, unit: 'ratio' },
  { at: 'job.autoscaler.scale-up.max-factor', least: 0, unit: 'ratio' },
  { at: TARGET, least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.utilization.max', least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.utilization.min', least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.target.utilization.boundary', least: 0, unit: 'ratio' },
];
const COEFFICIENT: Limit = { at: 'job.autoscaler.observed-scalability.coefficient-min', least: 0.01, most: 1, unit: 'ratio' };
const WINDOW = 'job.autoscaler.metrics.window';
const RECONCILE_INTERVAL = 'kubernetes.operator.reconcile.interval';
/** The value in the operator's Helm chart; the operator's own default is one minute. */
const CHART_RECONCILE_INTERVAL = 15_000;

/** Options that operators validate from 1.16 on, and whether they do so only if a feature is enabled. */
const SINCE_1_16: readonly { readonly limit: Limit; readonly ifOn?: string }[] = [
  { limit: { at: 'job.autoscaler.memory.gc-pressure.threshold', least: 0, most: 1, unit: 'ratio' } },
  { limit: { at: 'job.autoscaler.memory.heap-usage.threshold', least: 0, most: 1, unit: 'ratio' } },
  { limit: { at: 'job.autoscaler.scaling.effectiveness.threshold', least: 0, most: 1, unit: 'ratio' }, ifOn: 'job.autoscaler.scaling.effectiveness.detection.enabled' },
  { limit: { at: 'job.autoscaler.memory.tuning.overhead', least: 0, most: 1, unit: 'ratio' }, ifOn: 'job.autoscaler.memory.tuning.enabled' },
];

const is1_16 = (w: Workload) => w.operatorVersion._isAtLeast(OperatorVersion.V1_16);
const OUT_OF_RANGE = 'the operator refuses the job';
const IN_RANGE = 'Write a number in this range, or leave it out';

const targetOf = (job: Reader) => Number(job.option(TARGET) ?? 0.7);

/** `utilization.min` and `utilization.max`, if they do not include the target. */
function aroundTarget(w: Workload): string[] {
  if (!usesAutoscaler(w)) return [];
  const target = Number(w.effectiveOption(TARGET));
  const [least, most] = ['job.autoscaler.utilization.min', 'job.autoscaler.utilization.max'];
  return [
    ...Number(w.option(least) ?? NaN) > target ? [least] : [],
    ...Number(w.option(most) ?? NaN) < target ? [most] : [],
  ];
}

/** ASC: scaling of a job. */
export const AUTOSCALING = table([
  {
    id: 'ASC-01',
    title: 'Use the adaptive scheduler to rescale in place',
    why: 'It applies a new parallelism while the job runs, without a new deployment by the operator.',
    sources: ['elasticScaling', 'autoscaler'],
    defaults: { options: { [OPTION.SCHEDULER]: 'adaptive' }, when: usesAutoscaler },
    props: ['scaling'],
  },
  {
    id: 'ASC-02',
    title: 'Use reactive mode in standalone mode only',
    why: 'Flink does not support it in native mode: the JobManager fails when it starts.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    props: ['scaling', 'flinkConfiguration'],
    rules: [{
      broken: (w) => isReactive(w) && !isStandalone(w) && OPTION.SCHEDULER_MODE,
      message: 'in native mode the JobManager fails when it starts: reactive needs mode: standalone',
      fix: 'Leave it out; to scale with the load use the operator\'s autoscaler',
    }, {
      broken: (w) => isReactive(w) && isStandalone(w) && w._holds.cluster && isSession(w) && OPTION.SCHEDULER_MODE,
      message: 'in a session cluster the JobManager fails when it starts: reactive mode runs application clusters only',
      fix: 'Leave it out',
    }, {
      broken: (w) => isReactive(w) && isStandalone(w) && isStreaming(w)
        && checkpointInterval(w) === undefined && w.option(OPTION.RESTART_STRATEGY) === undefined && OPTION.SCHEDULER_MODE,
      message: 'without checkpoints and without a restart strategy: unless the job\'s code sets one of them, the job fails permanently when the first TaskManager is removed',
      severity: Severity.WARNING,
      fix: `Set ${OPTION.CHECKPOINT_INTERVAL}, or ${OPTION.RESTART_STRATEGY} for a job without state`,
    }],
  },
  {
    id: 'ASC-03',
    title: 'Set the FlinkDeployment as the target of a KEDA ScaledObject',
    why: 'A ScaledObject without a kind targets a Deployment, and the Deployment of that name is the JobManager.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    check: (w) => scalers(w, 'ASC-03', 'ScaledObject'),
    props: ['scaling'],
    emits: 'a ScaledObject for Scaling.reactive with ScalingTrigger.kafkaLag',
  },
  {
    id: 'ASC-04',
    title: 'Set the FlinkDeployment as the target of a HorizontalPodAutoscaler',
    why: 'The scale subresource of a FlinkDeployment is the number of TaskManagers. The Deployment of the same name is the JobManager.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    check: (w) => scalers(w, 'ASC-04', 'HorizontalPodAutoscaler'),
    props: ['scaling'],
    emits: 'a HorizontalPodAutoscaler for Scaling.reactive with ScalingTrigger.cpu',
  },
  {
    id: 'ASC-05',
    judges: 'job',
    title: 'Use the operator\'s autoscaler',
    why: 'It uses the load and the backlog of each vertex of the job; an external autoscaler has no access to these.',
    severity: Severity.ERROR,
    sources: ['autoscaler'],
    defaults: {
      options: {
        [TARGET]: '0.7',
        'job.autoscaler.utilization.min': (s: JobSettings) => Math.min(0.4, targetOf(s)),
        'job.autoscaler.utilization.max': (s: JobSettings) => Math.max(0.85, targetOf(s)),
        'job.autoscaler.scale-up.max-factor': '1.0',
      },
      when: usesAutoscaler,
    },
    props: ['scaling', 'flinkConfiguration'],
    rules: [
      {
        limit: RANGES,
        when: usesAutoscaler,
        message: `${OUT_OF_RANGE}: utilizations go from 0 to 1, factors and the boundary begin at 0`,
        fix: IN_RANGE,
      },
      {
        limit: COEFFICIENT,
        when: (w) => usesAutoscaler(w) && (!is1_16(w) || flag(w, 'job.autoscaler.observed-scalability.enabled')),
        message: `${OUT_OF_RANGE}: it goes from 0.01 to 1`,
        fix: IN_RANGE,
      },
      ...SINCE_1_16.map(({ limit, ifOn }): Rule => ({
        limit,
        when: (w) => usesAutoscaler(w) && is1_16(w) && (ifOn === undefined || flag(w, ifOn)),
        message: `${OUT_OF_RANGE}: it goes from 0 to 1`,
        fix: IN_RANGE,
      })),
      {
        broken: (w) => usesAutoscaler(w) && is1_16(w)
          && (millis(w, WINDOW) ?? Infinity) < (millis(w, RECONCILE_INTERVAL) ?? CHART_RECONCILE_INTERVAL) && WINDOW,
        message: 'must not be shorter than the operator\'s reconcile interval (15 s by its Helm chart): the window would never contain two samples, and the operator refuses the job',
        fix: 'Write several minutes, such as "15 min", or leave it out',
      },
      {
        broken: (w) => usesAutoscaler(w) && brokenPeriods(w.option(EXCLUDED)).length > 0 && EXCLUDED,
        message: (w) => `each period must be times of a day or a cron expression of Quartz, and the operator refuses the job: ${brokenPeriods(w.option(EXCLUDED)).join('; ')}`,
        fix: 'Write periods with ; between them, each as 9:30-10:00, as a cron expression such as "* * 9-11 * * ?", or as both with && between them',
      },
      {
        broken: aroundTarget,
        message: (w) => `on the wrong side of ${TARGET} (${w.effectiveOption(TARGET)}): the operator refuses the job`,
        fix: 'Set utilization.min to at most the target, and utilization.max to at least the target',
      },
      {
        broken: (w) => usesAutoscaler(w) && isReactive(w) && ENABLED,
        message: 'must not be combined with reactive mode: the scheduler uses all available slots, regardless of the autoscaler',
        fix: 'Remove one of the two',
      },
      {
        broken: (w) => usesAutoscaler(w) && w.option('pipeline.max-parallelism') === undefined && ENABLED,
        message: 'without pipeline.max-parallelism Flink derives the limit from the first parallelism, and the job can never grow beyond it',
        fix: 'For a new job set pipeline.max-parallelism to 720, 1440 or 4320; for a job with state to its current value, which the web UI shows',
        severity: Severity.WARNING,
      },
    ],
    alerts: ['FlinkAutoscalerFlapping'],
    dashboards: ['autoscaler'],
  },
  {
    id: 'ASC-06',
    title: 'Limit the autoscaler to a parallelism that the job can use',
    why: 'Flink refuses a parallelism above the max parallelism; subtasks beyond the number of partitions read nothing.',
    sources: ['autoscaler'],
    defaults: { options: { [VERTEX_MAX]: (s: JobSettings) => Math.min(DEFAULT_VERTEX_MAX, Number(s.option('pipeline.max-parallelism') ?? DEFAULT_VERTEX_MAX)) }, when: usesAutoscaler },
    props: ['scaling', 'maxParallelism', 'flinkConfiguration'],
    rules: [
      {
        broken: (w) => usesAutoscaler(w) && Number(w.option(VERTEX_MAX) ?? NaN) > Number(w.option('pipeline.max-parallelism') ?? Infinity) && VERTEX_MAX,
        message: (w) => `must be at most pipeline.max-parallelism, ${w.option('pipeline.max-parallelism')}, which no vertex can exceed`,
        fix: 'Lower it to the max parallelism',
      },
      {
        broken: (w) => usesAutoscaler(w) && Number(w.option(VERTEX_MIN) ?? NaN) > Number(w.option(VERTEX_MAX) ?? DEFAULT_VERTEX_MAX) && VERTEX_MIN,
        message: (w) => `must be at most ${VERTEX_MAX}, ${w.option(VERTEX_MAX) ?? DEFAULT_VERTEX_MAX}: the autoscaler fails with an error each time, and the job is never scaled`,
        fix: 'Lower it to the maximum, or raise the maximum',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => usesAutoscaler(w) && Number(w.option(VERTEX_MAX) ?? NaN) < (parallelism(w) ?? 0) && VERTEX_MAX,
        message: (w) => `below the parallelism that the job starts with, ${parallelism(w)}: the autoscaler first scales the job down`,
        fix: 'Raise it, or lower job.parallelism',
      },
    ],
    check: scaledTooFar,
  },
  {
    id: 'ASC-07',
    title: 'Rescale jobs with large state rarely',
    why: 'At every rescaling the state is read again from the store: minutes for hundreds of gigabytes.',
    sources: ['largeState', 'autoscaler'],
    defaults: { options: { 'job.autoscaler.stabilization.interval': () => Duration.minutes(10) }, when: usesAutoscaler },
    checklist: 'job.autoscaler.stabilization.interval is longer than a restart with state of the real size',
    props: ['scaling', 'expectedStateSize'],
    check: hastyAutoscaler,
  },
], { applies: [SCALED] });
