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
    follows: 'the lifecycle state FAILED or ROLLED_BACK',
    summary: ({ id }) => `${id} is in the lifecycle state {{ $labels.state }}`,
    description: () => 'FAILED: the operator does not retry the deployment. ROLLED_BACK: the last change did not become stable, and the previous specification runs again. status.error contains the reason.',
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
    follows: 'one checkpoint timeout, for the savepoint, and twice the recovery time',
    summary: ({ id }) => `The upgrade of ${id} does not complete`,
    description: () => 'The operator is still deploying the last change. Check its events and status.error.',
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
    follows: 'a FlinkDeployment is left of an aborted transition',
    summary: ({ id }) => `A transition of ${id} was aborted, and {{ $labels.flink_deployment }} is left`,
    description: () => 'The next transition would start from the old savepoint of the aborted one. Delete the suspended FlinkDeployment before the next change.',
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
    follows: 'one checkpoint timeout, and twice the recovery time',
    summary: ({ id }) => `The operator has not reconciled the last change of ${id}`,
    description: () => 'The operator refused the change, cannot apply it, or is not running. The running job differs from its manifest.',
  },
  {
    name: 'FlinkAutoscalerFlapping',
    guideline: 'MON-20',
    when: ({ stabilization }) => stabilization !== undefined,
    measure: ({ operatorSelector }) => `round(max by (resourcens, resourcename) (increase(flink_k8soperator_namespace_resource_AutoScaler_scalings{${operatorSelector}}[1h])))`,
    unnamed: true,
    unit: 'changes per hour',
    warning: ({ stabilization = 0 }) => Math.max(Math.floor(HOUR / stabilization / 2), 2),
    lasts: 0,
    follows: 'half of the changes per hour that `job.autoscaler.stabilization.interval` allows',
    summary: ({ id }) => `Scalings of ${id} by the autoscaler within an hour: {{ $value }}`,
    description: () => 'Each scaling interrupts the job and creates a backlog, which triggers the next scaling. Lengthen the stabilization interval or the metrics window.',
  },
];
