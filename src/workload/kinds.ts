import { FLINK_DEPLOYMENT } from '../kubernetes/custom-resources/flink-deployment';
import { compareMinors } from '../kubernetes/minor-versions';

/** The two FlinkDeployments that the operator creates for a FlinkBlueGreenDeployment in turn: the first, and every second one after it, is blue. */
export const COLOURS = ['blue', 'green'] as const;

/** The name of one of the two. */
export function colouredName(name: string, colour: string): string {
  return `${name}-${colour}`;
}

/** One kind of the operator's API group. */
export interface FlinkKind {
  readonly kind: string;
  /** The first minor version of the operator that serves it. */
  readonly since: string;
  /** The path of the FlinkDeployment's spec in it; undefined if it has none. */
  readonly specPath?: readonly string[];
  /** Whether it contains a cluster, a job, or both. */
  readonly holds: { readonly cluster: boolean; readonly job: boolean };
  /** The names of the resulting FlinkDeployments. */
  readonly deploymentNames: (name: string) => readonly string[];
}

/** The API group and its only version. */
export const API_VERSION = FLINK_DEPLOYMENT.apiVersion;
export const API_GROUP = API_VERSION.split('/')[0];

/** All kinds that released operators serve. */
export const KINDS: { readonly [kind: string]: FlinkKind } = Object.fromEntries(([
  {
    kind: 'FlinkDeployment',
    since: '1.13',
    specPath: ['spec'],
    holds: { cluster: true, job: true },
    deploymentNames: (name) => [name],
  },
  {
    kind: 'FlinkBlueGreenDeployment',
    since: '1.14',
    specPath: ['spec', 'template', 'spec'],
    holds: { cluster: true, job: true },
    deploymentNames: (name) => COLOURS.map((colour) => colouredName(name, colour)),
  },
  {
    kind: 'FlinkSessionJob',
    since: '1.13',
    specPath: ['spec'],
    holds: { cluster: false, job: true },
    deploymentNames: () => [],
  },
  {
    kind: 'FlinkStateSnapshot',
    since: '1.13',
    holds: { cluster: false, job: false },
    deploymentNames: () => [],
  },
] satisfies FlinkKind[]).map((each) => [each.kind, each]));

/** Whether an operator of this minor version has a kind. */
export function isServedBy({ since }: FlinkKind, operatorMinor: string): boolean {
  return !(compareMinors(operatorMinor, since) < 0);
}

/** Whether an object is of the operator's API group, in any version. */
export function isOfGroup(object: any): boolean {
  return String(object?.apiVersion).startsWith(`${API_GROUP}/`);
}

/** The kind of an object in this API group; undefined for any other object, and for kinds that no operator serves. */
export function kindOf(object: any): FlinkKind | undefined {
  return isOfGroup(object) && Object.hasOwn(KINDS, String(object.kind)) ? KINDS[object.kind] : undefined;
}

/** The FlinkDeployment's spec in an object of any kind. */
export function specOf(object: any): any {
  return (kindOf(object)?.specPath ?? ['spec']).reduce((value, step) => value?.[step], object);
}
