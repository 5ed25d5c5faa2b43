import { Reader } from './reader';
import { OperatorVersion } from '../configuration/options/operator-version';
import { ComponentField } from '../kubernetes/component';
import { amountOf } from '../kubernetes/quantity';

/** What a component asks for, whichever of its two fields counts: `resource`, or from operator 1.16 on `resources`, which overrules it wholly. */
export interface ComponentResources {
  /** The processors of each pod. */
  readonly cpu?: number;
  /** The memory of each process, as it is written. */
  readonly memory?: unknown;
  /** The field that says the memory, or should. */
  readonly memoryField: string;
  /** The field that says the processors, or should. */
  readonly cpuField: string;
  /** How many times the request a limit is, where both are given. */
  readonly limitFactors: { readonly cpu?: number; readonly memory?: number };
  /** What is neither memory nor processors goes into the pod template. */
  readonly others: { readonly requests: Amounts; readonly limits: Amounts };
}

export type Amounts = { readonly [resource: string]: unknown };

const DISK = 'ephemeral-storage';

/** What a component asks for. */
export function resourcesOf(job: Reader, component: ComponentField): ComponentResources {
  const { requests, limits } = requirements(job, component);
  return requests === undefined && limits === undefined ? ofResource(job, component) : ofResources(component, requests ?? {}, limits ?? {});
}

/** The field of a component's disk, or undefined where only `resources` can say it. */
export function diskOf(job: Reader, component: ComponentField): unknown {
  const { requests, limits } = resourcesOf(job, component).others;
  return limits[DISK] ?? requests[DISK];
}

/** Kubernetes' own requests and limits of a component, where this operator reads them. */
export function requirements(job: Reader, component: ComponentField): { readonly requests?: Amounts; readonly limits?: Amounts } {
  if (!job.operatorVersion._isAtLeast(OperatorVersion.V1_16)) return {};
  const [requests, limits] = ['requests', 'limits'].map((kind) => {
    const amounts = job.field(`${component}.resources.${kind}`);
    return typeof amounts === 'object' && amounts !== null && Object.keys(amounts).length > 0 ? amounts : undefined;
  });
  return { requests, limits };
}

/** A default of `resource`, for a component that says nothing in `resources`, which overrules it. */
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
