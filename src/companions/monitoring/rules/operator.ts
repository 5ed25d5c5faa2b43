import { Alert } from './alert';
import { HOUR, JobFacts, MINUTE } from './job-facts';
import { labelsOfJob, namingJob, ON_JOB, over } from './promql';

const known = ({ surroundings }: JobFacts) => surroundings.stateMetrics === true;
const lifecycle = (job: JobFacts, states: string) => `flink_deployment_lifecycle_state{${job.selector}, state=~"${states}"}`;
const generation = ({ selector }: JobFacts, which = '') => over('max', `flink_deployment_${which}generation{${selector}}`);
/** A change may wait for a savepoint, and then for the job to restart. */
const change = (job: JobFacts) => job.timeout + 2 * job.recovery;

/** Alerts on the operator. The first three use FlinkStateMetrics: the operator's own metrics do not name the deployment. */
export const OPERATOR: readonly Alert[] = [
  {
    name: 'FlinkDeploymentFailed',
    guideline: 'MON-20',
    ofCluster: true,
    when: known,
    measure: (job) => `${over('max', lifecycle(job, 'FAILED|ROLLED_BACK'), 'state')} == 1`,
    comparison: 'none',
    unit: '',
    critical: 1,
    lasts: MINUTE,
    follows: 'neither may be',
    summary: ({ id }) => `The operator calls ${id} {{ $labels.state }}`,
    description: () => 'FAILED: it gave the deployment up. ROLLED_BACK: the last change did not come up, and the one before runs again. status.error says why.',
  },
  {
    name: 'FlinkDeploymentStuck',
    guideline: 'UPG-15',
    ofCluster: true,
    when: known,
    measure: (job) => over('max', lifecycle(job, 'STABLE|SUSPENDED|FAILED|ROLLED_BACK')),
    comparison: '<',
    unit: '',
    warning: 1,
    lasts: change,
    follows: 'one checkpoint timeout, for the savepoint, and twice the time that the job may be away',
    summary: ({ id }) => `A change of ${id} does not come to an end`,
    description: () => 'The operator is still at it. See its events and status.error.',
  },
  {
    name: 'FlinkBlueGreenAborted',
    guideline: 'UPG-11',
    ofCluster: true,
    when: (job) => known(job) && job.blueGreen,
    // A stopped job has no running child.
    measure: (job) => {
      const labels = job.fleet ? labelsOfJob(job) : 'namespace';
      const left = namingJob(job, over('max', lifecycle(job, 'SUSPENDED')));
      return `${left} == 1 and on (${labels}) max by (${labels}) (${namingJob(job, lifecycle(job, 'DEPLOYED|STABLE|UPGRADING'))}) == 1`;
    },
    comparison: 'none',
    unit: '',
    warning: 1,
    lasts: 2 * MINUTE,
    follows: 'no child may be left of a transition that was given up',
    summary: ({ id }) => `A transition of ${id} was given up, and {{ $labels.flink_deployment }} is left`,
    description: () => 'The next transition would start from the savepoint of the one that failed, and go back in time. Delete the suspended FlinkDeployment before the next change.',
  },
  {
    name: 'FlinkDeploymentNotReconciled',
    guideline: 'MON-20',
    ofCluster: true,
    when: known,
    // An object that no operator has processed has no status.
    measure: (job) => `${generation(job)} - ${ON_JOB} (${generation(job, 'observed_')} or ${generation(job)} * 0)`,
    unit: 'generations',
    warning: 0,
    lasts: change,
    follows: 'one checkpoint timeout, and twice the time that the job may be away',
    summary: ({ id }) => `The operator has not taken up the last change of ${id}`,
    description: () => 'It refused it, cannot carry it out, or does not run. What runs is not what the manifest says.',
  },
  {
    name: 'FlinkAutoscalerFlapping',
    guideline: 'MON-20',
    when: ({ stabilization }) => stabilization !== undefined,
    measure: ({ operatorSelector }) => `round(max by (resourcens, resourcename) (increase(flink_k8soperator_namespace_resource_AutoScaler_scalings{${operatorSelector}}[1h])))`,
    unnamed: true,
    unit: 'changes an hour',
    warning: ({ stabilization = 0 }) => Math.max(Math.floor(HOUR / stabilization / 2), 2),
    lasts: 0,
    follows: 'half of what `job.autoscaler.stabilization.interval` allows in an hour',
    summary: ({ id }) => `The autoscaler changed ${id} {{ $value }} times within an hour`,
    description: () => 'Each change stops the job for a moment and makes it catch up, which calls for the next one. Lengthen the stabilization interval or the metrics window.',
  },
];
