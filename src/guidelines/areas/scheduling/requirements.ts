import { Finding, Severity } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { Amounts, requirements } from '../../../facts';
import { COMPONENT_FIELDS, ComponentField } from '../../../kubernetes/component';
import { amountOf } from '../../../kubernetes/quantity';
import { readResourceMemory } from '../../../memory/kubernetes-memory';
import { Workload } from '../../../workload/workload';

/** Requests and limits that the operator rejects, or cannot use: `spec.<component>.resources`. */
export function brokenRequirements(w: Workload): Finding[] {
  return COMPONENT_FIELDS.flatMap((component) => {
    const { requests = {}, limits = {} } = requirements(w, component);
    return [
      ...amounts(w, `${component}.resources.requests`, requests),
      ...amounts(w, `${component}.resources.limits`, limits),
      ...limitsBelow(w, component, requests, limits),
      ...overruled(w, component),
    ];
  });
}

/** An ephemeral storage that is not a Kubernetes quantity, which the operator rejects. */
export function brokenDisk(w: Workload): Finding[] {
  return COMPONENT_FIELDS.flatMap((component) => {
    const field = `${component}.resource.ephemeralStorage`;
    const disk = w.field(field) ?? undefined;
    const amount = disk === undefined ? 0 : amountOf(disk);
    if (amount !== undefined && amount >= 0) return [];
    return [refusal('RES-03', w.where(field), disk, amount === undefined ? 'must be a quantity of Kubernetes: the operator refuses the FlinkDeployment'
      : 'must not be negative: the API server refuses the pods', 'Write a number and Mi or Gi, such as "10Gi"')];
  });
}

function amounts(w: Workload, field: string, all: Amounts): Finding[] {
  return Object.entries(all).flatMap(([resource, amount]) => {
    const needed = resource === 'cpu' || resource === 'memory';
    if (isAmount(resource, amount) && Number(numberOf(resource, amount)) >= (needed ? Number.MIN_VALUE : 0)) return [];
    const what = resource === 'memory' ? 'a whole number of MiB or GiB' : `a quantity of Kubernetes ${needed ? 'above 0' : 'of at least 0'}`;
    return [refusal('RES-01', w.where(`${field}.${resource}`), amount, `must be ${what}: the operator refuses the FlinkDeployment`,
      resource === 'memory' ? 'Write a size such as "4Gi" or "4608Mi", without decimals' : `Write a quantity such as ${resource === 'cpu' ? '"2" or "500m"' : '"10Gi" or "1"'}`)];
  });
}

/** Memory must also be readable by Flink, and have no decimals; all other resources are quantities. */
function isAmount(resource: string, amount: unknown): boolean {
  return resource === 'memory' ? readResourceMemory(String(amount)).ok : amountOf(amount) !== undefined;
}

function numberOf(resource: string, amount: unknown): number | undefined {
  if (resource !== 'memory') return amountOf(amount);
  const size = readResourceMemory(String(amount));
  return size.ok ? Number(size.bytes) : undefined;
}

/** The operator does not compare requests and limits of other resources. */
function limitsBelow(w: Workload, component: ComponentField, requests: Amounts, limits: Amounts): Finding[] {
  return ['cpu', 'memory'].flatMap((resource) => {
    const [request, limit] = [requests, limits].map((all) => all[resource] === undefined ? undefined : numberOf(resource, all[resource]));
    if (request === undefined || limit === undefined) return [];
    const field = `${component}.resources.limits.${resource}`;
    // The operator divides one by the other, both parsed as Kubernetes quantities.
    const odd = [requests, limits].find((all) => amountOf(all[resource]) === undefined);
    if (odd) {
      return [refusal('RES-01', w.where(`${component}.resources.${odd === requests ? 'requests' : 'limits'}.${resource}`), odd[resource],
        'must be a quantity of Kubernetes: the operator cannot compare it with the other, and does not deploy', 'Write both as in "4Gi"')];
    }
    if (limit >= request) return [];
    return [refusal('RES-01', w.where(field), limits[resource], `must be at least the request, ${requests[resource]}: the operator refuses the FlinkDeployment`, 'Raise the limit, or lower the request')];
  });
}

/** Values in the older field that have no effect because the newer field is set. */
function overruled(w: Workload, component: ComponentField): Finding[] {
  const { requests, limits } = requirements(w, component);
  if ((requests ?? limits) === undefined || w.field(`${component}.resource`) === undefined) return [];
  return [{
    guideline: 'RES-01',
    severity: Severity.WARNING,
    path: w.where(`${component}.resource`),
    message: `ignored: the operator reads only ${component}.resources`,
    fix: 'Leave it out, and write all of memory, cpu and ephemeral-storage into resources',
  }];
}
