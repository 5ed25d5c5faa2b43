/**
 * Writes the fields of the operator's custom resources from its released definitions; see catalogue/README.md.
 *
 *   FLINK_CRDS=<folder> npm run crds -- [--check] [--folder <path>]
 *
 * The folder contains one folder for each release (`1.15.0`), with the files of the operator's Helm chart.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const HERE = dirname(fileURLToPath(import.meta.url));
const KINDS = ['FlinkBlueGreenDeployment', 'FlinkDeployment', 'FlinkSessionJob', 'FlinkStateSnapshot'];

/** What stands beside `spec` at the root: the API machinery's, and what the operator writes. `ObjectMeta` is the type of a pod template's metadata. */
const ROOT = { apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta', status: 'any' };

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, folder: { type: 'string', default: join(HERE, '..', '..', 'catalogue', 'crds') } },
});

function write(files) {
  mkdirSync(options.folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(options.folder, name), text);
  console.log(`${files.size} files`);
  return 0;
}

function check(files) {
  const there = existsSync(options.folder) ? readdirSync(options.folder) : [];
  const stale = [...files].filter(([name, text]) => !there.includes(name) || readFileSync(join(options.folder, name), 'utf8') !== text).map(([name]) => name);
  const surplus = there.filter((name) => !files.has(name));
  for (const name of [...stale, ...surplus].sort()) console.log(`${name}: ${surplus.includes(name) ? 'no release has it' : 'stale'}`);
  return stale.length + surplus.length > 0 ? 1 : 0;
}

/** The files of one release: its kinds, and the pod template that they share. */
function filesOf(folder, release, validatePod) {
  const minor = release.replace(/\.\d+$/, '');
  const podTemplates = new Map();
  const kinds = KINDS.flatMap((kind) => {
    const file = join(folder, `${kind.toLowerCase()}s.flink.apache.org-v1.yml`);
    if (!existsSync(file)) return [];
    const { spec } = parse(readFileSync(file, 'utf8'));
    if (spec.versions.length !== 1) throw new Error(`${file}: several versions`);
    const types = new Types((name, schema) => {
      if (name !== 'podTemplate') return undefined;
      podTemplates.set(JSON.stringify(withoutTexts(schema)), schema);
      return 'PodTemplate';
    });
    const root = spec.versions[0].schema.openAPIV3Schema;
    types.add(kind, { ...ROOT, spec: types.of(root.properties.spec, 'spec', '') });
    return [[`${kind}-${minor}.json`, text({ kind, operator: release, types: types.all })]];
  });
  if (podTemplates.size !== 1) throw new Error(`${folder}: ${podTemplates.size} different pod templates, where one is stored`);
  const [[, podTemplate]] = podTemplates;
  const types = new Types(() => undefined);
  types.of(withPodFacts(podTemplate, validatePod), 'podTemplate', '');
  return [...kinds, [`PodTemplate-${minor}.json`, text({ kind: 'PodTemplate', operator: release, types: types.all })]];
}

/** Turns nested schemas into named types; equal ones are one type. */
class Types {
  named = new Map();
  byFields = new Map();

  constructor(shared) {
    this.shared = shared;
  }

  get all() {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  add(name, fields) {
    this.named.set(name, fields);
  }

  of(schema, name, parent) {
    const shared = this.shared(name, schema);
    if (shared) return shared;
    const known = new Set(['type', 'properties', 'items', 'additionalProperties', 'enum', 'anyOf', 'required', 'description',
      'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-int-or-string']);
    const strange = Object.keys(schema).filter((key) => !known.has(key));
    if (strange.length > 0) throw new Error(`${parent}.${name}: no notation for ${strange.join(', ')}`);
    if (schema['x-kubernetes-int-or-string']) return 'intOrString';
    if (schema['x-kubernetes-preserve-unknown-fields']) {
      if (schema.properties || schema.type) throw new Error(`${parent}.${name}: no notation for preserved fields beside others`);
      return 'any';
    }
    if (schema.enum) return `enum(${schema.enum.join(', ')})`;
    if (schema.type === 'array') return `${this.of(schema.items, singular(name), parent)}[]`;
    if (schema.type !== 'object') return schema.type;
    if (schema.additionalProperties) return `${this.of(schema.additionalProperties, singular(name), parent)}{}`;
    const own = name[0].toUpperCase() + name.slice(1);
    const required = new Set(schema.required ?? []);
    const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, child]) => [field, `${this.of(child, field, own)}${required.has(field) ? '!' : ''}`]));
    const key = JSON.stringify(fields);
    if (!this.byFields.has(key)) {
      const free = [own, `${parent}${own}`, ...Array.from({ length: 99 }, (_, i) => `${own}${i + 2}`)].find((each) => !this.named.has(each));
      this.byFields.set(key, free);
      this.add(free, fields);
    }
    return this.byFields.get(key);
  }
}

function singular(name) {
  if (name.length < 4) return name;
  if (name.endsWith('ies')) return name.replace(/ies$/, 'y');
  return name.endsWith('ses') ? name.replace(/es$/, '') : name.replace(/([^su])s$/, '$1');
}

function withoutTexts(schema) {
  if (Array.isArray(schema) || typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => !(key === 'description' && typeof value === 'string'))
    .sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, withoutTexts(value)]));
}

/** The validator of pod templates of the Kubernetes API, which is the only form that its package has the schema in. */
async function podValidator() {
  const root = dirname(createRequire(import.meta.url).resolve('kubernetes-models/package.json'));
  const { validate } = await import(pathToFileURL(join(root, '_schemas', 'IoK8sApiCoreV1PodTemplateSpec.js')).href);
  return (value) => (validate(value) ? [] : validate.errors);
}

/** A value that no enum allows. */
const NO_VALUE = '\u0000';

/**
 * A pod template's schema with what the Kubernetes API adds: required fields, and the allowed values of texts. Each place is asked by a template that has
 * nothing but that place, filled wrongly.
 */
function withPodFacts(schema, validatePod, place = (value) => value, pointer = '') {
  if (schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields']) return schema;
  const complaints = (value, keyword) => validatePod(place(value)).filter((error) => error.keyword === keyword && error.instancePath === pointer);
  if (schema.type === 'array') return { ...schema, items: withPodFacts(schema.items, validatePod, (value) => place([value]), `${pointer}/0`) };
  if (schema.type === 'object' && schema.additionalProperties) {
    return { ...schema, additionalProperties: withPodFacts(schema.additionalProperties, validatePod, (value) => place({ x: value }), `${pointer}/x`) };
  }
  if (schema.type === 'object') {
    const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, child]) => (
      [name, withPodFacts(child, validatePod, (value) => place({ [name]: value }), `${pointer}/${name}`)]
    )));
    const required = complaints({}, 'required').map(({ params }) => params.missingProperty).filter((name) => name in properties).sort();
    return { ...schema, properties, required };
  }
  const [refused] = schema.type === 'string' ? complaints(NO_VALUE, 'enum') : [];
  return refused ? { ...schema, enum: [...refused.params.allowedValues].sort() } : schema;
}

/** One line a field. */
function text({ kind, operator, types }) {
  const blocks = Object.entries(types).map(([name, fields]) => {
    const lines = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)).map(([field, type]) => `  ${JSON.stringify(field)}: ${JSON.stringify(type)}`);
    return `${JSON.stringify(name)}: {${lines.length > 0 ? `\n${lines.join(',\n')}\n` : ''}}`;
  });
  return `{\n"kind": ${JSON.stringify(kind)},\n"operator": ${JSON.stringify(operator)},\n"types": {\n${blocks.join(',\n')}\n}\n}\n`;
}

try {
  const folder = process.env.FLINK_CRDS;
  if (!folder) throw new Error('Set FLINK_CRDS to a folder with one folder a release of the operator, such as 1.15.0');
  const validatePod = await podValidator();
  const releases = readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+$/.test(name)).sort();
  const files = new Map(releases.flatMap((release) => filesOf(join(folder, release), release, validatePod)));
  process.exitCode = options.check ? check(files) : write(files);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
