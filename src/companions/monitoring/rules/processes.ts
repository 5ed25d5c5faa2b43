import { Alert } from './alert';
import { HOUR, JobFacts, MINUTE } from './job-facts';
import { absent, figureInText, jm, labelsOfJob, namingJob, ofPods, ON_JOB, over, promDuration, tm } from './promql';
import { runningJobs } from './recordings';

const cpuTime = 'Status_JVM_CPU_Time';
const registered = (job: JobFacts) => over('max', jm(job, 'numRegisteredTaskManagers'));
const recovery = (job: JobFacts) => job.recovery;
const declared = (job: JobFacts) => figureInText(job, 'taskManagers', job.taskManagers ?? 1);

/** While the operator reports that it replaces or stops the job, its processes may be unavailable. The metric comes from FlinkStateMetrics. */
const unlessUpgrading = (job: JobFacts) => job.surroundings.stateMetrics
  ? `unless ${ON_JOB} ${over('max', `flink_deployment_lifecycle_state{${job.selector}, state=~"UPGRADING|SUSPENDED|ROLLING_BACK|DELETING|DELETED"}`)} == 1`
  : '';

/** Alerts on processes. */
export const PROCESSES: readonly Alert[] = [
  {
    name: 'FlinkJobManagerAbsent',
    guideline: 'MON-20',
    ofCluster: true,
    when: ({ batch }) => !batch,
    // Not `== 0`: the series of a missing JobManager do not exist.
    measure: (job) => absent(job, jm(job, 'numRegisteredTaskManagers')),
    comparison: 'none',
    ofJob: true,
    only: unlessUpgrading,
    unit: '',
    critical: 1,
    lasts: recovery,
    follows: 'for the recovery time (`serviceLevel.recoveryTime`)',
    summary: ({ id }) => `No JobManager of ${id} reports metrics`,
    description: ({ recovery: away }) => `For ${promDuration(away)} no JobManager was scraped: it is down, or its metrics are not scraped. Without it the job makes no progress.`,
  },
  {
    name: 'FlinkTaskManagersMissing',
    guideline: 'MON-13',
    ofCluster: true,
    // in native mode, a session cluster has as many TaskManagers as its jobs need, and none without a job
    when: ({ batch, holds, taskManagers }) => !batch && (holds.job || taskManagers !== undefined),
    measure: registered,
    comparison: '<',
    only: unlessUpgrading,
    unit: 'TaskManagers',
    critical: (job) => job.taskManagers ?? 1,
    lasts: recovery,
    follows: 'parallelism divided by slots; 1 if the parallelism changes while the job runs',
    summary: (job) => `${job.id} has {{ $value }} of ${declared(job)} TaskManagers`,
    description: () => 'Flink reports the job as RUNNING even without TaskManagers, but it processes nothing until all of them are registered. Look for pods that are pending, rejected or failing.',
  },
  {
    name: 'FlinkTaskManagersSurplus',
    guideline: 'MON-13',
    ofCluster: true,
    when: (job) => job.taskManagers !== undefined,
    measure: registered,
    unit: 'TaskManagers',
    warning: (job) => job.taskManagers,
    lasts: (job) => 3 * job.recovery,
    follows: 'parallelism divided by slots',
    summary: (job) => `${job.id} runs {{ $value }} TaskManagers instead of ${declared(job)}`,
    description: () => 'The job requests more than its manifest, for example with setParallelism in its code. Alert thresholds, quotas and disruption budgets are derived from the manifest.',
  },
  {
    name: 'FlinkTaskManagersUnscraped',
    guideline: 'MON-16',
    ofCluster: true,
    measure: (job) => `${registered(job)} - (${over('count', tm(job, cpuTime))} or ${registered(job)} * 0)`,
    unit: 'TaskManagers',
    warning: 0,
    lasts: recovery,
    follows: 'any TaskManager that is registered at the JobManager and not scraped',
    summary: ({ id }) => `TaskManagers of ${id} that are not scraped: {{ $value }}`,
    description: () => 'They are registered at the JobManager, but Prometheus does not scrape them: check its targets, the network policy and the sample limit. The other alerts cover only a part of the job.',
  },
  {
    name: 'FlinkJobNotRunning',
    guideline: 'MON-20',
    // a finished batch job is not running
    when: ({ batch }) => !batch,
    measure: runningJobs,
    comparison: '<',
    only: unlessUpgrading,
    unit: 'jobs',
    critical: 1,
    lasts: recovery,
    follows: 'one job per FlinkDeployment; for a session job, the job of its name',
    summary: ({ id }) => `${id} runs no job`,
    description: () => 'The JobManager is up and has no running job: the job failed permanently, finished or was cancelled.',
  },
  {
    name: 'FlinkJobManagerRestarts',
    guideline: 'HA-05',
    ofCluster: true,
    // A process that restarts in its container, and a process in a new pod.
    measure: (job) => `${over('sum', `resets(${jm(job, cpuTime)}[1h])`)} + ${over('count', `count_over_time(${jm(job, cpuTime)}[1h])`)} - ${job.jobManagers}`,
    unit: 'restarts per hour',
    warning: 1,
    critical: 4,
    lasts: 0,
    follows: 'one restart per hour may be an upgrade or a lost node',
    summary: ({ id }) => `Starts of the JobManager of ${id} within an hour: {{ $value }}`,
    description: () => 'Each start restarts the whole job from the last checkpoint. Check why the last container terminated.',
  },
  {
    name: 'FlinkTaskManagerChurn',
    guideline: 'RST-06',
    ofCluster: true,
    measure: (job) => `${over('count', `count_over_time(${tm(job, cpuTime)}[1h])`)} / ${ON_JOB} ${over('max', `max_over_time(${jm(job, 'numRegisteredTaskManagers')}[1h])`)}`,
    unit: 'processes per TaskManager within an hour',
    warning: 3,
    critical: 6,
    lasts: 0,
    follows: 'an upgrade causes two processes per TaskManager, each further failure of all TaskManagers one more',
    summary: ({ id }) => `The TaskManagers of ${id} were replaced repeatedly within an hour`,
    description: () => 'For each TaskManager there were {{ $value | humanize }} processes. Check why their pods terminated: out of memory, evicted, lost with their node.',
  },
];

const kubernetes = (job: JobFacts) => job.surroundings.kubernetesMetrics ?? true;

/** Alerts on pods, from the metrics of kube-state-metrics and the kubelet. */
export const PODS: readonly Alert[] = [
  {
    name: 'FlinkContainerOomKilled',
    guideline: 'MEM-10',
    ofCluster: true,
    when: kubernetes,
    // The container of a JobManager restarts in its pod; the pod of a TaskManager keeps its final state.
    measure: (job) => {
      const c = job.containers;
      return ofPods(job, `(increase(kube_pod_container_status_restarts_total{${c}}[15m]) > 0`
        + ` and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{${c}, reason="OOMKilled"} == 1)`
        + ` or on (namespace, pod, container) kube_pod_container_status_terminated_reason{${c}, reason="OOMKilled"} == 1`);
    },
    comparison: 'none',
    unit: '',
    critical: 1,
    lasts: 0,
    follows: 'any OOM kill',
    summary: ({ id }) => `{{ $labels.pod }} of ${id} was OOMKilled`,
    description: () => 'It used more memory than the container\'s limit. Increase the process memory, or its jvm-overhead; a smaller Flink memory within the same limit rarely helps.',
  },
  {
    name: 'FlinkContainerMemoryHigh',
    guideline: 'MEM-10',
    ofCluster: true,
    when: kubernetes,
    measure: (job) => ofPods(job, `max by (namespace, pod, container) (container_memory_working_set_bytes{${job.containers}})`
      + ` / on (namespace, pod, container) max by (namespace, pod, container) (kube_pod_container_resource_limits{${job.containers}, resource="memory"})`),
    unit: 'share of the container\'s limit',
    warning: (job) => share(1 - job.memorySlack / 2),
    critical: (job) => share(1 - job.memorySlack / 10),
    lasts: 10 * MINUTE,
    follows: '50 % of the memory that Flink does not account for (`taskmanager.memory.jvm-overhead.fraction`); 90 %',
    summary: ({ id }) => `{{ $labels.pod }} of ${id} is near its memory limit`,
    description: () => 'It uses {{ $value | humanizePercentage }} of its limit, and is OOMKilled at the limit. Memory outside of Flink\'s accounting grows: native libraries, threads, the allocator.',
  },
  {
    name: 'FlinkPodsPending',
    guideline: 'MON-13',
    ofCluster: true,
    when: kubernetes,
    measure: (job) => {
      const pending = namingJob(job, ofPods(job, `kube_pod_status_phase{${job.pods}, phase="Pending"}`));
      return `sum by (${job.fleet ? labelsOfJob(job) : 'namespace'}) (${pending})`;
    },
    ofJob: true,
    unit: 'pods',
    warning: 0,
    lasts: recovery,
    follows: 'for the recovery time',
    summary: ({ id }) => `Pending pods of ${id}: {{ $value }}`,
    description: () => 'Kubernetes does not start them: no node has enough resources, a quota is exhausted, a volume cannot be attached, or the image cannot be pulled.',
  },
  {
    name: 'FlinkCpuThrottled',
    guideline: 'MON-08',
    ofCluster: true,
    when: kubernetes,
    measure: (job) => ofPods(job, `sum by (namespace, pod) (rate(container_cpu_cfs_throttled_periods_total{${job.containers}}[5m]))`
      + ` / sum by (namespace, pod) (rate(container_cpu_cfs_periods_total{${job.containers}}[5m]))`),
    unit: 'share of the CPU periods',
    warning: 0.25,
    lasts: 15 * MINUTE,
    follows: '25 % of the CPU periods throttled',
    summary: ({ id }) => `{{ $labels.pod }} of ${id} is CPU-throttled`,
    description: () => 'Its CPU limit throttled {{ $value | humanizePercentage }} of the CPU periods. Give it more CPU, or fewer slots.',
  },
  {
    name: 'FlinkCertificateExpiring',
    guideline: 'SEC-01',
    ofCluster: true,
    when: (job) => job.surroundings.certificate !== undefined,
    measure: ({ namespace, surroundings }) =>
      `(certmanager_certificate_expiration_timestamp_seconds{namespace="${namespace}", name="${surroundings.certificate}"} - time()) / 86400`,
    comparison: '<',
    unnamed: true,
    unit: 'days',
    warning: 14,
    critical: 3,
    lasts: HOUR,
    follows: 'cert-manager renews a certificate long before; Flink reads a new one only when its processes start',
    summary: ({ id }) => `The TLS certificate of ${id} expires in {{ $value | humanize }} days`,
    description: ({ surroundings }) => `After that, JobManager and TaskManagers refuse each other. See why Certificate ${surroundings.certificate} is not renewed.`,
  },
];

/** A ratio without binary rounding errors. */
function share(value: number): number {
  return Number(value.toFixed(4));
}
