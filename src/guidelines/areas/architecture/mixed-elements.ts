import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { COMPONENT_FIELDS } from '../../../kubernetes/component';
import { isMap } from '../../../kubernetes/is-map';
import { pathText } from '../../../kubernetes/paths';
import { mergesByName, Step } from '../../../workload/templates';
import { Workload } from '../../../workload/workload';

/** Two list elements that the operator merges into one. */
interface Mixture {
  readonly steps: readonly Step[];
  /** The location of the element in the common template. */
  readonly common: readonly Step[];
  readonly own: string;
  readonly other: string;
  /** Whether both elements have a name, and the names differ. */
  readonly byName: boolean;
}

/** What identifies elements without a name: the first of these fields that both have. */
const IDENTITIES: { readonly [list: string]: (element: any) => unknown } = {
  volumeMounts: ({ mountPath }) => mountPath,
  volumeDevices: ({ devicePath }) => devicePath,
  tolerations: ({ key }) => key,
  topologySpreadConstraints: ({ topologyKey }) => topologyKey,
  hostAliases: ({ ip }) => ip,
  ports: ({ containerPort }) => containerPort,
  envFrom: ({ configMapRef, secretRef }) => configMapRef ? `ConfigMap ${String(configMapRef.name)}` : secretRef && `Secret ${String(secretRef.name)}`,
  items: ({ key }) => key,
  sources: (source) => Object.keys(source)[0],
};

const MERGES_BY_NAME = 'kubernetes.operator.pod-template.merge-arrays-by-name';

/** List elements that are meant to be separate, and that the operator merges into one. */
export function mixedElements(w: Workload): Finding[] {
  const common = w.field('podTemplate');
  const byName = mergesByName(w);
  return COMPONENT_FIELDS.flatMap((component) => mixed(common, w.field(`${component}.podTemplate`), byName, [], []).map((mixture): Finding => {
    const { steps, own, other } = mixture;
    const list = pathText(mixture.common.slice(0, -1), 'spec.podTemplate');
    const how = mixture.byName || !byName ? 'which has the same position in' : 'which has the same name in';
    const rule = mixture.byName || !byName ? 'by position' : 'by name';
    return {
      guideline: 'ARC-12',
      severity: Severity.ERROR,
      path: w.where(pathText(steps, `spec.${component}.podTemplate`)),
      value: describe(own),
      message: `"${own}" is merged into "${other}", ${how} ${list}: the operator merges lists of pod templates ${rule}, and the result has no "${other}"`,
      fix: mixture.byName ? `Set ${MERGES_BY_NAME}: "true"` : `Write the whole list in spec.${component}.podTemplate, and leave it out of spec.podTemplate`,
    };
  }));
}

function mixed(common: any, own: any, byName: boolean, at: readonly Step[], commonAt: readonly Step[], list = ''): Mixture[] {
  if (Array.isArray(common) && Array.isArray(own)) {
    const goesByName = byName && [...common, ...own].every((element) => isMap(element) && 'name' in element);
    return own.flatMap((element, i) => {
      const there = goesByName ? common.findIndex(({ name }) => name === element.name) : i;
      const into = common[there];
      if (!isMap(into) || !isMap(element)) return [];
      const [steps, commonSteps] = [[...at, i], [...commonAt, there]];
      const mixture = { steps, common: commonSteps };
      const [name, other] = [element.name, into.name];
      if (typeof name === 'string' && typeof other === 'string' && name !== other) return [{ ...mixture, own: name, other, byName: true }];
      const [identity, otherIdentity] = [element, into].map((each) => IDENTITIES[list]?.(each));
      if (identity !== undefined && otherIdentity !== undefined && identity !== otherIdentity) {
        return [{ ...mixture, own: String(identity), other: String(otherIdentity), byName: false }];
      }
      return mixed(into, element, byName, steps, commonSteps);
    });
  }
  if (!isMap(common) || !isMap(own)) return [];
  return Object.keys(own).filter((key) => Object.hasOwn(common, key))
    .flatMap((key) => mixed(common[key], own[key], byName, [...at, key], [...commonAt, key], key));
}
