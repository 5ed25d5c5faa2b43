// The scripts and expressions that are shipped, the objects that they are tried on, and the judge that runs them.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { said } from '../lib/commands.mjs';

const require = createRequire(import.meta.url);
const { parse } = require('yaml');

const ROOT = join(import.meta.dirname, '..', '..');
const FIXTURES = join(ROOT, 'test', 'gitops', 'health');
export const KINDS = readdirSync(FIXTURES).map((file) => file.replace('.yaml', '')).sort();

/** The scripts for Argo CD by kind. */
export function scripts() {
  return Object.fromEntries(KINDS.map((kind) => [kind, readFileSync(join(ROOT, 'catalogue', 'gitops', 'argocd', `${kind}.lua`), 'utf8')]));
}

/** The expressions for Flux by kind. */
export function expressions() {
  const all = parse(readFileSync(join(ROOT, 'catalogue', 'gitops', 'flux', 'health-check-exprs.yaml'), 'utf8'));
  return Object.fromEntries(all.map(({ apiVersion, kind, ...each }) => [kind, each]));
}

/** Objects of one kind, with what is expected of them. */
export function fixtures(kind) {
  return parse(readFileSync(join(FIXTURES, `${kind}.yaml`), 'utf8')).map(({ name, argoCd, flux, message, generation, spec, status }) => ({
    name, argoCd, flux, message,
    object: { apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name: 'orders', namespace: 'shop', generation }, spec, ...status === undefined ? {} : { status } },
  }));
}

/** Argo CD's own objects of one kind, with what its test expects of them. */
export function ofArgoCd(program, archive, kind) {
  return said(program, ['fixtures', archive]).trim().split('\n').map((line) => JSON.parse(line)).filter((each) => each.kind === kind);
}

/** The file of a released module, checked against its sum. A module that asks for a newer Go than this one is downloaded all the same. */
export function moduleArchive({ module, version, sum }, cwd) {
  const { Zip, Sum, Error: trouble } = JSON.parse(said('go', ['-C', cwd, 'mod', 'download', '-json', `${module}@${version}`]));
  if (Sum !== sum) throw new Error(`${module} ${version} has the sum ${Sum}, not ${sum}: ${trouble}`);
  return Zip;
}

/** Asks the judge about objects, all at once. */
export function ask(program, questions) {
  return said(program, [], questions.map((question) => `${JSON.stringify(question)}\n`).join('')).trim().split('\n').map((line) => JSON.parse(line));
}
