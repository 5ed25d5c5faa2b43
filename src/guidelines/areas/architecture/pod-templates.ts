import { closest, distance } from 'fastest-levenshtein';
import { imageFix } from './image';
import { mixedElements } from './mixed-elements';
import { addedByFlink, overwrittenOfMain, overwrittenOfPod, refusedRestartPolicy } from './overwritten';
import { portsTwice, refusedValues } from './refused-values';
import { isMain, Problem, templateFindings } from './template-problem';
import { Finding, Severity } from '../../../configuration';
import { parseImage, whyNotAnImage } from '../../../kubernetes/image-name';
import { isMap } from '../../../kubernetes/is-map';
import { CONFIGURATION_VOLUME, MAIN_CONTAINER } from '../../../kubernetes/names';
import { quantityValue } from '../../../kubernetes/quantity-value';
import { POD_TEMPLATE, schemaOf, violations } from '../../../kubernetes/schema';
import { podsOf } from '../../../workload/pods';
import { ComponentTemplate, containersOf, elements } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Parts of pod templates that Kubernetes rejects, and parts that have another effect than intended. */
export function podTemplates(w: Workload): Finding[] {
  const rules = [
    requiredFields, images, imageNames, mainContainer, mounts, mountPaths, hiddenFlink, volumeSources, uniqueNames, requests, variables,
    flinkProperties, refusedValues, portsTwice,
    overwrittenOfMain, overwrittenOfPod, refusedRestartPolicy, addedByFlink,
  ];
  return [...templateFindings(w, 'ARC-12', rules), ...mixedElements(w)];
}

/** Required fields of a Kubernetes pod. Flink adds its main container if there is none. */
function requiredFields({ template }: ComponentTemplate, w: Workload): Problem[] {
  const schema = schemaOf(POD_TEMPLATE, w.operatorVersion.minor)!;
  const spec = isMap(template.spec) ? template.spec : {};
  return violations(schema, { ...template, spec: { ...spec, containers: spec.containers ?? [] } }).filter(({ sort }) => sort === 'missing').map(({ steps }): Problem => ({
    steps: steps.slice(0, -1),
    message: (pods) => `the required field ${String(steps.at(-1))} is missing: Kubernetes refuses ${pods}`,
    fix: `Write ${String(steps.at(-1))}`,
  }));
}

/** Flink sets the image of its main container only. */
function images(template: ComponentTemplate, w: Workload): Problem[] {
  // an empty image of the job is reported there, not for each container with the same image
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

/** Invalid image names. That of Flink's main container is checked as `spec.image` if it is the same. */
function imageNames(template: ComponentTemplate, w: Workload): Problem[] {
  return containersOf(template).flatMap(({ steps, container: { image } }): Problem[] => {
    const reason = typeof image === 'string' && image !== '' && image !== w.field('image') ? whyNotAnImage(image) : undefined;
    return reason === undefined ? [] : [{
      steps: [...steps, 'image'],
      value: image,
      message: (pods) => `${reason}: Kubernetes does not start the container in ${pods}`,
      fix: imageFix(image),
    }];
  });
}

/** Common wrong names of Flink's main container. */
const NEARLY_MAIN = ['main', 'flink', 'flink-main', 'main-container', 'flink-container', 'flink-jobmanager', 'flink-taskmanager', 'jobmanager', 'taskmanager'];
const MOST_EDITS = 4;

/** A container that was meant to be Flink's main container becomes a sidecar if it has another name. */
function mainContainer(template: ComponentTemplate, w: Workload): Problem[] {
  const all = containersOf(template).filter(({ isInit }) => !isInit);
  if (all.some(isMain)) return [];
  const ownImage = parseImage(String(w.field('image') ?? ''))?.repository;
  // another rule reports a container without an image
  return all.filter(({ container: { name, image } }) => (image ?? '') !== '' && (isNearlyMain(name) || (ownImage !== undefined && parseImage(String(image))?.repository === ownImage)))
    .map(({ steps, container }): Problem => ({
      steps,
      severity: Severity.WARNING,
      value: container.name,
      message: (pods) => `the container is a sidecar: no container of the template is named ${MAIN_CONTAINER}, so Flink adds one of its own to ${pods}, to which these settings do not apply`,
      fix: `Write name: ${MAIN_CONTAINER}`,
    }));
}

function isNearlyMain(name: unknown): boolean {
  if (typeof name !== 'string' || name.length > 63) return false;
  const text = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return NEARLY_MAIN.includes(text) || distance(text, MAIN_CONTAINER) <= MOST_EDITS;
}

/** Mounts of volumes that neither a template nor Flink defines. */
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

/** The names of Flink's volumes, if no pods can be rendered. */
function isFlinksVolume(name: string): boolean {
  return name.endsWith('-volume') || name === 'user-lib-dir';
}

/** Two mounts with the same path, in a container of the template or with a mount that Flink adds. */
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
        fix: flinks?.name === CONFIGURATION_VOLUME ? 'Write options as spec.flinkConfiguration and log files as spec.logConfiguration, and mount other files at a path of their own'
          : 'Mount it at a path of its own',
      }];
    });
  });
}

/** Directories of the image that every process needs to start. */
const NEEDED_FOLDERS = ['/', '/opt', '/opt/flink', '/opt/flink/bin', '/opt/flink/lib'];

/** Volumes that hide Flink itself. A volume that an init container fills may contain what it hides. */
function hiddenFlink(template: ComponentTemplate): Problem[] {
  const isFilled = list(template.template.spec?.initContainers).length > 0;
  const volumes = new Map(list(template.template.spec?.volumes).map((volume) => [volume.name, volume]));
  return containersOf(template).filter(isMain).flatMap(({ steps, container }) => elements(container.volumeMounts).flatMap(([i, mount]): Problem[] => {
    const { mountPath, name, subPath, subPathExpr } = mount;
    const volume = volumes.get(name) ?? {};
    const holdsNone = volume.configMap ?? volume.secret ?? volume.downwardAPI ?? (isFilled ? undefined : volume.emptyDir);
    if (typeof mountPath !== 'string' || holdsNone === undefined || subPath !== undefined || subPathExpr !== undefined) return [];
    if (!NEEDED_FOLDERS.includes(mountPath.replace(/(?<=.)\/+$/, ''))) return [];
    return [{
      steps: [...steps, 'volumeMounts', i],
      value: mountPath,
      message: (pods) => `the volume hides the files of the image at this path, including Flink's own: Flink does not start in ${pods}`,
      fix: 'Mount it at a path of its own, such as /opt/data',
    }];
  }));
}

/** Volumes with more than one source; volumes without a source are covered by STB-07. */
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

/** Names of volumes, and of containers and init containers, must be unique. */
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

/** Resources that Flink sets from the resource fields, overriding the template. */
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

/** Sources of an environment variable's value. */
const VALUE_SOURCES = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'];

/** Environment variables with more than one value, or with none that Kubernetes can find. */
function variables(template: ComponentTemplate): Problem[] {
  return containersOf(template).flatMap(({ steps, container }) => elements(container.env).flatMap(([i, { name, value, valueFrom }]): Problem[] => {
    if (!isMap(valueFrom)) return [];
    const sources = VALUE_SOURCES.filter((source) => (valueFrom[source] ?? undefined) !== undefined);
    const hasValue = (value ?? '') !== '';
    if (!hasValue && sources.length === 1) return [];
    return [{
      steps: [...steps, 'env', i],
      value: name,
      message: (pods) => `the variable has ${hasValue ? 'both value and valueFrom' : sources.length === 0 ? 'an empty valueFrom' : `several sources, ${sources.join(' and ')}`}: Kubernetes refuses ${pods}`,
      fix: hasValue ? 'Remove value' : sources.length === 0 ? 'Name a source, such as secretKeyRef: {name: credentials, key: password}' : 'Keep one of the sources',
    }];
  }));
}

/** Settings that the image's entrypoint would add to a configuration that is a ConfigMap here. */
function flinkProperties(template: ComponentTemplate): Problem[] {
  return containersOf(template).filter(isMain).flatMap(({ steps, container }) => elements(container.env).filter(([, { name }]) => name === 'FLINK_PROPERTIES')
    .map(([i]): Problem => ({
      steps: [...steps, 'env', i, 'name'],
      severity: Severity.WARNING,
      message: (pods) => `ignored in ${pods}: the entrypoint of the image adds it to a file of /opt/flink/conf, where the configuration is a read-only ConfigMap`,
      fix: 'Move the options into spec.flinkConfiguration, and remove the variable',
    })));
}
