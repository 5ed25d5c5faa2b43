import { ReadObject } from './plan';
import { isMap } from '../kubernetes/is-map';
import { pathText } from '../kubernetes/paths';
import { isKustomization } from '../workload/kustomize';
import { Manifest } from '../workload/manifests';

/** Objects that were read, and problems that prevent their import. */
export interface ReadObjects {
  readonly objects: readonly ReadObject[];
  /** One line for each problem, with file and line. */
  readonly problems: readonly string[];
}

/** Fields that the API server writes, and that must not be applied. */
const SERVER_FIELDS: readonly (readonly string[])[] = [
  ['status'],
  ...['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink', 'deletionTimestamp', 'deletionGracePeriodSeconds']
    .map((field) => ['metadata', field]),
  ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
  ['metadata', 'annotations', 'deployment.kubernetes.io/revision'],
];

/** Kinds without a namespace, besides all kinds that begin with "Cluster". */
const WITHOUT_NAMESPACE = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'CustomResourceDefinition', 'PriorityClass', 'RuntimeClass', 'IngressClass', 'CSIDriver',
  'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'APIService',
]);

/**
 * The objects of a manifest set in the form in which they are deployed.
 *
 * @param namespace the namespace of objects that have none
 */
export function readObjects(manifests: readonly Manifest[], namespace: string): ReadObjects {
  const problems: string[] = [];
  const places = new Map<string, string>();
  const objects = manifests.filter((manifest) => !isKustomization(manifest)).flatMap((manifest): ReadObject[] => {
    const problem = problemOf(manifest.object);
    const place = `${manifest.file}:${manifest.lineOf(problem?.steps ?? ['metadata', 'name'])}`;
    if (problem) {
      problems.push(`${place}: ${problem.message}`);
      return [];
    }
    const read = deployable(manifest, namespace);
    const { apiVersion, kind, metadata } = read.object;
    const identity = [apiVersion.replace(/\/.*/, ''), kind, metadata.namespace ?? '', metadata.name].join(' ');
    const before = places.get(identity);
    if (before !== undefined) problems.push(`${place}: ${kind} ${metadata.name} is also at ${before}: remove one of them`);
    places.set(identity, place);
    return [read];
  });
  return { objects, problems };
}

function problemOf(object: any): { readonly steps: readonly string[]; readonly message: string } | undefined {
  const missing = ['apiVersion', 'kind'].filter((field) => typeof object[field] !== 'string');
  if (missing.length > 0) {
    return { steps: [missing[0]], message: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: only Kubernetes objects can be imported. Remove the document, or pass other files` };
  }
  if (object.apiVersion.split('/').length > 2) return { steps: ['apiVersion'], message: `apiVersion = "${object.apiVersion}": expected <group>/<version>` };
  if (!isMap(object.metadata) || typeof object.metadata.name !== 'string' || object.metadata.name === '') {
    const generated = object.metadata?.generateName === undefined ? '' : '; metadata.generateName cannot be synthesized';
    return { steps: ['metadata'], message: `${object.kind}: metadata.name is missing${generated}. Write its name` };
  }
  return undefined;
}

function deployable({ file, object, lineOf }: Manifest, namespace: string): ReadObject {
  const copy = structuredClone(object);
  const leftOut = SERVER_FIELDS.filter((steps) => removed(copy, steps)).map((steps) => pathText(steps));
  const isNamespaced = !WITHOUT_NAMESPACE.has(copy.kind) && !copy.kind.startsWith('Cluster');
  const needsNamespace = isNamespaced && typeof copy.metadata.namespace !== 'string';
  if (needsNamespace) copy.metadata.namespace = namespace;
  return { file, line: lineOf(['metadata', 'name']), object: copy, leftOut, ...needsNamespace && { givenNamespace: namespace } };
}

/** Removes a field, and returns whether it had a value. */
function removed(object: any, steps: readonly string[]): boolean {
  const holder = steps.slice(0, -1).reduce((part, step) => isMap(part) ? part[step] : undefined, object);
  const field = steps.at(-1)!;
  if (!isMap(holder) || !Object.hasOwn(holder, field)) return false;
  const isSet = holder[field] !== null;
  delete holder[field];
  return isSet;
}
