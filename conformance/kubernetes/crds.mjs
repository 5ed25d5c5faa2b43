import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  const missing = operatorVersions.filter((version) => flinkRelease(version) === undefined);
  return missing.length === 0 ? undefined
    : `needs the Flink operator's custom resource definitions: set FLINK_CRDS to a folder with ${missing.map((version) => `${version}.0/`).join(', ')} `
      + '(or another patch release), each holding the files of helm/flink-kubernetes-operator/crds/ of that release';
}

/** The folder of the newest release of a minor version; undefined where there is none. */
function flinkRelease(minor) {
  const folder = flinkFolder();
  if (folder === undefined || !existsSync(folder)) return undefined;
  const patch = (release) => Number(release.slice(minor.length + 1));
  const [release] = readdirSync(folder).filter((name) => name.startsWith(`${minor}.`)).sort((a, b) => patch(b) - patch(a));
  return release && join(folder, release);
}

/**
 * Every custom resource definition that a cluster with this Flink operator would have.
 *
 * @param isWanted which of their files, by name
 */
export async function definitions(operatorVersion, isWanted = () => true) {
  return (await definitionFiles(operatorVersion)).filter((file) => isWanted(basename(file))).flatMap(definitionsIn);
}

/** The files that hold them. */
export async function definitionFiles(operatorVersion) {
  const folders = [flinkRelease(operatorVersion)];
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
    // its objects are deleted first, which takes a busy server minutes
    await until(`${name} is gone`, 240, () => client.get(apiVersion, kind, undefined, name).then(() => false, ({ code }) => code === 404));
  }
  await install(client, crds.filter((crd) => !same(crd, old)));
}

const read = new Map();

/** The definitions in a file. They are large, and several clusters want them. */
function definitionsIn(file) {
  if (!read.has(file)) read.set(file, parseAllDocuments(withoutHelm(readFileSync(file, 'utf8'))).map((document) => document.toJS())
    .filter((object) => object?.kind === 'CustomResourceDefinition').map(creatable));
  return read.get(file);
}

/** Without a scale subresource that has no path of its status: the API server refuses the definition of FlinkBlueGreenDeployment that operator 1.16.1 released. */
function creatable(definition) {
  for (const { subresources } of definition.spec.versions) {
    if (subresources?.scale && !subresources.scale.statusReplicasPath) delete subresources.scale;
  }
  return definition;
}

/** A Helm chart's own lines; without them there is a definition like any other. */
function withoutHelm(text) {
  return text.split('\n').filter((line) => !line.includes('{{')).join('\n');
}
