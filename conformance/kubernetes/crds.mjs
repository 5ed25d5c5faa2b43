import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { goModule } from '../lib/go.mjs';
import { until } from '../lib/wait.mjs';

/** The releases of other operators, whose definitions are carried by the modules that `crds/go.mod` pins. */
const MODULES = [
  ['github.com/prometheus-operator/prometheus-operator', 'example/prometheus-operator-crd'],
  ['github.com/cert-manager/cert-manager', 'deploy/crds'],
  ['github.com/kedacore/keda/v2', 'config/crd/bases'],
];

/** The folder of the Flink operator's definitions, one folder a release in it; undefined where nobody named one. */
export function flinkFolder() {
  return process.env.FLINK_CRDS;
}

/** Why the definitions of the Flink operator are not there; nothing where they are. */
export function needsFlinkDefinitions(operatorVersions) {
  const folder = flinkFolder();
  const missing = operatorVersions.filter((version) => folder === undefined || !existsSync(join(folder, `${version}.0`)));
  return missing.length === 0 ? undefined
    : `needs the Flink operator's custom resource definitions: set FLINK_CRDS to a folder with ${missing.map((version) => `${version}.0/`).join(', ')}, `
      + 'each holding the files of helm/flink-kubernetes-operator/crds/ of that release';
}

/** Every custom resource definition that a cluster with this Flink operator would have. */
export async function definitions(operatorVersion) {
  return (await definitionFiles(operatorVersion)).flatMap(definitionsIn);
}

/** The files that hold them. */
export async function definitionFiles(operatorVersion) {
  const folders = [join(flinkFolder(), `${operatorVersion}.0`)];
  for (const [module, folder] of MODULES) folders.push(join(await goModule(join(import.meta.dirname, 'crds'), module), folder));
  return folders.flatMap((folder) => readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(folder, name)));
}

/** Installs definitions, and waits until they are served. */
export async function install(client, crds) {
  await Promise.all(crds.map((crd) => client.apply(crd)));
  for (const { apiVersion, kind, metadata } of crds) {
    await until(`${metadata.name} is served`, 60, async () => {
      const { status } = await client.get(apiVersion, kind, undefined, metadata.name);
      return status.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True');
    });
  }
}

/** Installs definitions instead of others, which are deleted with all their objects. Those that are the same stay. */
export async function replace(client, old, crds) {
  const same = (one, others) => others.some((other) => isDeepStrictEqual(one, other));
  const outdated = old.filter((crd) => !same(crd, crds));
  await Promise.all(outdated.map((crd) => client.delete(crd)));
  for (const { apiVersion, kind, metadata: { name } } of outdated) {
    await until(`${name} is gone`, 60, () => client.get(apiVersion, kind, undefined, name).then(() => false, ({ code }) => code === 404));
  }
  await install(client, crds.filter((crd) => !same(crd, old)));
}

const read = new Map();

/** The definitions in a file. They are large, and several clusters want them. */
function definitionsIn(file) {
  if (!read.has(file)) read.set(file, parseAllDocuments(withoutHelm(readFileSync(file, 'utf8'))).map((document) => document.toJS()).filter((object) => object?.kind === 'CustomResourceDefinition'));
  return read.get(file);
}

/** A Helm chart's own lines; without them there is a definition like any other. */
function withoutHelm(text) {
  return text.split('\n').filter((line) => !line.includes('{{')).join('\n');
}
