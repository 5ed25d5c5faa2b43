import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { needsGo } from '../lib/go.mjs';
import { HELM, installedProgram } from '../lib/helm.mjs';

const require = createRequire(import.meta.url);
const { parseAllDocuments } = require('yaml');

const ROOT = join(import.meta.dirname, '..', '..');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
const VALUES = {
  values: {
    namespace: 'shop', tag: '2.1.0', topic: 'orders', bucket: 'state-prod', issuer: 'shop-ca', maxParallelism: '720', flameGraphs: 'true', kafkaNamespace: 'kafka',
  },
  braces: { team: 'payments' },
};

/** Each major version, by its version in the report. */
const VERSIONS = Object.fromEntries(Object.entries(HELM).map(([name, { version }]) => [version.slice(1), name]));

export const name = 'helm';
export const what = 'cdk8s synth --format helm makes charts that Helm renders to what a plain synth with the same values makes, braces included';
export const versions = Object.keys(VERSIONS);
export const needs = needsGo;

/** Differences that a failure tells. */
const SHOWN = 3;

export async function prepare(asked) {
  for (const version of asked) await helm(version);
}

export async function judge(section, version) {
  await verify(section, version, {});
}

/**
 * @param breaks `env`: settings for the programs when the chart is made; `values`: others than those of the plain synth
 */
export async function verify(section, version, { env = {}, values = {} }) {
  const program = await helm(version);
  for (const [chart, own] of Object.entries(VALUES)) {
    section.progress(`the chart ${chart}`);
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-flink-helm-'));
    try {
      await ofChart(section, { program, chart, folder, own, env, values });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

async function ofChart(section, { program, chart, folder, own, env, values }) {
  const app = `node -r ${require.resolve('ts-node/register/transpile-only')} ${join(import.meta.dirname, 'programs', `${chart}.ts`)}`;
  const synth = (output, more, options = []) => run(process.execPath, [CDK8S, 'synth', '--app', app, '--output', join(folder, output), ...options], { cwd: ROOT, env: more });
  await synth('plain', { VALUES: JSON.stringify(own) });
  await synth('chart', env, ['--format', 'helm', '--chart-version', '1.0.0']);
  let rendered;
  await section.check({
    what: `${chart}: helm template accepts the chart`, asked: 'helm template', expected: 'rendered',
    said: async () => {
      const set = Object.entries({ ...own, ...values }).flatMap(([key, value]) => ['--set-string', `${key}=${value}`]);
      rendered = await run(program, ['template', 'release', join(folder, 'chart'), ...set]);
      return 'rendered';
    },
  });
  const plain = objectsOf(readdirSync(join(folder, 'plain')).sort().map((file) => readFileSync(join(folder, 'plain', file), 'utf8')).join('---\n'));
  await section.check({
    what: `${chart}: each object is that of the plain synth`, asked: 'helm template', expected: [],
    said: () => differences(plain, objectsOf(rendered)),
  });
  await section.check({
    what: `${chart}: check finds no error in what Helm renders`, asked: 'helm template | cdk8s-flink check -', expected: 0,
    said: async () => JSON.parse(await run(process.execPath, [join(ROOT, 'lib', 'cli', 'main.js'), 'check', '--format', 'json', '-'], { input: rendered })).summary.errors,
  });
}

function helm(version) {
  return installedProgram(VERSIONS[version], HELM[VERSIONS[version]]);
}

/** Objects by kind and name, as text. */
function objectsOf(text) {
  const objects = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS()).filter((object) => object !== null);
  return new Map(objects.map((object) => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, JSON.stringify(object)]));
}

function differences(plain, rendered) {
  const names = [...new Set([...plain.keys(), ...rendered.keys()])].sort();
  return names.filter((each) => plain.get(each) !== rendered.get(each)).map((each) => {
    const [one, other] = [plain.get(each) ?? '', rendered.get(each) ?? ''];
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    return `${each}: ${one.slice(at - 20, at + 40)} | ${other.slice(at - 20, at + 40)}`;
  }).slice(0, SHOWN);
}
