import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { run } from './run';
import { manifest } from '../plan/manifests';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-plan-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(dir, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const STATELESS = { 'job.upgradeMode': 'stateless' };

/** A job that loses its state, and one that restarts with it, in two folders. */
function folders(): [string, string] {
  const other = (image: string) => manifest('FlinkDeployment', { 'meta:name': 'clicks', 'job.jarURI': 'local:///y.jar', image });
  write('old/orders.yaml', manifest('FlinkDeployment', STATELESS));
  write('old/clicks.yaml', other('clicks:1'));
  write('new/orders.yaml', manifest('FlinkDeployment', { ...STATELESS, image: 'orders:2' }));
  write('new/clicks.yaml', other('clicks:2'));
  return [path.join(dir, 'old'), path.join(dir, 'new')];
}

test('nothing changes: exit code 0, and the assumed operator is named', () => {
  const file = write('a.yaml', manifest());
  const { code, out, err } = run('plan', file, file);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`${file}:4: FlinkDeployment shop/orders: nothing\n1 object: 1 nothing; 0 not acknowledged; with operator 1.16\n`);
});

test('a loss exits with 1, and says where, why and what to do', () => {
  const [old, now] = folders();
  const { code, out } = run('plan', old, now);
  expect(code).toBe(1);
  expect(out).toContain(`${now}/orders.yaml:4: FlinkDeployment shop/orders: restart without state`);
  expect(out).toMatch(/orders\.yaml:\d+: spec\.image: "orders:1" -> "orders:2"\n {4}error stateless-upgrade: the operator restarts the job, and upgrade mode stateless drops its state .*\. Set job\.upgradeMode to savepoint/);
  expect(out).toContain('2 objects: 1 restart without state, 1 restart from a savepoint; 1 not acknowledged');
});

test.each(['orders', 'shop/orders', 'orders=stateless-upgrade'])('what is acknowledged does not fail: %s', (acknowledged) => {
  const { code, out, err } = run('plan', ...folders(), '--acknowledge', acknowledged);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('acknowledged stateless-upgrade');
  expect(out).toContain('0 not acknowledged, 1 acknowledged');
});

test('one rule that is acknowledged accepts no other', () => {
  const old = write('old.yaml', manifest('FlinkDeployment', STATELESS));
  const now = write('new.yaml', manifest('FlinkDeployment', { ...STATELESS, 'image': 'orders:2', 'conf:kubernetes.cluster-id': 'x' }));
  expect(run('plan', old, now, '--acknowledge', 'orders=stateless-upgrade').code).toBe(1);
  expect(run('plan', old, now, '--acknowledge', 'orders').code).toBe(0);
});

test('all wrong acknowledgements are errors with the nearest name, and an unused one is a warning', () => {
  const { code, err, out } = run('plan', ...folders(), '--acknowledge', 'shop/order', '--acknowledge', 'orders=stateless-upgrad');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('error: --acknowledge shop/order: there is no job shop/order: did you mean shop/orders?\n'
    + '--acknowledge orders=stateless-upgrad: there is no rule stateless-upgrad: did you mean stateless-upgrade?');
  expect(run('plan', ...folders(), '--acknowledge', 'clicks', '--acknowledge', 'orders')).toMatchObject({ code: 0, err: 'warning: --acknowledge clicks accepts nothing: remove it' });
});

test('JSON has the verdict, the causes and all changes of each object', () => {
  const { code, out } = run('plan', ...folders(), '--format', 'json');
  const { operatorVersion, summary, objects } = JSON.parse(out);
  expect(code).toBe(1);
  expect({ operatorVersion, summary }).toEqual({
    operatorVersion: '1.16',
    summary: { objects: 2, verdicts: { 'restart-without-state': 1, 'restart-from-savepoint': 1 }, failing: 1, acknowledged: 0 },
  });
  expect(objects[1]).toMatchObject({
    resource: { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', namespace: 'shop', name: 'orders' },
    verdict: 'restart-without-state',
    causes: [{ rule: 'stateless-upgrade', path: 'spec.image', before: 'orders:1', after: 'orders:2', fails: true, acknowledged: false }],
    changes: [{ path: 'spec.image', before: 'orders:1', after: 'orders:2', operator: 'UPGRADE' }],
  });
});

test('Markdown has the worst first, and stays below the limit of a comment', () => {
  const { out } = run('plan', ...folders(), '--format', 'markdown');
  expect(out).toContain('| restart without state | 1 |');
  expect(out.indexOf('shop/orders')).toBeLessThan(out.indexOf('shop/clicks'));
  const many = (image: string) => Array.from({ length: 400 }, (_, i) => manifest('FlinkDeployment', { 'meta:name': `orders-${i}`, image })).join('---\n');
  const long = run('plan', write('old.yaml', many('orders:1')), write('new.yaml', many('orders:2')), '--format', 'markdown').out;
  expect(Buffer.byteLength(long)).toBeLessThan(60_100);
  expect(long).toMatch(/And \d+ more: see the output of `--format text` or `json`\./);
  const same = write('same.yaml', manifest());
  expect(run('plan', same, same, '--format', 'markdown').out).toContain('Nothing changes.');
});

test('--output writes a file and nothing to standard output; a folder that does not exist is an error', () => {
  const file = path.join(dir, 'plan.md');
  const { code, out } = run('plan', ...folders(), '--format', 'markdown', '--output', file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(fs.readFileSync(file, 'utf8')).toContain('# Flink plan');
  expect(run('plan', ...folders(), '--output', path.join(dir, 'none', 'plan.md'))).toMatchObject({ code: 2, err: expect.stringContaining('plan.md cannot be written') });
});

test('--operator-version decides which fields count, and --namespace what has none', () => {
  const old = write('old.yaml', manifest());
  const now = write('new.yaml', manifest('FlinkDeployment', { 'taskManager.resources': { limits: { cpu: '3' } } }));
  expect(run('plan', old, now).out).toContain('restart from a savepoint');
  expect(run('plan', old, now, '--operator-version', '1.15').out).toContain('operator 1.15 does not have this field');
  const bare = write('bare.yaml', manifest('FlinkDeployment', { 'meta:namespace': undefined }));
  expect(run('plan', old, bare).out).toContain('if only the namespace is missing here, set it with --namespace');
  expect(run('plan', old, bare, '-n', 'shop').out).toContain('FlinkDeployment orders: nothing');
});

test.each<[string, string[], string]>([
  ['one path', ['a.yaml'], 'pass two paths, the running manifests and the manifests to apply'],
  ['standard input twice', ['-', '-'], 'only one of the two can be standard input'],
  ['an unknown format', ['a.yaml', 'a.yaml', '--format', 'html'], 'Allowed choices are text, json, markdown'],
  ['a version and two paths', ['a.yaml', 'a.yaml', '--flink-version', '2.2', '--acknowledge', 'x'], 'omit the second path\n--acknowledge cannot be combined with --flink-version'],
  ['a file that does not exist', ['a.yaml', 'none.yaml'], 'there is no such file or folder'],
])('a wrong use exits with 2: %s', (_, args, message) => {
  write('a.yaml', manifest());
  const { code, err } = run('plan', ...args.map((each) => each.endsWith('.yaml') ? path.join(dir, each) : each));
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test('a List of a running cluster is read from standard input', () => {
  const items = [{ ...JSON.parse(JSON.stringify(objectOf(manifest()))), status: { lifecycleState: 'STABLE' } }];
  const now = write('new.yaml', manifest('FlinkDeployment', { image: 'orders:2' }));
  const { status, stdout } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', 'src/cli/main.ts', 'plan', '-', now], {
    cwd: path.join(__dirname, '../..'),
    encoding: 'utf8',
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    env: { ...process.env, TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10","ignoreDeprecations":"6.0"}' },
  });
  expect(status).toBe(0);
  expect(stdout).toContain('shop/orders: restart from a savepoint');
}, 60_000);

function objectOf(text: string): unknown {
  return parse(text);
}

describe('--flink-version', () => {
  const CONFIGURATION = {
    'flinkVersion': 'v1_19',
    'conf:cluster.evenly-spread-out-slots': 'true',
    'conf:jobmanager.scheduler': 'Ng',
    'conf:state.checkpoints.dir': 's3://state/chk',
    'conf:taskmanager.network.memory.buffers-per-channel': '2',
    'conf:web.timeout': '600000',
    'conf:com.example.x': '1',
  };

  test('what the version does not read, refuses, or reads by another name or type, is told with its successor', () => {
    const file = write('a.yaml', manifest('FlinkDeployment', CONFIGURATION));
    const { code, out } = run('plan', '--flink-version', '2.2', file, '--format', 'json');
    const { flinkVersion, objects: [{ from, to, options }] } = JSON.parse(out);
    expect({ flinkVersion, from, to }).toEqual({ flinkVersion: '2.2', from: '1.19', to: '2.2' });
    expect(options.filter(({ line }: any) => line !== undefined).map(({ change, option, advice, fails }: any) => [change, option, advice ?? '', fails])).toEqual([
      ['removed', 'cluster.evenly-spread-out-slots', 'Use taskmanager.load-balance.mode', true],
      ['value', 'jobmanager.scheduler', 'Write a value that both versions read', true],
      ['renamed', 'state.checkpoints.dir', 'Use execution.checkpointing.dir', false],
      ['removed', 'taskmanager.network.memory.buffers-per-channel', 'Remove it', true],
      ['type', 'web.timeout', '', false],
    ]);
    expect(options.filter(({ line }: any) => line === undefined).map(({ option }: any) => option)).not.toContain('heartbeat.timeout');
    expect(options.find(({ option }: any) => option === 'web.timeout').line).toBe(fs.readFileSync(file, 'utf8').split('\n').findIndex((line) => line.includes('web.timeout')) + 1);
    expect(code).toBe(1);
  });

  test('a default that changes is told where the job does not set the option, and fails nothing', () => {
    const unset = write('a.yaml', manifest('FlinkDeployment', { flinkVersion: 'v2_2' }));
    const { code, out } = run('plan', '--flink-version', '2.3', unset);
    expect(code).toBe(0);
    expect(out).toContain('note default security.ssl.verify-hostname: not set, and the default changes from "true" to "false". Set it, if the job relies on "true".');
    const set = write('b.yaml', manifest('FlinkDeployment', { 'flinkVersion': 'v2_2', 'conf:security.ssl.verify-hostname': 'true' }));
    expect(run('plan', '--flink-version', '2.3', set).out).not.toContain('verify-hostname');
  });

  test('the same version changes nothing, in any format', () => {
    const file = write('a.yaml', manifest());
    expect(run('plan', '--flink-version', '2.1', file).out).toContain('Flink 2.1 -> 2.1: no option changes');
    expect(run('plan', '--flink-version', '2.1', file, '--format', 'markdown').out).toContain('Nothing changes.');
  });
});
