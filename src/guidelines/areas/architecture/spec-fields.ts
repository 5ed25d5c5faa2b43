import { synonymFix } from './field-synonyms';
import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { givesUpState } from '../../../configuration/options/state-kept';
import { pathText } from '../../../kubernetes/paths';
import { FieldType, schemaOf, schemaVersions, Steps, Violation, violations } from '../../../kubernetes/schema';
import { Workload } from '../../../workload/workload';

/** An object that is checked against the fields of its kind. */
export interface JudgedObject {
  readonly kind: string;
  /** The minor version of the operator that processes it. */
  readonly operator: string;
  readonly object: any;
  /** The path of the object, if it is part of another one. */
  readonly prefix?: string;
  /** The name of a path as the user writes it. */
  readonly where: (path: string) => string;
  /** Paths that other rules check. */
  readonly judgedElsewhere?: readonly string[];
}

/** Fields that no operator reads, and values of a type or spelling that the API server rejects. */
export function specFields(w: Workload): Finding[] {
  // fields next to the spec of the deployment have no other name
  const within = `${w._specPath}.`;
  const where = (path: string) => {
    const [field] = path.split('[', 1);
    return field.startsWith(within) ? `${w.where(`spec.${field.slice(within.length)}`)}${path.slice(field.length)}` : path;
  };
  const judgedElsewhere = JUDGED_ELSEWHERE.map((field) => `${within}${field}`);
  return [
    ...withoutSpec(w),
    ...fieldFindings({ kind: w.kind, operator: w.operatorVersion.minor, object: w.manifest, where, judgedElsewhere }),
    ...optionsAsMap(w),
  ];
}

function withoutSpec({ _spec: spec, _specPath: path }: Workload): Finding[] {
  if (spec !== undefined && spec !== null) return [];
  const finding = refusal('ARC-12', path, undefined, 'must be set: there is nothing to deploy', 'Write the image, the Flink version, the job and its resources');
  ofRefusedValues.add(finding);
  return [finding];
}

/** Checked by the rules on their meaning. */
const JUDGED_ELSEWHERE = ['flinkVersion', 'job.parallelism'];

/** The CRD accepts any value for a configuration; the operator reads only maps. */
function optionsAsMap(w: Workload): Finding[] {
  const path = 'spec.flinkConfiguration';
  const given = w.field('flinkConfiguration');
  if (given === undefined || (typeof given === 'object' && !Array.isArray(given))) return [];
  return [refusal('ARC-12', w.where(path), scalar(given), 'must be a map from options to values; the operator cannot read it', 'Write each option on a line of its own, as key: "value"')];
}

/**
 * Fields of an object that the custom resource definition of an operator version does not know, and values that it rejects. Required fields of pods
 * are checked with the rendered pods, since two templates may be merged.
 */
export function fieldFindings({ kind, operator, object, prefix = '', where, judgedElsewhere = [] }: JudgedObject): Finding[] {
  const schema = schemaOf(kind, operator);
  if (!schema) return [];
  const pathOf = (steps: Steps) => pathText(steps, prefix);
  return violations(schema, object)
    .filter(({ sort, inPod, steps }) => !(sort === 'missing' && inPod) && !judgedElsewhere.includes(pathOf(steps)))
    .map((violation) => {
      const { steps, value } = violation;
      const { message, fix } = violation.sort === 'unknown field' ? unknownField({ kind, operator, object }, violation, pathOf) : refused(violation);
      const finding = refusal('ARC-12', where(pathOf(steps)), scalar(value), message, fix);
      if (REFUSED_VALUES.includes(violation.sort)) ofRefusedValues.add(finding);
      return finding;
    });
}

const REFUSED_VALUES: readonly Violation['sort'][] = ['wrong type', 'value not allowed'];

const ofRefusedValues = new WeakSet<Finding>();

/** Whether a finding is about a value that is rejected regardless of its meaning, or missing as a whole. Nothing follows from such a value. */
export function isOfRefusedValue(finding: Finding): boolean {
  return ofRefusedValues.has(finding);
}

interface Text {
  readonly message: string;
  readonly fix: string;
}

type Judged = Pick<JudgedObject, 'kind' | 'operator' | 'object'>;

function unknownField({ kind, operator, object }: Judged, { steps, nearest }: Violation, pathOf: (steps: Steps) => string): Text {
  const name = String(steps.at(-1));
  const named = steps.filter((step) => typeof step === 'string');
  const since = schemaVersions().find((version) => schemaOf(kind, version)?.typeAt(named));
  const message = `unknown field ${name}: ${since === undefined ? '' : `operator ${operator} does not have it yet (${since} does), and `}the API server drops it silently`;
  const instead = synonymFix(kind, operator, object, steps, pathOf);
  if (instead) return { message, fix: instead };
  if (!nearest) return { message, fix: 'Remove it' };
  const beside = nearest.length === steps.length && nearest.slice(0, -1).every((step, i) => step === steps[i]);
  return { message, fix: beside ? `Write ${String(nearest.at(-1))}` : `Move it to ${pathOf(nearest)}` };
}

/** A path in the FlinkDeployment's spec, with `*` for either component. */
function placeOf(steps: Steps): string {
  const named = steps.filter((step) => typeof step === 'string');
  return named.slice(1).join('.').replace(/^(template\.spec\.)?(job|task)Manager/, '*');
}

/** Strings that look like numbers. In quotes, most of those numbers would be rejected for their meaning. */
const SIZES: { readonly [place: string]: string | undefined } = { '*.resource.memory': '4096m', '*.resource.ephemeralStorage': '10Gi' };

function refused({ steps, sort, type, value, inPod, nearestValue }: Violation): Text {
  const who = inPod ? 'Kubernetes refuses the pods' : 'the API server refuses the manifest';
  if (sort === 'missing') return { message: `must be set; ${who}`, fix: `Write ${described(type!)}` };
  const size = SIZES[placeOf(steps)];
  const keepsState = (each: string) => each !== '' && !givesUpState(placeOf(steps), each, value);
  const near = nearestValue !== undefined && keepsState(nearestValue) ? nearestValue : undefined;
  const kept = type?.is === 'enum' && !type.values.filter((each) => each !== '').every(keepsState) ? type.values.filter(keepsState) : [];
  const fix = size !== undefined ? `Write a size in quotes, such as "${size}"`
    : near !== undefined ? `Write ${near}` : kept.length > 0 ? `Write ${kept.join(' or ')}: both keep the state` : fixOf(type!, value);
  return { message: `must be ${described(type!)}${typeof value === 'object' ? `, not ${shapeOf(value)}` : ''}; ${who}`, fix };
}

function described(type: FieldType): string {
  switch (type.is) {
    case 'string': return 'a string';
    case 'number': return 'a number';
    case 'integer': return 'an integer';
    case 'boolean': return 'true or false';
    case 'intOrString': return 'an integer or a string';
    case 'enum': return `one of ${type.values.filter((each) => each !== '').join(', ')}`;
    case 'list': return 'a list';
    default: return 'a map';
  }
}

function shapeOf(value: object | null): string {
  if (value === null) return 'empty';
  return Array.isArray(value) ? 'a list' : 'a map';
}

function fixOf(type: FieldType, value: unknown): string {
  const isScalar = typeof value !== 'object';
  switch (type.is) {
    case 'string': case 'intOrString': return isScalar ? `Write it in quotes: "${String(value)}"` : `Write ${described(type)}`;
    case 'number': case 'integer': return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? `Write it without quotes: ${Number(value)}` : `Write ${described(type)}`;
    case 'boolean': return /^(true|false)$/i.test(String(value)) ? `Write it without quotes: ${String(value).toLowerCase()}` : 'Write true or false';
    case 'enum': return `Write ${described(type)}`;
    case 'list': return 'Write a list, each element on a line that begins with "- "';
    case 'object': return isScalar && type.fields.has('name') ? `Write a map: "name: ${String(value)}"` : 'Write a map, as key: value';
    default: return 'Write a map, as key: value';
  }
}

function scalar(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}
