import { Size } from 'cdk8s';
import { budgets } from './disruption';
import { brokenDisk, brokenRequirements } from './requirements';
import { Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { isSession, isStandalone, parallelism, stateBackend, taskManagers, podLabels, unlessRequired } from '../../../facts';
import { FlinkComponent } from '../../../kubernetes/component';
import { quantity } from '../../../kubernetes/quantity';
import { SPOT_LABELS } from '../../../pods/scheduling';
import { LOCAL_STATE_SIZE } from '../../../state/local-volume';
import { componentPods, podsOf } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';
import { table } from '../../table';

const GIBIBYTE = 1024 ** 2;

const LIMIT_FACTORS = ['jobmanager', 'taskmanager'].flatMap((component) => ['cpu', 'memory'].map((what) => `kubernetes.${component}.${what}.limit-factor`));

/** 10 GiB, or the size of the state backend's volume plus 2 GiB for logs, plugins and temporary files. */
function taskManagerDisk(settings: JobSettings): string {
  const localState = settings.field(LOCAL_STATE_SIZE) ?? 0;
  return quantity(Size.kibibytes(Math.max(10 * GIBIBYTE, localState + 2 * GIBIBYTE)));
}

/** Whether anything spreads the TaskManagers. */
function isSpread(w: Workload): boolean {
  const spec = podsOf(w)?.taskManager?.spec;
  return spec === undefined || list(spec.topologySpreadConstraints).length > 0 || spec.affinity?.podAntiAffinity !== undefined;
}

/** Whether the pods of TaskManagers request local disk. */
function asksForDisk(w: Workload): boolean {
  const [taskManager] = componentPods(w).filter(({ component }) => component === 'taskManager');
  return taskManager === undefined || taskManager.main.resources?.requests?.['ephemeral-storage'] !== undefined;
}

/** Whether the working files of the state backend are on the disk that pods share: a claim has its own size. */
function usesNodeDisk(w: Workload): boolean {
  const [taskManager] = componentPods(w).filter(({ component }) => component === 'taskManager');
  return stateBackend(w) === 'rocksdb' && taskManager !== undefined
    && !list(taskManager.pod.spec?.volumes).some(({ ephemeral, persistentVolumeClaim }) => ephemeral ?? persistentVolumeClaim);
}

/** Node autoscalers evict pods to remove nodes. Without a standby JobManager, this interrupts the job. */
const STAY = { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true' };

/** The label with which the JobManager selects nodes that may be reclaimed. */
function spotSelector(w: Workload): string | undefined {
  const selector = podsOf(w)?.jobManager?.spec?.nodeSelector ?? {};
  return Object.keys(SPOT_LABELS).find((label) => selector[label] === SPOT_LABELS[label]);
}

/** The pods that are spread. The two FlinkDeployments of a blue/green job share one template, in which a label of each pod identifies its own. */
function spreadPods(settings: JobSettings, component: FlinkComponent): any {
  if (settings.deploymentNames.length === 1) return { labelSelector: { matchLabels: podLabels(settings, component) } };
  const { app, ...others } = podLabels(settings, component);
  return { labelSelector: { matchLabels: others }, matchLabelKeys: ['app'] };
}

/** RES and K8S: resources and scheduling of pods. */
export const SCHEDULING = table([
  {
    id: 'RES-01',
    title: 'Set CPU and memory of each pod',
    why: 'A pod without requests and limits is evicted first when its node runs out of memory, and takes resources from other pods until then.',
    severity: Severity.ERROR,
    sources: ['native'],
    emits: '`spec.*.resource`, from which the operator sets both requests and limits',
    props: ['jobManager.cpu', 'jobManager.memory', 'taskManager.cpu', 'taskManager.memory', 'flinkConfiguration'],
    rules: [{
      limit: LIMIT_FACTORS.map((at) => ({ at, least: 1, unit: 'ratio' })),
      message: 'must be at least 1: the limit would be less than the request, and Flink fails',
      fix: 'Write "1.0" or more, or leave it out',
    }],
    check: brokenRequirements,
    judgedBy: ['MEM-01'],
  },
  {
    id: 'RES-02',
    title: 'Start with 1 CPU and 2 GiB for the JobManager, 2 CPUs and 4 GiB for a TaskManager',
    why: 'This holds Flink itself and a small job. The metrics of your job show what it needs.',
    sources: ['memory'],
    emits: 'the sizes of MEM-11',
    props: ['jobManager', 'taskManager'],
    judgedBy: ['MEM-01', 'MEM-03'],
  },
  {
    id: 'RES-03',
    title: 'Set requests for local disk',
    why: 'Pods without a request for ephemeral storage are evicted first when the node\'s disk fills up.',
    severity: Severity.ADVICE,
    sources: ['localStorage'],
    defaults: {
      fields: {
        'jobManager.resource.ephemeralStorage': unlessRequired('jobManager', () => '2Gi'),
        'taskManager.resource.ephemeralStorage': unlessRequired('taskManager', taskManagerDisk),
      },
    },
    props: ['jobManager.ephemeralStorage', 'taskManager.ephemeralStorage'],
    rules: [{
      broken: (w) => usesNodeDisk(w) && !asksForDisk(w) && 'taskManager.resource.ephemeralStorage',
      message: 'must be set, since RocksDB writes to the disk of the node: when it is full, pods without a request are evicted first',
      fix: 'Write how much disk space a TaskManager may use, such as "10Gi"',
    }],
    check: brokenDisk,
  },
  {
    id: 'K8S-01',
    title: 'Set PodDisruptionBudgets that allow node drains',
    why: 'A budget prevents the eviction of all TaskManagers at once. A budget that cannot be met blocks every node drain.',
    sources: ['disruptions'],
    emits: 'PodDisruptionBudgets, where there is more than one pod to keep',
    props: ['disruptionBudget.enabled'],
    check: budgets,
  },
  {
    id: 'K8S-02',
    title: 'Spread TaskManagers over nodes and zones',
    why: 'The loss of one node should not stop all TaskManagers. The constraint is soft: a job on few nodes is better than none.',
    severity: Severity.ADVICE,
    sources: ['spread'],
    defaults: {
      pods: (settings, component) => component !== FlinkComponent.TASK_MANAGER ? undefined : {
        spec: {
          topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            whenUnsatisfiable: 'ScheduleAnyway',
            ...spreadPods(settings as JobSettings, component),
          })),
        },
      },
    },
    props: ['taskManager.podTemplate'],
    rules: [{
      broken: (w) => (taskManagers(w) ?? 0) > 1 && !isSpread(w) && 'taskManager.podTemplate',
      message: (w) => `no constraint spreads the ${taskManagers(w)} TaskManagers: they may all be on one node`,
      fix: 'Write topologySpreadConstraints over kubernetes.io/hostname and topology.kubernetes.io/zone, with whenUnsatisfiable: ScheduleAnyway',
    }],
  },
  {
    id: 'K8S-03',
    title: 'Run JobManagers on stable nodes',
    why: 'When a spot node is reclaimed, its JobManager is lost, and the whole job restarts.',
    sources: ['spread'],
    defaults: {
      pods: (settings, component) => component === FlinkComponent.JOB_MANAGER && (settings.field('jobManager.replicas') ?? 1) === 1
        ? { metadata: { annotations: STAY } } : undefined,
    },
    props: ['scheduling', 'jobManager.scheduling', 'taskManager.scheduling'],
    rules: [{
      broken: (w) => spotSelector(w) !== undefined && 'jobManager.podTemplate',
      message: (w) => `spot nodes (${spotSelector(w)}): when one is reclaimed, the whole job restarts`,
      fix: 'Leave spot nodes to the TaskManagers: scheduling.spot, or a nodeSelector in taskManager.podTemplate alone',
    }],
  },
  {
    id: 'K8S-04',
    title: 'Let the parallelism determine the number of TaskManagers',
    why: 'Native mode starts as many TaskManagers as the slots require. taskManager.replicas overrides the parallelism, and each change of it restarts the job.',
    sources: ['native', 'operator'],
    emits: 'no `taskManager.replicas`',
    props: ['parallelism', 'taskManager.slots'],
    rules: [{
      broken: (w) => !isStandalone(w) && isSession(w) && w.field('taskManager.replicas') !== undefined && 'taskManager.replicas',
      message: 'ignored: in native mode a session cluster starts TaskManagers when jobs need them, and stops them again',
      fix: 'Leave it out; slotmanager.min-total-resource.cpu keeps some running, slotmanager.number-of-slots.max limits them',
    }, {
      broken: (w) => !isStandalone(w) && !isSession(w) && w.field('taskManager.replicas') !== undefined && 'taskManager.replicas',
      message: (w) => `${w.field('job.parallelism') === undefined ? 'this determines the parallelism' : 'this overrides job.parallelism'}: the operator runs the job with all slots of these TaskManagers (${parallelism(w) ?? 'their number is not known'}), and each change restarts the job`,
      fix: 'Leave it out, and set job.parallelism',
    }],
  },
]);
