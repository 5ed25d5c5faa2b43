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
    title: 'Bound what each pod takes',
    why: 'A pod without bounds is the first to go when its node is full, and takes from its neighbours until then.',
    severity: Severity.ERROR,
    sources: ['native'],
    emits: '`spec.*.resource`, from which the operator makes requests and limits alike',
    props: ['jobManager.cpu', 'jobManager.memory', 'taskManager.cpu', 'taskManager.memory', 'flinkConfiguration'],
    rules: [{
      limit: LIMIT_FACTORS.map((at) => ({ at, least: 1, unit: 'ratio' })),
      message: 'must be at least 1: the limit would be less than the request, and Flink ends',
      fix: 'Write "1.0" or more, or leave it out',
    }],
    check: brokenRequirements,
    judgedBy: ['MEM-01'],
  },
  {
    id: 'RES-02',
    title: 'Begin with 1 processor and 2 GiB for the JobManager, 2 and 4 GiB for a TaskManager',
    why: 'That holds Flink itself with room for a small job. What yours needs, its metrics say.',
    sources: ['memory'],
    emits: 'the sizes of MEM-11',
    props: ['jobManager', 'taskManager'],
    judgedBy: ['MEM-01', 'MEM-03'],
  },
  {
    id: 'RES-03',
    title: 'Ask for local disk',
    why: 'A pod that asked for none is the first to be evicted when the node\'s disk fills.',
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
      fix: 'Write how much a TaskManager may take, such as "10Gi"',
    }],
    check: brokenDisk,
  },
  {
    id: 'K8S-01',
    title: 'Let nodes be drained, one after the other',
    why: 'A budget keeps TaskManagers from leaving all at once. A budget that cannot be met blocks every node drain.',
    sources: ['disruptions'],
    emits: 'PodDisruptionBudgets, where there is more than one pod to keep',
    props: ['disruptionBudget.enabled'],
    check: budgets,
  },
  {
    id: 'K8S-02',
    title: 'Spread TaskManagers over nodes and zones',
    why: 'One lost node should not take all of them. Softly: a job on few nodes is better than none.',
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
    title: 'Choose nodes and priority on purpose',
    why: 'A JobManager on a node that may be taken away any minute takes the job with it.',
    sources: ['spread'],
    defaults: {
      pods: (settings, component) => component === FlinkComponent.JOB_MANAGER && (settings.field('jobManager.replicas') ?? 1) === 1
        ? { metadata: { annotations: STAY } } : undefined,
    },
    props: ['scheduling', 'jobManager.scheduling', 'taskManager.scheduling'],
    rules: [{
      broken: (w) => spotSelector(w) !== undefined && 'jobManager.podTemplate',
      message: (w) => `spot nodes (${spotSelector(w)}): when one is taken away, the whole job restarts`,
      fix: 'Leave spot nodes to the TaskManagers: scheduling.spot, or a nodeSelector in taskManager.podTemplate alone',
    }],
  },
  {
    id: 'K8S-04',
    title: 'Leave the number of TaskManagers to the parallelism',
    why: 'Native mode starts as many as the slots take. A number beside it overrules the parallelism, and each change of it restarts the job.',
    sources: ['native', 'operator'],
    emits: 'no `taskManager.replicas`',
    props: ['parallelism', 'taskManager.slots'],
    rules: [{
      broken: (w) => !isStandalone(w) && isSession(w) && w.field('taskManager.replicas') !== undefined && 'taskManager.replicas',
      message: 'ignored: in native mode a session cluster starts TaskManagers when jobs need them, and stops them again',
      fix: 'Leave it out; slotmanager.min-total-resource.cpu keeps some running, slotmanager.number-of-slots.max limits them',
    }, {
      broken: (w) => !isStandalone(w) && !isSession(w) && w.field('taskManager.replicas') !== undefined && 'taskManager.replicas',
      message: (w) => `${w.field('job.parallelism') === undefined ? 'decides over the parallelism' : 'overrules job.parallelism'}: the operator runs the job with all slots of so many TaskManagers, ${parallelism(w) ?? 'as many as they have'}, and each change of it is a restart`,
      fix: 'Leave it out, and write the parallelism that you want',
    }],
  },
]);
