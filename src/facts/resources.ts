import { Reader } from './reader';
import { OperatorVersion } from '../configuration/options/operator-version';
import { ComponentField } from '../kubernetes/component';
import { amountOf } from '../kubernetes/quantity';

/** The resources of a component, from the field that takes effect: `resource`, or from operator 1.16 on `resources`, which replaces it completely. */
export interface ComponentResources {
  /** The CPUs of each pod. */
  readonly cpu?: number;
  /** The memory of each process, as it is written. */
  readonly memory?: unknown;
  /** The field with the memory, or the one that should contain it. */
  readonly memoryField: string;
  /** The field with the CPUs, or the one that should contain it. */
  readonly cpuField: string;
  /** The ratio of limit to request, if both are set. */
  readonly limitFactors: { readonly cpu?: number; readonly memory?: number };
  /** Resources other than memory and CPU, which are set in the pod template. */
  readonly others: { readonly requests: Amounts; readonly limits: Amounts };
}

export type Amounts = { readonly [resource: string]: unknown };

const DISK = 'ephemeral-storage';

/** The resources of a component. */
export function resourcesOf(job: Reader, component: ComponentField): ComponentResources {
  const { requests, limits } = requirements(job, component);
  return requests === undefined && limits === undefined ? ofResource(job, component) : ofResources(component, requests ?? {}, limits ?? {});
}

/** The field with the ephemeral storage of a component, or undefined if only `resources` can set it. */
export function diskOf(job: Reader, component: ComponentField): unknown {
  const { requests, limits } = resourcesOf(job, component).others;
  return limits[DISK] ?? requests[DISK];
}

/** Kubernetes requests and limits of a component, if this operator version reads them. */
export function requirements(job: Reader, component: ComponentField): { readonly requests?: Amounts; readonly limits?: Amounts } {
  if (!job.operatorVersion._isAtLeast(OperatorVersion.V1_16)) return {};
  const [requests, limits] = ['requests', 'limits'].map((kind) => {
    const amounts = job.field(`${component}.resources.${kind}`);
    return typeof amounts === 'object' && amounts !== null && Object.keys(amounts).length > 0 ? amounts : undefined;
  });
  return { requests, limits };
}

/** A default for `resource`, if the component does not set `resources`, which takes precedence. */
export function unlessRequired<J extends Reader, V>(component: ComponentField, value: (job: J) => V): (job: J) => V | undefined {
  return (job) => {
    const { requests, limits } = requirements(job, component);
    return (requests ?? limits) === undefined ? value(job) : undefined;
  };
}

function ofResource(job: Reader, component: ComponentField): ComponentResources {
  const field = `${component}.resource`;
  const cpu = job.field(`${field}.cpu`);
  const disk = job.field(`${field}.ephemeralStorage`);
  const others = disk === undefined || disk === null || disk === '' ? {} : { [DISK]: disk };
  return {
    cpu: typeof cpu === 'number' || typeof cpu === 'string' ? number(cpu) : undefined,
    memory: job.field(`${field}.memory`) ?? undefined,
    memoryField: `${field}.memory`,
    cpuField: `${field}.cpu`,
    limitFactors: {},
    others: { requests: others, limits: others },
  };
}

function ofResources(component: ComponentField, requests: Amounts, limits: Amounts): ComponentResources {
  const field = (name: string) => `${component}.resources.${name in limits && !(name in requests) ? 'limits' : 'requests'}.${name}`;
  const factor = (name: string) =>
    requests[name] === undefined || limits[name] === undefined ? undefined : amountOf(limits[name])! / amountOf(requests[name])!;
  return {
    cpu: amountOf(requests.cpu ?? limits.cpu),
    memory: requests.memory ?? limits.memory,
    memoryField: field('memory'),
    cpuField: field('cpu'),
    limitFactors: { cpu: factor('cpu'), memory: factor('memory') },
    others: { requests: without(requests), limits: without(limits) },
  };
}

function number(text: number | string): number | undefined {
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

function without({ cpu, memory, ...others }: Amounts): Amounts {
  return others;
}
