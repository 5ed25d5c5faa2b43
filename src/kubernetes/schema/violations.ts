import { nearestField, nearestValue } from './nearest';
import { FieldType, ObjectType } from './schema';
import { isMap } from '../is-map';

/** A path: field names and list indexes. */
export type Steps = readonly (string | number)[];

/** One part of a value that a schema rejects or does not know. */
export interface Violation {
  /** The path, from the checked value. */
  readonly steps: Steps;
  /**
   * - `unknown field`: the API server drops it, except with strict field validation
   * - `wrong type`, `value not allowed`: it is rejected
   * - `missing`: a required field; `steps` name the field itself
   */
  readonly sort: 'unknown field' | 'wrong type' | 'value not allowed' | 'missing';
  readonly value: unknown;
  /** The expected type; undefined for an unknown field. */
  readonly type?: FieldType;
  /** The path of the field that was probably meant, from the checked value. */
  readonly nearest?: Steps;
  /** The allowed value that was probably meant. */
  readonly nearestValue?: string;
  /** Whether Kubernetes rejects it in the pod, and not the CRD in the manifest. */
  readonly inPod: boolean;
}

/**
 * All parts of a value that a schema rejects or does not know, in their original order. Null is handled as by the API server: a field that is null is
 * not set, a list element is rejected.
 */
export function violations(schema: FieldType, value: unknown): Violation[] {
  const found: Violation[] = [];
  judge(found, schema, value, [], []);
  return found;
}

/** A parent object of a field, and its path. */
export interface Parent {
  readonly type: ObjectType;
  readonly steps: Steps;
}

/** `parents` are the objects that contain the value, outermost first: a field may have been meant for one of them. */
function judge(found: Violation[], type: FieldType, value: unknown, steps: Steps, parents: readonly Parent[]): void {
  if (type.is === 'any') return;
  if (!fits(type, value)) {
    const notAllowed = type.is === 'enum' && typeof value === 'string';
    const nearest = type.is === 'enum' ? nearestValue(value, type.values) : undefined;
    found.push({
      steps,
      sort: notAllowed ? 'value not allowed' : 'wrong type',
      value,
      type,
      inPod: notAllowed && parents.at(-1)?.type.inPod === true,
      ...nearest === undefined ? {} : { nearestValue: nearest },
    });
  } else if (type.is === 'list') {
    (value as unknown[]).forEach((element, i) => judge(found, type.of, element, [...steps, i], parents));
  } else if (type.is === 'map') {
    for (const [key, child] of Object.entries(value as object)) if (isSet(child)) judge(found, type.of, child, [...steps, key], parents);
  } else if (type.is === 'object') {
    judgeFields(found, value as { [field: string]: unknown }, [...parents, { type, steps }]);
  }
}

/** Checks the innermost object. */
function judgeFields(found: Violation[], object: { [field: string]: unknown }, parents: readonly Parent[]): void {
  const { type: { fields, inPod }, steps } = parents.at(-1)!;
  for (const [key, value] of Object.entries(object)) {
    const field = fields.get(key);
    if (!field) {
      const nearest = nearestField(key, parents);
      found.push({ steps: [...steps, key], sort: 'unknown field', value, inPod: false, ...nearest ? { nearest } : {} });
    } else if (isSet(value)) {
      judge(found, field.type, value, [...steps, key], parents);
    }
  }
  for (const [key, { required, type }] of fields) {
    if (required && !(Object.hasOwn(object, key) && isSet(object[key]))) found.push({ steps: [...steps, key], sort: 'missing', value: undefined, type, inPod });
  }
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function fits(type: FieldType, value: unknown): boolean {
  switch (type.is) {
    case 'any': return true;
    case 'string': case 'boolean': return typeof value === type.is;
    case 'number': return Number.isFinite(value);
    case 'integer': return Number.isInteger(value);
    case 'intOrString': return typeof value === 'string' || Number.isInteger(value);
    case 'enum': return typeof value === 'string' && type.values.includes(value);
    case 'list': return Array.isArray(value);
    case 'map': case 'object': return isMap(value);
  }
}
