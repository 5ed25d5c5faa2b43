import { flag } from '../facts';
import { mergeAsOperator } from './rendered-pods/operator-merge';
import { Workload } from './workload';
import { ComponentField, COMPONENT_FIELDS } from '../kubernetes/component';
import { isMap } from '../kubernetes/is-map';
import { pathText } from '../kubernetes/paths';

/** A field name, or an index in a list. */
export type Step = string | number;

/** The pod template of a component as the operator merges it from the common template and the component's own. */
export interface ComponentTemplate {
  readonly component: ComponentField;
  readonly template: any;
  /** The location of a step: in the component's own template, otherwise in the common one. */
  readonly pathOf: (steps: readonly Step[]) => string;
}

const MERGE_BY_NAME = 'kubernetes.operator.pod-template.merge-arrays-by-name';

/** Whether list elements are merged by name instead of by position. */
export function mergesByName(w: Workload): boolean {
  return flag(w, MERGE_BY_NAME);
}

/** The templates of both components; a missing one is empty. */
export function componentTemplates(w: Workload): ComponentTemplate[] {
  return w._remember('component-templates', () => {
    const common = w.field('podTemplate');
    return COMPONENT_FIELDS.map((component) => {
      const own = w.field(`${component}.podTemplate`);
      const template = mergeAsOperator(common, own, mergesByName(w)) ?? {};
      const pathOf = (steps: readonly Step[]) => {
        const sources = [[`spec.${component}.podTemplate`, own], ['spec.podTemplate', common]] as const;
        for (const [prefix, source] of sources) {
          const there = stepsIn(source, template, steps, mergesByName(w));
          if (there) return pathText(there, prefix);
        }
        return pathText([], own === undefined ? 'spec.podTemplate' : `spec.${component}.podTemplate`);
      };
      return { component, template, pathOf };
    });
  });
}

/** The path of a place in the merged template in one of the two templates that it was merged from; undefined if that template does not contain it. */
function stepsIn(source: any, merged: any, steps: readonly Step[], byName: boolean): Step[] | undefined {
  const there: Step[] = [];
  for (const step of steps) {
    if (typeof source !== 'object' || source === null) return undefined;
    const name = merged?.[step]?.name;
    const sameName = byName && Array.isArray(source) && name !== undefined ? source.findIndex((element) => element?.name === name) : -1;
    const own = sameName >= 0 ? sameName : step;
    if (!Object.hasOwn(source, own) || source[own] === null) return undefined;
    if (byName && Array.isArray(source) && name !== undefined && sameName < 0) return undefined;
    there.push(own);
    source = source[own];
    merged = merged?.[step];
  }
  return there;
}

/** A container of a template, and its location. */
export interface TemplateContainer {
  readonly steps: readonly Step[];
  readonly container: any;
  readonly isInit: boolean;
  /** The list that contains it. */
  readonly kind: typeof CONTAINER_LISTS[number];
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** All containers of a template, including init containers. */
export function containersOf({ template }: ComponentTemplate): TemplateContainer[] {
  return CONTAINER_LISTS.flatMap((kind) => elements(template.spec?.[kind])
    .map(([i, container]) => ({ steps: ['spec', kind, i], container, isInit: kind !== 'containers', kind })));
}

/** The maps in a list, each with its index. */
export function elements(value: any): [number, any][] {
  return Array.isArray(value) ? [...value.entries()].filter(([, element]) => isMap(element)) : [];
}
