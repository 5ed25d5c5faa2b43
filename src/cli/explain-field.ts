import { KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { GUIDELINES } from '../guidelines/registry';
import { propertyOf } from '../job/plain-properties';
import { pathSteps } from '../kubernetes/paths';
import { FieldType, ObjectType, schemaOf } from '../kubernetes/schema';
import { KINDS } from '../workload/kinds';

/** A field of one of the operator's kinds. */
export interface ExplainedField {
  /** Its path in the manifest, without positions in lists. */
  readonly field: string;
  readonly kinds: readonly string[];
  readonly type: string;
  readonly values: readonly string[];
  /** The names of the fields below it. */
  readonly fields: readonly string[];
  /** The operator versions that have it. */
  readonly versions: readonly string[];
  readonly property?: string;
  /** The ids of the guidelines that set a default for it. */
  readonly setBy: readonly string[];
}

/** The field at a path such as `spec.job.upgradeMode` or `job.upgradeMode`; undefined if no kind has this field. */
export function fieldAt(path: string, operatorMinor: string): ExplainedField | undefined {
  const steps = pathSteps(path).filter((step) => !/^\d+$/.test(step));
  for (const whole of [steps, ['spec', ...steps]]) {
    const found = Object.keys(KINDS).map((kind) => ({ kind, type: typeOf(kind, operatorMinor, whole) })).filter(({ type }) => type !== undefined);
    if (steps.length > 0 && found.length > 0) return explained(whole, found.map(({ kind }) => kind), found[0].type!);
  }
  const cased = fieldPaths(operatorMinor).find((each) => each !== path && each.toLowerCase() === path.toLowerCase());
  return cased === undefined ? undefined : fieldAt(cased, operatorMinor);
}

/** The paths of all fields outside of pods, sorted. */
export function fieldPaths(operatorMinor: string): string[] {
  const found = Object.keys(KINDS).flatMap((kind) => {
    const root = schemaOf(kind, operatorMinor)?.fields.get('spec')?.type;
    return root?.is === 'object' ? below(root, 'spec') : [];
  });
  return [...new Set(found)].sort();
}

/** The fields whose names contain a word. */
export function fieldsWith(word: string, operatorMinor: string): string[] {
  return fieldPaths(operatorMinor).filter((path) => path.split('.').at(-1)!.toLowerCase().includes(word.toLowerCase()));
}

function below(type: ObjectType, path: string): string[] {
  return [...type.fields].flatMap(([name, { type: child }]) => {
    const object = elementOf(child);
    const here = `${path}.${name}`;
    return [here, ...object.is === 'object' && !object.inPod ? below(object, here) : []];
  });
}

/** The type of a field; for lists and maps, the type of the elements. */
function elementOf(type: FieldType): FieldType {
  return type.is === 'list' || type.is === 'map' ? elementOf(type.of) : type;
}

function typeOf(kind: string, operatorMinor: string, steps: readonly string[]): FieldType | undefined {
  return schemaOf(kind, operatorMinor)?.typeAt(steps);
}

function explained(steps: readonly string[], kinds: readonly string[], type: FieldType): ExplainedField {
  const element = elementOf(type);
  const field = steps.join('.');
  const ofSpec = steps[0] === 'spec' ? steps.slice(1).join('.') : field;
  return {
    field,
    kinds,
    type: inWords(type),
    values: element.is === 'enum' ? element.values : [],
    fields: element.is === 'object' ? [...element.fields.keys()] : [],
    versions: KNOWN_OPERATOR_VERSIONS.filter((minor) => kinds.some((kind) => typeOf(kind, minor, steps) !== undefined)),
    property: propertyOf(ofSpec),
    setBy: GUIDELINES.filter(({ row }) => Object.keys(row.defaults?.fields ?? {}).includes(ofSpec)).map(({ id }) => id),
  };
}

function inWords(type: FieldType): string {
  switch (type.is) {
    case 'list': return `list of ${inWords(type.of)}`;
    case 'map': return `map of ${inWords(type.of)}`;
    case 'intOrString': return 'integer or string';
    case 'enum': return 'string';
    default: return type.is;
  }
}
