import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from './run';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-own-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
}

const MANIFEST = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: clicks
  namespace: shop
spec:
  image: docker.io/library/clicks:3.1
  flinkVersion: v1_20
  flinkConfiguration: { execution.checkpointing.interval: 2 min }
  serviceAccount: flink
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 4Gi, cpu: 2 } }
  job: { jarURI: "local:///opt/flink/usrlib/clicks.jar", parallelism: 4 }
`;

/** The sample of the document. */
const [, DOCUMENTED] = /^```js\n([^]*?)^```$/m.exec(fs.readFileSync(path.join(__dirname, '../../docs/command-line.md'), 'utf8'))!;

const plain = (id: string, body = 'return [];') => `{ id: '${id}', title: 't', rationale: 'r', check(workload) { ${body} } }`;
const FINDING = "{ path: 'spec.image', message: 'm', fix: 'f' }";

function check(file: string, ...flags: string[]): { code: number; err: string; found: any[] } {
  const { code, out, err } = run('check', write('a.yaml', MANIFEST), '--guidelines', file, '--format', 'json', ...flags);
  return { code, err, found: out === '' ? [] : JSON.parse(out).findings };
}

test('the documented example fires, and is silent where it should be', () => {
  const ours = write('ours.js', DOCUMENTED);
  const { code, found } = check(ours, '--only', 'SHOP');
  expect(found).toEqual([expect.objectContaining({
    guideline: 'SHOP-01', severity: 'error', path: 'spec.image', value: 'docker.io/library/clicks:3.1', file: path.join(dir, 'a.yaml'), line: 7,
  })]);
  expect(code).toBe(1);
  const mended = write('b.yaml', MANIFEST.replace('docker.io/library', 'registry.example.com'));
  expect(run('check', mended, '--guidelines', ours, '--only', 'SHOP')).toMatchObject({ code: 0, out: expect.stringContaining('0 errors') });
});

test.each<[string, string, string[]]>([
  ['module.exports', `module.exports = ${plain('OUR-1', `return [${FINDING}];`)};`, ['OUR-1']],
  ['default and named exports, each once', `const a = ${plain('OUR-1', `return [${FINDING}];`)}; module.exports = { __esModule: true, default: a, a, b: ${plain('OUR-2', `return [${FINDING}];`)} };`, ['OUR-1', 'OUR-2']],
  ['an array', `exports.all = [${plain('OUR-1', `return [${FINDING}];`)}, ${plain('OUR-2')}];`, ['OUR-1']],
])('%s', (_, text, ids) => {
  const { found } = check(write('ours.js', text), '--only', 'OUR');
  expect(found.map(({ guideline }) => guideline)).toEqual(ids);
  expect(found[0]).toMatchObject({ severity: 'warning', line: 7, value: 'docker.io/library/clicks:3.1' });
});

test('several files, beside the guidelines of this library', () => {
  const [a, b] = [write('a.js', `exports.a = ${plain('OUR-1', `return [${FINDING}];`)};`), write('b.js', `exports.b = ${plain('OUR-2', `return [${FINDING}];`)};`)];
  const ids = check(a, '--guidelines', b).found.map(({ guideline }) => guideline);
  expect(ids).toEqual(expect.arrayContaining(['OUR-1', 'OUR-2', 'SEC-09']));
  expect(check(a, '--guidelines', b, '--skip', 'OUR-1').found.map(({ guideline }) => guideline)).not.toContain('OUR-1');
});

test('may be suppressed and required, and are rules in SARIF', () => {
  const ours = write('ours.js', `exports.a = ${plain('OUR-1', `return [${FINDING}];`)};`);
  const file = write('b.yaml', MANIFEST.replace('  namespace', '  annotations: { cdk8s-flink.dev/suppress: "OUR-1: why" }\n  namespace'));
  const findings = (...flags: string[]) => JSON.parse(run('check', file, '--guidelines', ours, '--format', 'json', ...flags).out).findings;
  expect(findings('--only', 'OUR')).toEqual([expect.objectContaining({ guideline: 'OUR-1', suppressed: 'why' })]);
  expect(findings('--only', 'PAR').filter(({ path: where }: any) => where.includes('suppress'))).toEqual([]);
  expect(findings('--only', 'OUR', '--require', 'OUR-1').map(({ suppressed }: any) => suppressed)).toEqual([undefined, undefined]);
  const [{ tool: { driver: { rules } } }] = JSON.parse(run('check', file, '--guidelines', ours, '--format', 'sarif').out).runs;
  expect(rules.at(-1)).toMatchObject({ id: 'OUR-1', properties: { tags: ['OUR'] }, defaultConfiguration: { level: 'warning' } });
  expect(rules.at(-1)).not.toHaveProperty('helpUri');
});

test('report takes them, too', () => {
  const ours = write('ours.js', `exports.a = ${plain('OUR-1', `return [${FINDING}];`)};`);
  const { code, out } = run('report', write('a.yaml', MANIFEST), '--guidelines', ours);
  expect(code).toBe(0);
  expect(out).toContain('<span class="id">OUR-1</span>');
});

test('one that fails is an error about itself, and ends nothing', () => {
  const bodies = ["throw new Error('no such thing');", 'return undefined;', "return [{ path: 'spec' }];", "return [{ path: 'a', message: 'm', fix: 'f', severity: 'fatal' }];"];
  const { code, found } = check(write('ours.js', `exports.all = [${bodies.map((body, i) => plain(`OUR-${i}`, body)).join(', ')}];`), '--only', 'OUR');
  expect(code).toBe(1);
  expect(found.map(({ guideline, message }) => `${guideline} ${message}`).sort()).toEqual([
    'OUR-0 failed on clicks: no such thing',
    'OUR-1 failed on clicks: check must return an array of findings',
    'OUR-2 failed on clicks: a finding must have message, fix as texts',
    'OUR-3 failed on clicks: a finding has the severity "fatal". Use one of error, warning, advice',
  ]);
});

test.each<[string, string, string[]]>([
  ['a module that throws', "\nthrow new Error('boom');", ['ours.js: cannot be loaded: boom (line 2)']],
  ['a module that cannot be parsed', 'exports.a = {', ['ours.js: cannot be loaded: ']],
  ['a module that needs one that there is not', "require('no-such-module');", ["ours.js: cannot be loaded: Cannot find module 'no-such-module'"]],
  ['nothing', '', ['ours.js: the module exports nothing. Export a Guideline']],
  ['a function', 'exports.help = () => 1;', ['ours.js: the export help: must be a guideline, not a function']],
  ['a class', 'exports.Team = class Team { check() { return []; } };', ['ours.js: the export Team: must be an instance, not a class. Export new Team()']],
  ['an object of another kind', 'exports.options = { a: 1 };', ['ours.js: the export options: must be a guideline.']],
  ['a guideline without anything', "exports.a = { id: 'x1', severity: 'bad', sources: 'here' };", [
    'the export a: id must not be "x1". Write capital letters or digits, a dash and a number', 'title must be set', 'rationale must be set', 'check must be set', 'severity must not be "bad"', 'sources must be an array',
  ]],
  ['an id of this library', `exports.a = ${plain('CKP-02')};`, ['the export a has the id CKP-02 of a guideline of this library']],
  ['an id twice', `exports.a = ${plain('OUR-1')}; exports.b = ${plain('OUR-1')};`, ['the export b has the same id OUR-1 as ']],
])('%s is bad usage, and says all that is wrong', (_, text, expected) => {
  const { code, err, found } = check(write('ours.js', text));
  expect({ code, found }).toEqual({ code: 2, found: [] });
  for (const words of expected) expect(err).toContain(words);
  expect(err).not.toMatch(/^\s+at /m);
});

test('every file that is wrong is named at once', () => {
  const { code, err } = check(path.join(dir, 'none.js'), '--guidelines', dir, '--guidelines', write('c.js', 'exports.a = 1;'));
  expect(code).toBe(2);
  expect(err).toContain(`error: ${path.join(dir, 'none.js')}: there is no such file\n`);
  expect(err).toContain(`${dir}: must be a JavaScript file, not a folder\n`);
  expect(err).toContain('c.js: the export a: must be a guideline, not a number');
});

/** Whether this Node.js loads ES modules where CommonJS is expected. */
const LOADS_ES_MODULES = (process.features as any).require_module === true;

(LOADS_ES_MODULES ? test : test.skip)('ES modules, in a process that is not Jest\'s', () => {
  const ours = write('ours.mjs', `export default ${plain('OUR-1')};\nexport const more = ${plain('OUR-2')};`);
  const late = write('late.mjs', `await null;\nexport default ${plain('OUR-3')};`);
  const program = `const { loadGuidelines } = require('./src/cli/own-guidelines');
    console.log(loadGuidelines([${JSON.stringify(ours)}]).map(({ id }) => id).join());
    try { loadGuidelines([${JSON.stringify(late)}]); } catch ({ message }) { console.log(message); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', program], {
    cwd: path.join(__dirname, '../..'),
    encoding: 'utf8',
    env: { ...process.env, TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10","ignoreDeprecations":"6.0"}' },
  });
  expect({ stdout, stderr }).toEqual({ stdout: `OUR-1,OUR-2\n${late}: a module with an await at its top level cannot be loaded here. Move the await into a function\n`, stderr: '' });
}, 60_000);
