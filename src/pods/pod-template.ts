import { k8s } from 'cdk8s-plus-27';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { FlinkComponent } from '../kubernetes/component';
import { isMap } from '../kubernetes/is-map';
import { mergePodTemplates } from '../kubernetes/merge';
import { MAIN_CONTAINER } from '../kubernetes/names';
import { pathText } from '../kubernetes/paths';
import { POD_TEMPLATE, schemaOf, Violation, violations } from '../kubernetes/schema';

/**
 * The complete pod template of one component, so that the operator does not merge by position.
 *
 * @param derived fragments that are derived from the settings as a whole; fragments of users and guidelines take precedence
 */
export function renderPodTemplate(settings: JobSettings, component: FlinkComponent, derived: readonly any[] = []): any | undefined {
  const merged = mergePodTemplates([...derived, ...settings.podFragments(component)]);
  if (Object.keys(merged).length === 0) return undefined;
  return {
    ...merged,
    spec: { ...merged.spec, containers: mainContainerFirst(merged.spec?.containers ?? []) },
  };
}

/** Adds a pod template of the user. Rejects fields that cdk8s-plus would drop silently. */
export function bindPodTemplate(settings: JobSettings, template: k8s.PodTemplateSpec, components: FlinkComponent[], prop: string): void {
  const misshapen = violations(schemaOf(POD_TEMPLATE, settings.operatorVersion.minor)!, template).filter(isMisshapen);
  for (const { steps, value, type } of misshapen) {
    const wanted = type!.is === 'list' ? 'a list' : 'a map';
    const [problem, fix] = value === null ? ['', 'Remove the element'] : [typeof value === 'object' ? `, not ${Array.isArray(value) ? 'a list' : 'a map'}` : '', `Write ${wanted}`];
    settings.refuse('ARC-12', pathText(steps, prop), value, `must be ${wanted}${problem}: it is not a k8s.PodTemplateSpec`, fix);
  }
  if (misshapen.length > 0) return;
  const fragment = k8s.toJson_PodTemplateSpec(withoutNulls(template));
  for (const { path, value } of lostLeaves(template, fragment)) {
    settings.refuse('ARC-12', `${prop}.${path}`, value, 'unknown field of a pod template, or a value of the wrong type: it would be dropped silently',
      'Spell it as k8s.PodTemplateSpec does; quantities are k8s.Quantity.fromString("1"), ports k8s.IntOrString.fromNumber(8080)');
  }
  settings.inTheNameOf(Origin.prop(prop), () => {
    for (const component of components) settings.addToPods(component, fragment);
  });
}

/** Whether a value does not have the shape that cdk8s-plus expects. Values without a shape may be class instances, such as a quantity. */
function isMisshapen({ sort, type }: Violation): boolean {
  return sort === 'wrong type' && ['list', 'map', 'object'].includes(type!.is);
}

/** A field that is null is not set. */
function withoutNulls(value: any): any {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, child]) => child !== null).map(([key, child]) => [key, withoutNulls(child)]));
}

/** Excludes class instances, such as a quantity. */
function isPlainMap(value: any): boolean {
  return isMap(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function mainContainerFirst(containers: any[]): any[] {
  return [...containers.filter((c) => c.name === MAIN_CONTAINER), ...containers.filter((c) => c.name !== MAIN_CONTAINER)];
}

/** The leaves of the input that are missing in the output. Keys may differ in case (`hostPid` becomes `hostPID`). */
function lostLeaves(said: any, rendered: any): { path: string; value: unknown }[] {
  const kept = new Set(leaves(rendered).map(({ path }) => path.toLowerCase()));
  return leaves(said).filter(({ path }) => !kept.has(path.toLowerCase()));
}

function leaves(value: any, path = ''): { path: string; value: unknown }[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element, i) => leaves(element, `${path}[${i}]`));
  if (isPlainMap(value)) {
    return Object.entries(value).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
  }
  return [{ path, value }];
}
