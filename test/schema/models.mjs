// Judges manifests by the validators of the kubernetes-models packages, which are ES modules and so want a process of their own.
// Reads a JSON list of manifests, writes a JSON list: the complaints of each.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const roots = ['kubernetes-models', '@kubernetes-models/cert-manager', '@kubernetes-models/flink', '@kubernetes-models/prometheus-operator']
  .map((name) => dirname(require.resolve(`${name}/package.json`)));

async function complaints(manifest) {
  const { apiVersion, kind } = manifest;
  const file = roots.map((root) => join(root, apiVersion, `${kind}.js`)).find(existsSync);
  if (!file) return [`no schema of ${apiVersion} ${kind}`];
  const model = new (await import(file))[kind](manifest);
  try {
    model.validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

let input = '';
for await (const chunk of process.stdin) input += chunk;
const output = [];
for (const manifest of JSON.parse(input)) output.push(await complaints(manifest));
process.stdout.write(JSON.stringify(output));
