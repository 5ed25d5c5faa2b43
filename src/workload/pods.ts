import { ofKind } from './companion-index';
import { PodRejection, renderPods, type RenderedPods } from './rendered-pods';
import { list } from './volumes';
import { Workload } from './workload';
import { ComponentField, COMPONENT_FIELDS } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';

/**
 * The pods that result from a workload; for a blue/green job those of the first version, which differ from the other version's only in their names.
 * Undefined if Flink creates none.
 */
export function podsOf(w: Workload): RenderedPods | undefined {
  const pods = rendered(w);
  return pods instanceof PodRejection ? undefined : pods;
}

/** Why Flink creates no pods; undefined if it creates them. */
export function podRejection(w: Workload): PodRejection | undefined {
  const pods = rendered(w);
  return pods instanceof PodRejection ? pods : undefined;
}

function rendered(w: Workload): RenderedPods | PodRejection | undefined {
  return w._remember('pods', () => {
    try {
      const deployment = w._deployments.find(({ name }) => name === w.name) ?? w._deployments[0];
      return deployment && renderPods(deployment);
    } catch (error) {
      if (error instanceof PodRejection) return error;
      throw error;
    }
  });
}

/** One of the two kinds of pods of a workload. */
export interface ComponentPod {
  /** The field of the component in the spec. */
  readonly component: ComponentField;
  readonly pod: any;
  /** Flink's main container. */
  readonly main: any;
  /** Containers and init containers. */
  readonly containers: any[];
}

/** The pods of both components, for rules that apply to both; for a blue/green job those of both versions. */
export function componentPods(w: Workload): readonly ComponentPod[] {
  return w._remember('component pods', () => w._deployments.flatMap((deployment) => {
    const pods = podsOf(deployment);
    return COMPONENT_FIELDS.flatMap((component) => {
      const pod = pods?.[component];
      if (!pod) return [];
      const containers = list(pod.spec?.containers);
      const main = containers.find(({ name }) => name === MAIN_CONTAINER) ?? {};
      return [{ component, pod, main, containers: [...containers, ...list(pod.spec?.initContainers), ...list(pod.spec?.ephemeralContainers)] }];
    });
  }));
}

export const HOSTNAME = 'kubernetes.io/hostname';

/** The node to which a pod is bound by name. */
export function namedNode({ pod: { spec } }: ComponentPod): unknown {
  return spec?.nodeName ?? spec?.nodeSelector?.[HOSTNAME];
}

/** The volume that contains a path of a container, and its mount. */
export function mountAt({ pod, main }: ComponentPod, path: string): { readonly mount: any; readonly volume: any } | undefined {
  const [mount] = list(main.volumeMounts).filter(({ mountPath }) => typeof mountPath === 'string' && (path === mountPath || path.startsWith(`${mountPath.replace(/\/+$/, '')}/`)))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  return mount && { mount, volume: list(pod.spec?.volumes).find(({ name }) => name === mount.name) };
}

const POLICIES = ofKind('NetworkPolicy', ({ spec }) => appsSelected(spec?.podSelector));

/** The NetworkPolicies among the companions of a workload that select one of its pods. */
export function policiesOf(w: Workload, { pod }: ComponentPod): any[] {
  return w._companionsIn(POLICIES, [pod.metadata?.labels?.app])
    .filter(({ apiVersion, spec }) => String(apiVersion).startsWith('networking.k8s.io/') && selects(spec?.podSelector, pod.metadata?.labels));
}

/** Those of the policies that restrict ingress. */
export function ingressPoliciesOf(w: Workload, pod: ComponentPod): any[] {
  return policiesOf(w, pod).filter(({ spec }) => (list(spec.policyTypes).length > 0 ? list(spec.policyTypes) : ['Ingress']).includes('Ingress'));
}

/**
 * The values of the label `app`, which the operator sets on all pods of a job, that a selector can match; undefined if it does not use this label.
 */
export function appsSelected(selector: any): readonly unknown[] | undefined {
  if (typeof selector !== 'object' || selector === null) return [];
  const labels = Object(selector.matchLabels);
  return Object.hasOwn(labels, 'app') ? [labels.app] : undefined;
}

/** Whether a label selector matches these labels. */
export function selects(selector: any, labels: { readonly [label: string]: string } | undefined): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const all = labels ?? {};
  return Object.entries(selector.matchLabels ?? {}).every(([label, value]) => all[label] === value)
    && list(selector.matchExpressions).every(({ key, operator, values: given }) => {
      const values: unknown[] = Array.isArray(given) ? given : [];
      const value = all[key];
      switch (operator) {
        case 'In': return value !== undefined && values.includes(value);
        case 'NotIn': return value === undefined || !values.includes(value);
        case 'Exists': return value !== undefined;
        case 'DoesNotExist': return value === undefined;
        default: return false;
      }
    });
}
