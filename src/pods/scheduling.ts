import { k8s } from 'cdk8s-plus-27';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { FlinkComponent } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** Node selection of pods. Guideline K8S-03. */
export interface PodScheduling {
  /**
   * Labels that nodes must have, such as those of a node pool.
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Tolerations for tainted nodes.
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];
  /**
   * An existing PriorityClass.
   * @default - the cluster's default PriorityClass
   */
  readonly priorityClassName?: string;
}

/** Node selection of all pods of a job. Guideline K8S-03. */
export interface JobScheduling extends PodScheduling {
  /**
   * The spot nodes of the cluster: TaskManagers prefer them, the JobManager avoids them.
   * @default - spot nodes are not distinguished
   */
  readonly spot?: SpotNodes;
}

/** Label and taint of spot nodes. */
export interface SpotNodesOptions {
  /** The key of the label. */
  readonly label: string;
  /** The value of the label on spot nodes. */
  readonly value: string;
  /**
   * The key of the taint of spot nodes, whose value is that of the label.
   * @default - none
   */
  readonly taint?: string;
}

/**
 * Identifies the spot nodes of a cluster, which cost less and can be reclaimed within minutes.
 */
@checkedFactories('SpotNodes')
export class SpotNodes {
  /**
   * Spot nodes of Karpenter.
   *
   * @example
   * const scheduling: JobScheduling = { spot: SpotNodes.karpenter() };
   */
  public static karpenter(): SpotNodes {
    return new SpotNodes({ label: 'karpenter.sh/capacity-type', value: 'spot' });
  }

  /**
   * Spot nodes of managed node groups of Amazon EKS.
   *
   * @example
   * const scheduling: JobScheduling = { spot: SpotNodes.eks() };
   */
  public static eks(): SpotNodes {
    return new SpotNodes({ label: 'eks.amazonaws.com/capacityType', value: 'SPOT' });
  }

  /**
   * Spot node pools of Google GKE.
   *
   * @example
   * const scheduling: JobScheduling = { spot: SpotNodes.gke() };
   */
  public static gke(): SpotNodes {
    return new SpotNodes({ label: 'cloud.google.com/gke-spot', value: 'true', taint: 'cloud.google.com/gke-spot' });
  }

  /**
   * Spot node pools of Azure AKS, which are always tainted.
   *
   * @example
   * const scheduling: JobScheduling = { spot: SpotNodes.aks() };
   */
  public static aks(): SpotNodes {
    return new SpotNodes({ label: 'kubernetes.azure.com/scalesetpriority', value: 'spot', taint: 'kubernetes.azure.com/scalesetpriority' });
  }

  /**
   * Spot nodes with another label.
   *
   * @example
   * const scheduling: JobScheduling = { spot: SpotNodes.labelled({ label: 'node-type', value: 'spot', taint: 'spot' }) };
   */
  public static labelled(options: SpotNodesOptions): SpotNodes {
    return new SpotNodes({ ...options });
  }

  private constructor(private readonly nodes: SpotNodesOptions) {}

  /** @internal */
  public _tolerations(component: FlinkComponent): k8s.Toleration[] {
    const { taint, value } = this.nodes;
    return component === FlinkComponent.TASK_MANAGER && taint !== undefined ? [{ key: taint, operator: 'Equal', value, effect: 'NoSchedule' }] : [];
  }

  /** @internal */
  public _affinity(component: FlinkComponent): any {
    const term = (operator: string) => ({ matchExpressions: [{ key: this.nodes.label, operator, values: [this.nodes.value] }] });
    return {
      nodeAffinity: component === FlinkComponent.JOB_MANAGER
        ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term('NotIn')] } }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: term('In') }] },
    };
  }
}

/** Known labels of spot nodes, and their values. */
export const SPOT_LABELS: { readonly [label: string]: string } = {
  'karpenter.sh/capacity-type': 'spot',
  'eks.amazonaws.com/capacityType': 'SPOT',
  'cloud.google.com/gke-spot': 'true',
  'cloud.google.com/gke-preemptible': 'true',
  'kubernetes.azure.com/scalesetpriority': 'spot',
};

/** Scheduling properties of a job and of its components. */
export interface SchedulingSaid {
  readonly scheduling?: JobScheduling;
  readonly jobManager?: { readonly scheduling?: PodScheduling };
  readonly taskManager?: { readonly scheduling?: PodScheduling };
}

export function bindScheduling(settings: JobSettings, { scheduling = {}, jobManager, taskManager }: SchedulingSaid): void {
  const said = [[FlinkComponent.JOB_MANAGER, 'jobManager.scheduling', jobManager?.scheduling],
    [FlinkComponent.TASK_MANAGER, 'taskManager.scheduling', taskManager?.scheduling]] as const;
  refuseUnusable(settings, 'scheduling', scheduling);
  for (const [component, path, own = {}] of said) {
    refuseUnusable(settings, path, own);
    const nodeSelector = { ...scheduling.nodeSelector, ...own.nodeSelector };
    const tolerations = [...scheduling.tolerations ?? [], ...own.tolerations ?? [], ...scheduling.spot?._tolerations(component) ?? []];
    const priorityClassName = own.priorityClassName ?? scheduling.priorityClassName;
    const spec = {
      ...(Object.keys(nodeSelector).length > 0 ? { nodeSelector } : {}),
      ...(tolerations.length > 0 ? { tolerations: tolerations.map((toleration) => k8s.toJson_Toleration(toleration)) } : {}),
      ...(priorityClassName !== undefined ? { priorityClassName } : {}),
      ...(scheduling.spot ? { affinity: scheduling.spot._affinity(component) } : {}),
    };
    if (Object.keys(spec).length === 0) continue;
    settings.inTheNameOf(Origin.prop('scheduling'), () => settings.addToPods(component, { spec: { containers: [{ name: MAIN_CONTAINER }], ...spec } }));
  }
}

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function refuseUnusable(settings: JobSettings, path: string, { nodeSelector = {}, tolerations = [], priorityClassName }: PodScheduling): void {
  for (const [label, value] of Object.entries(nodeSelector)) {
    if (typeof value !== 'string' || !LABEL_VALUE.test(value)) {
      settings.refuse('K8S-03', `${path}.nodeSelector['${label}']`, value, 'must be a valid label value of at most 63 characters', 'Write the value of the label on the nodes, such as "true"');
    }
  }
  tolerations.forEach(({ key, operator = 'Equal', value, effect }, i) => {
    const refuse = (property: string, said: unknown, message: string, fix: string) => settings.refuse('K8S-03', `${path}.tolerations[${i}].${property}`, said, message, fix);
    if (!['Equal', 'Exists'].includes(operator)) refuse('operator', operator, 'must be one of Equal, Exists', 'Write "Exists" for any value');
    if (operator === 'Exists' && value) refuse('value', value, 'must not be set with operator Exists, which matches any value', 'Leave it out');
    if (operator === 'Equal' && !key) refuse('key', key, 'must be set: the key may be empty only with operator Exists', 'Write the key of the taint');
    if (effect !== undefined && !EFFECTS.includes(effect)) refuse('effect', effect, `must be one of ${EFFECTS.join(', ')}`, 'Write "NoSchedule"');
  });
  if (priorityClassName !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(priorityClassName)) {
    settings.refuse('K8S-03', `${path}.priorityClassName`, priorityClassName, 'must be a valid PriorityClass name', 'Write its name, such as "streaming"');
  }
}
