import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { definitionFiles, definitions } from '../kubernetes/crds.mjs';
import { goModule } from '../lib/go.mjs';

/** Where a schema is, in the words of kubeconform. */
export const LOCATION = '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

const CONTROL_PLANE = join(import.meta.dirname, '..', 'kubernetes', 'control-plane');

/** Writes a JSON schema of every kind of Kubernetes, and of every custom resource of a cluster with this Flink operator. */
export async function writeSchemas(folder, operatorVersion) {
  for (const file of await specifications()) {
    const { components } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      for (const { group, kind, version } of schema['x-kubernetes-group-version-kind'] ?? []) {
        // Kinds that are in every group, such as DeleteOptions, are no objects that anybody applies.
        if (schema.properties?.metadata === undefined) continue;
        write(folder, group, kind, version, strict({ $ref: `#/components/schemas/${name}`, components }));
      }
    }
  }
  for (const { spec } of await definitions(operatorVersion)) {
    for (const { name, schema } of spec.versions) write(folder, spec.group, spec.names.kind, name, strict(withCommonFields(schema.openAPIV3Schema)));
  }
}

/** What decides over the schemas: the files that they are made of, and how. */
export async function schemaSources(operatorVersion) {
  return [import.meta.filename, ...await specifications(), ...await definitionFiles(operatorVersion)];
}

/** The files in which Kubernetes describes its kinds. */
async function specifications() {
  const folder = join(await goModule(CONTROL_PLANE, 'k8s.io/kubernetes'), 'api', 'openapi-spec', 'v3');
  return readdirSync(folder).sort().map((name) => join(folder, name));
}

function write(folder, group, kind, version, schema) {
  // The core group has no name, and kubeconform takes its version for one.
  const file = join(folder, group || version, `${kind.toLowerCase()}_${version}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(schema));
}

/** What every object has; not every definition says so. */
function withCommonFields(schema) {
  return { ...schema, properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' }, ...schema.properties } };
}

/** What Kubernetes writes its schemas in, as JSON Schema: without fields that nobody declared, and with null where it is allowed. */
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, default: _, ...rest } = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'enum' ? value : strict(value)]));
  if (typeof rest.type === 'string' && nullable === true) rest.type = [rest.type, 'null'];
  const closed = isSchema(schema) && schema.properties !== undefined && schema.additionalProperties === undefined && !schema['x-kubernetes-preserve-unknown-fields'];
  return closed ? { ...rest, additionalProperties: false } : rest;
}

/** Whether it is a schema and not a map of fields, one of which may be called `properties`. */
function isSchema({ type, properties }) {
  return typeof type === 'string' && typeof properties === 'object';
}
