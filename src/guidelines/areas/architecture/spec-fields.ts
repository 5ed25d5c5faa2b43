import { closest, distance } from 'fastest-levenshtein';
import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { Workload } from '../../../workload/workload';

type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'strings' | readonly string[];

/**
 * The fields of a FlinkDeployment's spec in operator 1.13 to 1.15, and what each takes. What is not among them the API server drops, unless it is asked
 * to be strict; the operator never hears of it.
 */
const FIELDS: { readonly [path: string]: FieldType } = {
  'flinkConfiguration': 'object',
  'flinkVersion': 'string',
  'image': 'string',
  'imagePullPolicy': 'string',
  'ingress': 'object',
  'ingress.annotations': 'object',
  'ingress.className': 'string',
  'ingress.labels': 'object',
  'ingress.template': 'string',
  'ingress.tls': 'array',
  'job': 'object',
  'job.allowNonRestoredState': 'boolean',
  'job.args': 'strings',
  'job.autoscalerResetNonce': 'integer',
  'job.checkpointTriggerNonce': 'integer',
  'job.entryClass': 'string',
  'job.initialSavepointPath': 'string',
  'job.jarURI': 'string',
  'job.parallelism': 'integer',
  'job.savepointRedeployNonce': 'integer',
  'job.savepointTriggerNonce': 'integer',
  'job.state': ['running', 'suspended'],
  'job.upgradeMode': ['savepoint', 'last-state', 'stateless'],
  'jobManager': 'object',
  'jobManager.podTemplate': 'object',
  'jobManager.replicas': 'integer',
  'jobManager.resource': 'object',
  'jobManager.resource.cpu': 'number',
  'jobManager.resource.ephemeralStorage': 'string',
  'jobManager.resource.memory': 'string',
  'logConfiguration': 'object',
  'mode': ['native', 'standalone'],
  'podTemplate': 'object',
  'restartNonce': 'integer',
  'serviceAccount': 'string',
  'taskManager': 'object',
  'taskManager.podTemplate': 'object',
  'taskManager.replicas': 'integer',
  'taskManager.resource': 'object',
  'taskManager.resource.cpu': 'number',
  'taskManager.resource.ephemeralStorage': 'string',
  'taskManager.resource.memory': 'string',
};

/** Whose fields are all listed above; other objects are free or judged elsewhere. */
const CLOSED = ['', 'ingress', 'job', 'jobManager', 'jobManager.resource', 'taskManager', 'taskManager.resource'];

/** Judged where what they mean is. */
const JUDGED_ELSEWHERE = new Set(['job.parallelism', 'flinkVersion', 'image']);

/** Fields of the spec that no operator reads, and values of a type or spelling that the API server refuses. */
export function specFields(w: Workload): Finding[] {
  const spec = w._spec;
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    return [refusal('ARC-12', 'spec', spec, 'is missing: there is nothing to deploy', 'Write the image, the Flink version, the job and its resources')];
  }
  return CLOSED.flatMap((parent) => {
    const object = parent === '' ? spec : w.field(parent);
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return [];
    return Object.entries(object).flatMap(([name, value]) => {
      const path = parent === '' ? name : `${parent}.${name}`;
      return path in FIELDS ? wrongType(w, path, value) : [unknownField(w, parent, path, value)];
    });
  });
}

function unknownField(w: Workload, parent: string, path: string, value: unknown): Finding {
  const instead = INSTEAD[path.replace(/^(job|task)Manager/, '*')];
  const [nearest] = Object.keys(FIELDS).filter((field) => parentOf(field) === parent)
    .map((field) => ({ field, edits: distance(path.toLowerCase(), field.toLowerCase()) }))
    .filter(({ edits }) => edits <= 3).sort((a, b) => a.edits - b.edits);
  return refusal('ARC-12', w.where(`spec.${path}`), scalar(value), 'is no field of a FlinkDeployment: it is dropped without a word',
    instead ?? (nearest ? `Did you mean spec.${nearest.field}?`.replace(/\?$/, '') : 'Leave it out'));
}

/** What newer versions, or other objects, call what is meant. By path, `*` for either component. */
const INSTEAD: { readonly [path: string]: string | undefined } = {
  '*.resources': 'Write resource with cpu and memory: no released operator reads resources',
  'env': 'Write the variables into the podTemplate\'s flink-main-container',
  'flinkConf': 'Write flinkConfiguration',
};

function wrongType(w: Workload, path: string, value: unknown): Finding[] {
  const type = FIELDS[path];
  if (value === null || value === undefined || JUDGED_ELSEWHERE.has(path) || fits(type, value)) return [];
  const expected = typeof type === 'string' ? `must be ${EXPECTED[type]}` : `must be one of ${type.join(', ')}`;
  return [refusal('ARC-12', w.where(`spec.${path}`), scalar(value), `${expected}; the API server refuses it`, fixOf(type, value))];
}

const EXPECTED: { readonly [type: string]: string } = {
  string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', object: 'a map', array: 'a list', strings: 'a list of texts',
};

function fits(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'integer': return Number.isInteger(value);
    case 'object': return typeof value === 'object' && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'strings': return Array.isArray(value) && value.every((element) => typeof element === 'string');
    case 'string': case 'number': case 'boolean': return typeof value === type;
    // upgradeMode and state are read in any case by no one: the definition lists them in lower case
    default: return type.includes(String(value));
  }
}

function fixOf(type: FieldType, value: unknown): string {
  if (Array.isArray(type)) {
    const text = String(value).toLowerCase().replace(/[\s_]+/g, '-');
    return `Write ${closest(text, type)}`;
  }
  if (type === 'string') return typeof value === 'object' ? 'Write a text' : `Write it in quotes: "${scalar(value)}"`;
  if (type === 'number' || type === 'integer') return typeof value === 'string' && Number.isFinite(Number(value)) ? 'Write it without quotes' : 'Write a number';
  if (type === 'strings') return 'Write each argument as a text of its own, numbers in quotes';
  return 'Correct the value';
}

function parentOf(field: string): string {
  return field.split('.').slice(0, -1).join('.');
}

function scalar(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}
