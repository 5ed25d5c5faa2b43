import { closest, distance } from 'fastest-levenshtein';
import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { COMPONENT_FIELDS } from '../../../kubernetes/component';
import { parseImage } from '../../../kubernetes/image-name';
import { isMap } from '../../../kubernetes/is-map';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { pathText } from '../../../kubernetes/paths';
import { quantityValue } from '../../../kubernetes/quantity-value';
import { POD_TEMPLATE, schemaOf, violations } from '../../../kubernetes/schema';
import { podsOf } from '../../../workload/pods';
import { ComponentTemplate, componentTemplates, containersOf, elements, mergesByName, Step, TemplateContainer } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

interface Problem {
  readonly steps: readonly Step[];
  /** By default an error: Kubernetes refuses the pods. */
  readonly severity?: Severity;
  readonly value?: unknown;
  /** What is wrong, in `pods`: in both, or in those of a component. */
  readonly message: (pods: string) => string;
  readonly fix: string;
}

/** What Kubernetes refuses in the pods that templates describe, and what of a template becomes something else than was meant. */
export function podTemplates(w: Workload): Finding[] {
  const rules = [requiredFields, images, mainContainer, mounts, mountPaths, volumeSources, uniqueNames, requests];
  return [...merged(w, (template) => rules.flatMap((rule) => rule(template, w))), ...mixedElements(w)];
}

/** The same problem of both components, written in one place, is one finding. */
function merged(w: Workload, judge: (template: ComponentTemplate) => Problem[]): Finding[] {
  const found = new Map<string, { readonly problem: Problem; readonly path: string; readonly components: string[] }>();
  for (const template of componentTemplates(w)) {
    for (const problem of judge(template)) {
      const path = template.pathOf(problem.steps);
      const key = `${path} ${problem.message('')}`;
      const same = found.get(key);
      if (same) same.components.push(template.component);
      else found.set(key, { problem, path, components: [template.component] });
    }
  }
  return [...found.values()].map(({ problem: { severity = Severity.ERROR, value, message, fix }, path, components: [first, second] }) => ({
    guideline: 'ARC-12',
    severity,
    path: w.where(path),
    value: describe(typeof value === 'object' ? undefined : value),
    message: message(second ? 'the pods' : `the ${first === 'jobManager' ? 'JobManager' : 'TaskManager'}'s pods`),
    fix,
  }));
}

/** What a pod of Kubernetes requires. Flink adds its own container where there is none. */
function requiredFields({ template }: ComponentTemplate, w: Workload): Problem[] {
  const schema = schemaOf(POD_TEMPLATE, w.operatorVersion.minor)!;
  const spec = isMap(template.spec) ? template.spec : {};
  return violations(schema, { ...template, spec: { ...spec, containers: spec.containers ?? [] } }).filter(({ sort }) => sort === 'missing').map(({ steps }): Problem => ({
    steps: steps.slice(0, -1),
    message: (pods) => `the required field ${String(steps.at(-1))} is missing: Kubernetes refuses ${pods}`,
    fix: `Write ${String(steps.at(-1))}`,
  }));
}

function isMain({ container, isInit }: TemplateContainer): boolean {
  return !isInit && container.name === MAIN_CONTAINER;
}

/** Flink gives its own container an image, and no other. */
function images(template: ComponentTemplate, w: Workload): Problem[] {
  // a container with the job's own image shares its mistake, which is reported there
  if (w.field('image') === '') return [];
  const all = containersOf(template);
  const lacksMain = !all.some(isMain);
  return all.filter((each) => !isMain(each) && (each.container.image ?? '') === '').map(({ steps, container, isInit }): Problem => ({
    steps,
    value: container.name,
    message: (pods) => `the ${isInit ? 'init container' : 'container'} has no image: Flink sets one for ${MAIN_CONTAINER} only, so Kubernetes refuses ${pods}`,
    fix: lacksMain && !isInit ? `Write name: ${MAIN_CONTAINER} if this is meant to be Flink's own container, else an image` : 'Write its image, such as image: registry.example.com/sidecar:1.0.0',
  }));
}

/** Common wrong names of Flink's own container. */
const NEARLY_MAIN = ['main', 'flink', 'flink-main', 'main-container', 'flink-container', 'flink-jobmanager', 'flink-taskmanager', 'jobmanager', 'taskmanager'];
const MOST_EDITS = 4;

/** A container that was meant to be Flink's own becomes a sidecar under any other name. */
function mainContainer(template: ComponentTemplate, w: Workload): Problem[] {
  const all = containersOf(template).filter(({ isInit }) => !isInit);
  if (all.some(isMain)) return [];
  const ownImage = parseImage(String(w.field('image') ?? ''))?.repository;
  // without an image it is refused, which another rule reports
  return all.filter(({ container: { name, image } }) => (image ?? '') !== '' && (isNearlyMain(name) || (ownImage !== undefined && parseImage(String(image))?.repository === ownImage)))
    .map(({ steps, container }): Problem => ({
      steps,
      severity: Severity.WARNING,
      value: container.name,
      message: (pods) => `the container is a sidecar: no container of the template is named ${MAIN_CONTAINER}, so Flink adds one of its own to ${pods}, and nothing that is written here applies to it`,
      fix: `Write name: ${MAIN_CONTAINER}`,
    }));
}

function isNearlyMain(name: unknown): boolean {
  if (typeof name !== 'string' || name.length > 63) return false;
  const text = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return NEARLY_MAIN.includes(text) || distance(text, MAIN_CONTAINER) <= MOST_EDITS;
}

/** Mounts of volumes that no template has, and that Flink does not add either. */
function mounts(template: ComponentTemplate, w: Workload): Problem[] {
  const pod = podsOf(w)?.[template.component];
  const written = list(template.template.spec?.volumes).map(({ name }) => String(name));
  const names = new Set([...written, ...list(pod?.spec?.volumes).map(({ name }) => String(name))]);
  return containersOf(template).flatMap(({ steps, container }) => elements(container.volumeMounts).flatMap(([i, mount]): Problem[] => {
    if (typeof mount.name !== 'string' || names.has(mount.name) || (!pod && isFlinksVolume(mount.name))) return [];
    const nearest = written.length > 0 && mount.name.length <= 63 ? closest(mount.name, written) : undefined;
    return [{
      steps: [...steps, 'volumeMounts', i],
      value: mount.name,
      message: (pods) => `no volume has this name: Kubernetes refuses ${pods}`,
      fix: nearest !== undefined && distance(mount.name, nearest) <= 2 ? `Write name: ${nearest}` : `Add a volume of this name to spec.volumes of the template, such as {name: ${mount.name}, emptyDir: {}}`,
    }];
  }));
}

/** What Flink calls its volumes, where no pods can be rendered. */
function isFlinksVolume(name: string): boolean {
  return name.endsWith('-volume') || name === 'user-lib-dir';
}

/** Two mounts at one path, in a container of the template or with a mount that Flink adds. */
function mountPaths(template: ComponentTemplate, w: Workload): Problem[] {
  const main = list(podsOf(w)?.[template.component]?.spec?.containers).find(({ name }) => name === MAIN_CONTAINER);
  return containersOf(template).flatMap((each) => {
    const written = elements(each.container.volumeMounts);
    const all = isMain(each) && main ? list(main.volumeMounts) : written.map(([, mount]) => mount);
    return written.flatMap(([i, { mountPath, name }]): Problem[] => {
      if (typeof mountPath !== 'string') return [];
      const same = all.filter((other) => other.mountPath === mountPath);
      const first = written.find(([, other]) => other.mountPath === mountPath)![0];
      if (same.length < 2 || (first === i && written.filter(([, other]) => other.mountPath === mountPath).length > 1)) return [];
      const flinks = same.find((other) => other.name !== name && !written.some(([, { name: known }]) => known === other.name));
      return [{
        steps: [...each.steps, 'volumeMounts', i],
        value: mountPath,
        message: (pods) => `${flinks ? `Flink mounts the volume ${flinks.name} at this path` : 'another mount of the container has this path'}: Kubernetes refuses ${pods}`,
        fix: 'Mount it at a path of its own, or only the file that is needed, with subPath',
      }];
    });
  });
}

/** Volumes with more than one source; volumes without a source are judged by STB-07. */
function volumeSources(template: ComponentTemplate, w: Workload): Problem[] {
  const type = schemaOf(POD_TEMPLATE, w.operatorVersion.minor)!.typeAt(['spec', 'volumes']);
  const known = type?.is === 'list' && type.of.is === 'object' ? [...type.of.fields.keys()].filter((field) => field !== 'name') : [];
  return elements(template.template.spec?.volumes).flatMap(([i, volume]): Problem[] => {
    const sources = known.filter((source) => Object.hasOwn(volume, source));
    return sources.length < 2 ? [] : [{
      steps: ['spec', 'volumes', i],
      value: volume.name,
      message: (pods) => `the volume has several sources, ${sources.join(' and ')}: Kubernetes refuses ${pods}`,
      fix: 'Make it two volumes, each with one source',
    }];
  });
}

/** Volumes, and containers of either sort, have names of their own. */
function uniqueNames(template: ComponentTemplate): Problem[] {
  const volumes = elements(template.template.spec?.volumes).map(([i, { name }]) => ({ steps: ['spec', 'volumes', i], name, what: 'volume' }));
  const containers = containersOf(template).map(({ steps, container: { name } }) => ({ steps, name, what: 'container' }));
  return [volumes, containers].flatMap((all) => {
    const seen = new Set<unknown>();
    return all.flatMap(({ steps, name, what }): Problem[] => {
      if (name === undefined || !seen.has(name)) {
        seen.add(name);
        return [];
      }
      const consequence = (pods: string) => name === MAIN_CONTAINER ? `Flink keeps only one of them in ${pods}` : `Kubernetes refuses ${pods}`;
      return [{ steps, value: name, message: (pods) => `another ${what} has this name: ${consequence(pods)}`, fix: `Give each ${what} a name of its own` }];
    });
  });
}

/** What Flink takes from the resource fields, overriding the template. */
const SET_BY_FLINK = ['cpu', 'memory'];

function requests(template: ComponentTemplate): Problem[] {
  return containersOf(template).flatMap((each) => {
    const { steps, container: { resources } } = each;
    if (!isMap(resources?.requests) || !isMap(resources.limits)) return [];
    return Object.entries(resources.requests).flatMap(([resource, request]): Problem[] => {
      const [amount, limit] = [request, resources.limits[resource]].map(quantityValue);
      if (amount === undefined || limit === undefined || amount <= limit || (isMain(each) && SET_BY_FLINK.includes(resource))) return [];
      return [{
        steps: [...steps, 'resources', 'requests', resource],
        value: request,
        message: (pods) => `the request is above the limit, ${String(resources.limits[resource])}: Kubernetes refuses ${pods}`,
        fix: `Write at most ${String(resources.limits[resource])}, or raise the limit`,
      }];
    });
  });
}

/** Elements of different names that the operator makes one element of, because they stand at the same position of their lists. */
function mixedElements(w: Workload): Finding[] {
  if (mergesByName(w)) return [];
  const common = w.field('podTemplate');
  return COMPONENT_FIELDS.flatMap((component) => (
    mixed(common, w.field(`${component}.podTemplate`), []).map(({ steps, name, other }): Finding => ({
      guideline: 'ARC-12',
      severity: Severity.ERROR,
      path: w.where(pathText(steps, `spec.${component}.podTemplate`)),
      value: describe(name),
      message: `"${name}" is merged into "${other}", which has the same position in ${pathText(steps.slice(0, -1), 'spec.podTemplate')}: the operator merges lists of pod templates by position, and the result has no "${other}"`,
      fix: 'Set kubernetes.operator.pod-template.merge-arrays-by-name: "true"',
    }))
  ));
}

function mixed(common: any, own: any, steps: readonly Step[]): { readonly steps: readonly Step[]; readonly name: string; readonly other: string }[] {
  if (Array.isArray(common) && Array.isArray(own)) {
    return own.flatMap((element, i) => {
      const [name, other] = [element?.name, common[i]?.name];
      if (typeof name === 'string' && typeof other === 'string' && name !== other) return [{ steps: [...steps, i], name, other }];
      return mixed(common[i], element, [...steps, i]);
    });
  }
  if (!isMap(common) || !isMap(own)) return [];
  return Object.keys(own).filter((key) => Object.hasOwn(common, key)).flatMap((key) => mixed(common[key], own[key], [...steps, key]));
}
