import { PodRejection } from './pod-options';

/** The lists of a pod template that Flink appends to, or searches. */
const POD_LISTS = ['containers', 'initContainers', 'volumes', 'tolerations', 'imagePullSecrets'];
const CONTAINER_LISTS = ['env', 'ports', 'volumeMounts'];

/** A pod template, if it has the required types: the API server would reject anything else. */
export function podTemplate(value: any, path: string): any | undefined {
  if (value === undefined || value === null) return undefined;
  requireMap(value, path);
  for (const field of ['metadata', 'spec']) if (isSaid(value[field])) requireMap(value[field], `${path}.${field}`);
  for (const list of POD_LISTS) requireListOfMaps(value.spec?.[list], `${path}.spec.${list}`);
  for (const [i, container] of (value.spec?.containers ?? []).entries()) {
    for (const list of CONTAINER_LISTS) requireListOfMaps(container[list], `${path}.spec.containers[${i}].${list}`);
  }
  return value;
}

/** `spec.job`, if the fields that Flink needs to start it have the required types. */
export function jobSpec(value: any): any | undefined {
  if (!isSaid(value)) return undefined;
  requireMap(value, 'spec.job');
  if (isSaid(value.args) && !Array.isArray(value.args)) throw new PodRejection('spec.job.args must be a list');
  return value;
}

function requireListOfMaps(value: any, path: string): void {
  if (!isSaid(value)) return;
  if (!Array.isArray(value)) throw new PodRejection(`${path} must be a list`);
  for (const [i, element] of value.entries()) requireMap(element, `${path}[${i}]`);
}

function requireMap(value: any, path: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PodRejection(`${path} must be a map`);
}

function isSaid(value: any): boolean {
  return value !== undefined && value !== null;
}
