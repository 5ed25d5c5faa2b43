import { isMap } from '../kubernetes/is-map';
import { STANDALONE } from '../kubernetes/mode';
import { amountOf } from '../kubernetes/quantity';
import { FieldType, schemaOf } from '../kubernetes/schema';
import { compareTexts } from '../kubernetes/sorted';
import { valueAt } from '../kubernetes/value-at';
import { kindOf } from '../workload/kinds';
import { flatConfiguration } from '../workload/manifests';

/** What the operator does about a difference, by its own names, from the least to the most. */
export const CHANGE_TYPES = ['IGNORE', 'SCALE', 'UPGRADE', 'SAVEPOINT_REDEPLOY'] as const;
export type ChangeType = typeof CHANGE_TYPES[number];

/** What the operator does about a change of a FlinkBlueGreenDeployment, by its own names. */
export type BlueGreenType = 'IGNORE' | 'PATCH_CHILD' | 'TRANSITION' | 'SUSPEND' | 'RESUME' | 'SAVEPOINT_REDEPLOY';

/** One field or option that differs. */
export interface Difference {
  /** Steps in the object; the last is an option's whole key below `flinkConfiguration`. */
  readonly steps: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly type: ChangeType;
  /** The row of `DIFF_ROWS` that decides. */
  readonly row: string;
}

/** How the operator treats a difference in some fields or options. */
interface DiffRow {
  readonly id: string;
  /** Paths in the deployment's spec; an option is `flinkConfiguration.<key>`. */
  readonly fields?: readonly string[];
  /** Beginnings of such paths. */
  readonly begins?: readonly string[];
  readonly type: ChangeType;
  /** In standalone mode, if different. */
  readonly standalone?: ChangeType;
  /** Whether removing the value is no difference. */
  readonly unlessRemoved?: boolean;
}

/** How the operator treats differences; the first row that matches decides. Its own diff classes are asked about it, see conformance/operator. */
export const DIFF_ROWS: readonly DiffRow[] = [
  {
    id: 'operator-options',
    begins: ['flinkConfiguration.kubernetes.operator', 'flinkConfiguration.job.autoscaler', 'flinkConfiguration.parallelism.default'],
    type: 'IGNORE',
  },
  { id: 'parallelism-overrides', begins: ['flinkConfiguration.pipeline.jobvertex-parallelism-overrides'], type: 'SCALE', standalone: 'UPGRADE' },
  { id: 'parallelism', fields: ['job.parallelism', 'taskManager.replicas'], type: 'UPGRADE', standalone: 'SCALE' },
  {
    id: 'next-start',
    fields: [
      'job.upgradeMode', 'job.allowNonRestoredState', 'job.initialSavepointPath', 'job.savepointTriggerNonce', 'job.checkpointTriggerNonce', 'job.autoscalerResetNonce',
    ],
    type: 'IGNORE',
  },
  { id: 'redeploy-nonce', fields: ['job.savepointRedeployNonce'], type: 'SAVEPOINT_REDEPLOY', unlessRemoved: true },
  { id: 'restart-nonce', fields: ['restartNonce'], type: 'UPGRADE', unlessRemoved: true },
  { id: 'any-other', begins: [''], type: 'UPGRADE' },
];

/** What a FlinkBlueGreenDeployment has beside its template's spec: the child jobs do not depend on it. */
const OUTSIDE_TEMPLATE = ['configuration', 'ingress', 'template.metadata'];

/** What the operator takes where a field is absent. */
const DEFAULTS: { readonly [path: string]: unknown } = {
  'job.allowNonRestoredState': undefined,
  'job.args': [],
  'job.parallelism': 0,
  'job.state': 'running',
  'job.upgradeMode': 'stateless',
  'jobManager.replicas': 1,
};

/** Everything that differs between two objects of one kind, as the operator compares them. What its API does not have is dropped. */
export function differencesBetween(before: any, after: any, operatorMinor: string): Difference[] {
  const kind = kindOf(after)!;
  const type = schemaOf(kind.kind, operatorMinor);
  const at = kind.specPath ?? ['spec'];
  const standalone = valueAt(after, [...at, 'mode']) === STANDALONE;
  const found: Difference[] = [];
  const compare = (steps: readonly string[], fieldType: FieldType | undefined, row?: string) => collect(
    read(fieldType, valueAt(before, steps)), read(fieldType, valueAt(after, steps)), fieldType, steps, (path, old, now) => {
      const difference = row === undefined ? rated(path, at.length, old, now, standalone) : { steps: path, before: old, after: now, type: 'IGNORE' as const, row };
      if (difference) found.push(difference);
    });
  compare(at, type?.typeAt(at));
  if (at.length > 1) for (const field of OUTSIDE_TEMPLATE) compare(['spec', ...field.split('.')], type?.typeAt(['spec', ...field.split('.')]), 'outside-template');
  return found;
}

/** What the operator does about all differences together: the most of what it does about each. */
export function changeTypeOf(differences: readonly Difference[]): ChangeType {
  return CHANGE_TYPES[Math.max(0, ...differences.map(({ type }) => CHANGE_TYPES.indexOf(type)))];
}

const OF_TEMPLATE: { readonly [type in ChangeType]: BlueGreenType } = {
  IGNORE: 'PATCH_CHILD', SCALE: 'TRANSITION', UPGRADE: 'TRANSITION', SAVEPOINT_REDEPLOY: 'SAVEPOINT_REDEPLOY',
};

/** What the operator does about a change of a FlinkBlueGreenDeployment. */
export function blueGreenTypeOf(before: any, after: any, differences: readonly Difference[], operatorMinor: string): BlueGreenType {
  const steps = ['spec', 'template', 'spec'];
  const type = schemaOf('FlinkBlueGreenDeployment', operatorMinor)?.typeAt(steps);
  const [old, now] = [before, after].map((object) => withDefaults(read(type, valueAt(object, steps)) ?? {}));
  if (isSame(old, now)) return 'IGNORE';
  if (old.job?.state !== now.job?.state) return now.job?.state === 'suspended' ? 'SUSPEND' : 'RESUME';
  return OF_TEMPLATE[changeTypeOf(differences.filter(({ row }) => row !== 'outside-template'))];
}

function rated(steps: readonly string[], depth: number, before: unknown, after: unknown, standalone: boolean): Difference | undefined {
  const path = steps.slice(depth).join('.');
  const row = DIFF_ROWS.find(({ fields = [], begins = [] }) => fields.includes(path) || begins.some((beginning) => path.startsWith(beginning)))!;
  if (row.unlessRemoved && after === undefined) return undefined;
  return { steps, before, after, type: (standalone ? row.standalone : undefined) ?? row.type, row: row.id };
}

type Tell = (steps: readonly string[], before: unknown, after: unknown) => void;

function collect(before: any, after: any, type: FieldType | undefined, steps: readonly string[], tell: Tell): void {
  if (steps.at(-1) === CONFIGURATION) {
    const [old, now] = [flatConfiguration(before), flatConfiguration(after)];
    byKey(old, now, (key) => { if (old[key] !== now[key]) tell([...steps, key], own(old, key), own(now, key)); });
    return;
  }
  const [old, now] = [before ?? defaultOf(steps), after ?? defaultOf(steps)];
  if (isSame(old, now)) return;
  if (isMap(old) && isMap(now)) {
    byKey(old, now, (key) => collect(old[key], now[key], childOf(type, key), [...steps, key], tell));
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let i = 0; i < Math.max(old.length, now.length); i++) collect(old[i], now[i], childOf(type, ''), [...steps, String(i)], tell);
  } else {
    tell(steps, before, after);
  }
}

const CONFIGURATION = 'flinkConfiguration';

function own(map: { readonly [key: string]: string }, key: string): string | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function byKey(before: object, after: object, visit: (key: string) => void): void {
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareTexts)) visit(key);
}

function childOf(type: FieldType | undefined, key: string): FieldType | undefined {
  if (type?.is === 'object') return type.fields.get(key)?.type;
  return type?.is === 'list' || type?.is === 'map' ? type.of : undefined;
}

function defaultOf(steps: readonly string[]): unknown {
  return DEFAULTS[steps.slice(-2).join('.')];
}

function withDefaults(spec: any): any {
  const filled = structuredClone(spec);
  for (const [path, value] of Object.entries(DEFAULTS)) {
    const [parent, field] = path.split('.');
    if (isMap(filled[parent]) && value !== undefined) filled[parent][field] ??= value;
  }
  return filled;
}

/** A value as the operator reads it: without unknown fields, nothing for null, and amounts as numbers. */
function read(type: FieldType | undefined, value: any, name = ''): any {
  if (value === null || value === undefined) return undefined;
  switch (type?.is) {
    case 'object': return isMap(value) ? entries(value, (key) => {
      // a pod template may be written as a whole Pod
      const field = type.inPod && ['apiVersion', 'kind'].includes(key) ? undefined : type.fields.get(key);
      return field && read(field.type, value[key], key);
    }) : value;
    case 'map': return isMap(value) ? entries(value, (key) => read(type.of, value[key], name)) : value;
    case 'list': return Array.isArray(value) ? value.map((each) => read(type.of, each, name)) : value;
    case 'number': case 'integer': return typeof value === 'string' && !Number.isNaN(Number(value)) ? Number(value) : value;
    case 'string': return typeof value === 'number' ? String(value) : value;
    case 'intOrString': return QUANTITIES.includes(name) ? amountOf(value) ?? value : value;
    default: return value;
  }
}

/** Fields of pods and components that hold amounts: 2 and 2000m are one. */
const QUANTITIES = ['limits', 'requests', 'overhead', 'sizeLimit', 'storage', 'divisor'];

function entries(map: { readonly [key: string]: any }, of: (key: string) => any): { [key: string]: any } {
  return Object.fromEntries(Object.keys(map).map((key) => [key, of(key)]).filter(([, value]) => value !== undefined));
}

/** Whether two values are one, in whatever order their fields are written. */
export function isSame(a: any, b: any): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  if (!isMap(a) || !isMap(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
