import { scalers } from './scalers';
import { Severity } from '../../../configuration';
import { isReactive, isStandalone, OPTION, parallelism, usesAutoscaler } from '../../../facts';
import { Workload } from '../../../workload/workload';
import { Limit } from '../../limit';
import { table } from '../../table';
import { hastyAutoscaler } from '../state-size';

const ENABLED = OPTION.AUTOSCALER;
const VERTEX_MAX = 'job.autoscaler.vertex.max-parallelism';
const TARGET = 'job.autoscaler.utilization.target';

const RANGES: readonly Limit[] = [
  { at: 'job.autoscaler.scale-down.max-factor', least: 0, unit: 'ratio' },
  { at: 'job.autoscaler.scale-up.max-factor', least: 0, unit: 'ratio' },
  { at: TARGET, least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.utilization.max', least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.utilization.min', least: 0, most: 1, unit: 'ratio' },
  { at: 'job.autoscaler.observed-scalability.coefficient-min', least: 0.01, most: 1, unit: 'ratio' },
];

/** `utilization.min` and `utilization.max` lie around the target. */
function aroundTarget(w: Workload): string[] {
  if (!usesAutoscaler(w)) return [];
  const target = Number(w.effectiveOption(TARGET));
  const [least, most] = ['job.autoscaler.utilization.min', 'job.autoscaler.utilization.max'];
  return [
    ...Number(w.option(least) ?? NaN) > target ? [least] : [],
    ...Number(w.option(most) ?? NaN) < target ? [most] : [],
  ];
}

/** ASC: how a job grows and shrinks. */
export const AUTOSCALING = table([
  {
    id: 'ASC-01',
    title: 'Let the adaptive scheduler rescale in place',
    why: 'It takes a new parallelism while the job runs, without the operator having to deploy it anew.',
    sources: ['elasticScaling', 'autoscaler'],
    toCome: 'the autoscaler as a property, with its scheduler',
  },
  {
    id: 'ASC-02',
    title: 'Use reactive mode in standalone clusters only',
    why: 'Flink refuses it in native mode: the JobManager ends when it starts.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    props: ['flinkConfiguration'],
    rules: [{
      broken: (w) => isReactive(w) && !isStandalone(w) && OPTION.SCHEDULER_MODE,
      message: 'needs mode: standalone; in native mode the JobManager ends with an error when it starts',
      fix: 'Leave it out; to scale with the load use the operator\'s autoscaler',
    }],
  },
  {
    id: 'ASC-03',
    title: 'Point KEDA at the FlinkDeployment',
    why: 'A ScaledObject that names no kind means a Deployment, and the Deployment of that name is the JobManager.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    check: (w) => scalers(w, 'ASC-03', 'ScaledObject'),
    toCome: 'a ScaledObject as a construct',
  },
  {
    id: 'ASC-04',
    title: 'Point a HorizontalPodAutoscaler at the FlinkDeployment',
    why: 'Its scale counts TaskManagers. The Deployment of that name is the JobManager.',
    severity: Severity.ERROR,
    sources: ['elasticScaling'],
    check: (w) => scalers(w, 'ASC-04', 'HorizontalPodAutoscaler'),
    toCome: 'a HorizontalPodAutoscaler as a construct',
  },
  {
    id: 'ASC-05',
    title: 'Scale with the operator\'s autoscaler',
    why: 'It knows the job\'s vertices, their load and their backlog; nobody outside of Flink does.',
    severity: Severity.ERROR,
    sources: ['autoscaler'],
    props: ['flinkConfiguration'],
    rules: [
      {
        limit: RANGES,
        when: usesAutoscaler,
        message: 'is out of range, and the operator refuses the job: utilizations go from 0 to 1, the observed coefficient from 0.01 to 1, factors begin at 0',
        fix: 'Write a number in this range, or leave it out',
      },
      {
        broken: aroundTarget,
        message: (w) => `is on the wrong side of ${TARGET} (${w.effectiveOption(TARGET)}), and the operator refuses the job`,
        fix: 'utilization.min goes up to the target, utilization.max begins at it',
      },
      {
        broken: (w) => usesAutoscaler(w) && isReactive(w) && ENABLED,
        message: 'does not go with reactive mode: the scheduler takes all slots there are, whatever the autoscaler says',
        fix: 'Keep one of the two',
      },
      {
        broken: (w) => usesAutoscaler(w) && w.option('pipeline.max-parallelism') === undefined && ENABLED,
        message: 'is true without pipeline.max-parallelism: the job can never grow beyond what its first parallelism made of it',
        fix: 'Set pipeline.max-parallelism to 720, 1440 or 4320',
        severity: Severity.WARNING,
      },
    ],
    toCome: 'the autoscaler as a property',
    alerts: ['FlinkAutoscalerFlapping'],
    dashboards: ['autoscaler'],
  },
  {
    id: 'ASC-06',
    title: 'Bound the autoscaler by what the job can be',
    why: 'A parallelism above the max parallelism is refused; one above the partitions reads nothing.',
    sources: ['autoscaler'],
    props: ['flinkConfiguration'],
    rules: [
      {
        broken: (w) => usesAutoscaler(w) && Number(w.option(VERTEX_MAX) ?? NaN) > Number(w.option('pipeline.max-parallelism') ?? Infinity) && VERTEX_MAX,
        message: (w) => `is above pipeline.max-parallelism, ${w.option('pipeline.max-parallelism')}, which no vertex can pass`,
        fix: 'Lower it to the max parallelism',
      },
      {
        broken: (w) => usesAutoscaler(w) && Number(w.option(VERTEX_MAX) ?? NaN) < (parallelism(w) ?? 0) && VERTEX_MAX,
        message: (w) => `is below the parallelism that the job starts with, ${parallelism(w)}: the autoscaler's first act is to shrink it`,
        fix: 'Raise it, or lower job.parallelism',
      },
    ],
  },
  {
    id: 'ASC-07',
    title: 'Rescale large state seldom',
    why: 'Each time it has to be read anew from the store: minutes for hundreds of gigabytes.',
    sources: ['largeState', 'autoscaler'],
    checklist: 'job.autoscaler.stabilization.interval is longer than a restart with state of the real size takes',
    props: ['expectedStateSize'],
    check: hastyAutoscaler,
  },
]);
