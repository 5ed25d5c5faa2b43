import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Testing, Yaml } from 'cdk8s';
import { run } from './run';
import { FlinkEnvironment, FlinkVersion, OperatorVersion, ProductionFlinkJob } from '../../src';
import { EXAMPLES, synthExample } from '../examples/examples';
import { chartOf, SOUND as SOUND_JOB, SUPPORTED } from '../jobs';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-check-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
}

/** A hand-written deployment that runs well and knows nothing of us. */
const SOUND = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: clicks
spec:
  image: registry.example.com/clicks:3.1
  flinkVersion: v1_20
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
    execution.checkpointing.interval: 2 min
    execution.checkpointing.dir: s3://state/clicks/checkpoints
    execution.checkpointing.savepoint-dir: s3://state/clicks/savepoints
    high-availability.type: kubernetes
    high-availability.storageDir: s3://state/clicks/ha
  serviceAccount: flink
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 4Gi, cpu: 2 } }
  job: { jarURI: "local:///opt/flink/usrlib/clicks.jar", parallelism: 4, upgradeMode: savepoint }
`;

/** Guideline, severity and line of each finding. */
function check(text: string, ...flags: string[]): { code: number; found: string[]; summary: any } {
  const { code, out } = run('check', write('manifest.yaml', text), '--format', 'json', ...flags);
  const { summary, findings } = JSON.parse(out);
  return { code, summary, found: findings.filter(({ suppressed }: any) => suppressed === undefined).map(({ guideline, severity, line }: any) => `${line} ${severity} ${guideline}`) };
}

/** What a job lacks that somebody wrote with Flink's documentation beside them. */
const BY_HAND = [
  '4 warning SEC-09', '8 warning MON-16', '8 warning SEC-01', '8 warning SEC-04', '8 advice PAR-01', '5 warning SEC-06', '5 warning SEC-07', '5 warning SEC-08', '17 advice K8S-02',
].sort();

test('a hand-written deployment that runs well has no error', () => {
  const { code, found, summary } = check(SOUND);
  expect(code).toBe(0);
  expect(found.sort()).toEqual(BY_HAND);
  expect(summary).toEqual({ workloads: 1, kinds: { FlinkDeployment: 1 }, errors: 0, warnings: 7, advice: 2, suppressed: 0, notJudged: [] });
});

/** What is found beyond what every job by hand lacks, wherever it now stands. */
function beyond(text: string, ...flags: string[]): string[] {
  const known = new Set(BY_HAND.map((line) => line.split(' ')[2]));
  return check(text, ...flags).found.filter((line) => !known.has(line.split(' ')[2])).sort();
}

/** Examples that show what the defaults are, and so leave open who encrypts: there is no default for that. */
const PLAIN = ['fleet', 'operations-guide', 'python', 'quickstart', 'reactive', 'sql'];

test.each(EXAMPLES.flatMap((name) => SUPPORTED.map((version) => [name, version] as const)))('what we emit is sound: %s on Flink %s', (name, version) => {
  const manifests = synthExample(name, version);
  const { code, found } = check(Yaml.stringify(...manifests));
  expect(code).toBe(0);
  const jobs = manifests.filter(({ kind }) => kind === 'FlinkDeployment');
  expect(found).toEqual(PLAIN.includes(name) ? jobs.map(() => expect.stringMatching(/^\d+ warning SEC-01$/)) : []);
});

test.each([OperatorVersion.V1_13, OperatorVersion.V1_14])('what we emit for operator %s is sound there', (operatorVersion) => {
  const chart = chartOf();
  FlinkEnvironment.of(chart).set({ operatorVersion });
  new ProductionFlinkJob(chart, 'orders', SOUND_JOB);
  expect(check(Yaml.stringify(...Testing.synth(chart)), '--operator-version', operatorVersion.minor)).toMatchObject({ code: 0, found: [] });
});

test.each<[string, string, string, string[]]>([
  ['a misspelt key', 'execution.checkpointing.interval: 2 min', 'execution.checkpointing.intervall: 2 min', ['10 error ARC-12', '8 warning CKP-01']],
  ['a boolean that is yes', 'execution.checkpointing.interval: 2 min', 'execution.checkpointing.incremental: "yes"', ['10 error ARC-12', '8 warning CKP-01']],
  ['a duration that is a number to YAML', 'execution.checkpointing.interval: 2 min', 'execution.checkpointing.interval: 60', ['10 warning ARC-12', '10 warning CKP-02']],
  ['no savepoint directory', '    execution.checkpointing.savepoint-dir: s3://state/clicks/savepoints\n', '', ['8 error UPG-02']],
  ['no HA directory', '    high-availability.storageDir: s3://state/clicks/ha\n', '', ['8 error HA-02']],
  ['a forbidden key', 'high-availability.type: kubernetes', 'kubernetes.cluster-id: x', ['13 error HA-06', '8 warning HA-01']],
  ['the tag latest', 'clicks:3.1', 'clicks:latest', ['6 warning ARC-08']],
  ['a misspelt field', 'parallelism: 4', 'paralelism: 4', ['18 error ARC-12', '18 error PAR-08']],
  ['a name with capitals', 'name: clicks', 'name: Clicks', ['4 error ARC-12']],
  ['a version of long ago', 'v1_20', 'v1_17', ['7 warning ARC-08', '11 error ARC-12', '12 error ARC-12']],
  ['a version of longer ago', 'v1_20', 'v1_14', ['7 error ARC-08']],
  ['no service account', '  serviceAccount: flink\n', '', ['5 error ARC-10']],
  ['a process that is too small', '4Gi', '800m', ['17 error MEM-01']],
  ['a process without a size', 'resource: { memory: 4Gi, cpu: 2 }', 'resource: { cpu: 2 }', ['17 error MEM-01']],
])('%s', (_, from, to, expected) => {
  expect(SOUND).toContain(from);
  expect(beyond(SOUND.replace(from, to))).toEqual([...expected].sort());
});

test('a process size counts where the spec says none, and not where it does', () => {
  const sized = SOUND.replace('  flinkConfiguration:\n', '  flinkConfiguration:\n    taskmanager.memory.process.size: 4g\n');
  expect(beyond(sized)).toEqual(['9 error MEM-01']);
  expect(beyond(sized.replace('resource: { memory: 4Gi, cpu: 2 }', 'resource: { cpu: 2 }'))).toEqual([]);
});

test('nested configuration is the same, and its lines are its own', () => {
  const nested = SOUND.replace('    execution.checkpointing.interval: 2 min\n', '    execution:\n      checkpointing:\n        intervall: 2 min\n');
  expect(beyond(nested)).toEqual(['11 warning CKP-01', '12 error ARC-12']);
});

test('keys that stand in each other\'s way, from 2.0 on', () => {
  const old = SOUND.replace('execution.checkpointing.interval: 2 min', 'state.backend: rocksdb\n    state.backend.incremental: "true"');
  expect(beyond(old)).toEqual(['10 advice ARC-12', '11 advice ARC-12', '18 advice RES-03', '8 warning CKP-01']);
  expect(beyond(old, '--flink-version', '2.2')).toEqual(['10 advice ARC-12', '10 error ARC-12', '11 advice ARC-12', '18 advice RES-03', '8 warning CKP-01']);
});

test('TLS that is off although a key seems to switch it on', () => {
  const tls = SOUND.replace('v1_20', 'v2_2').replace('execution.checkpointing.interval: 2 min', 'security.ssl.enabled: "true"');
  const { out } = run('check', write('tls.yaml', tls), '--format', 'compact');
  expect(out).toContain('tls.yaml:10: [clicks] error ARC-12 spec.flinkConfiguration[\'security.ssl.enabled\'] = "true"');
  expect(out).toContain('Use security.ssl.internal.enabled and security.ssl.rest.enabled');
});

test('--fail-on decides from which severity on it fails', () => {
  const warned = SOUND.replace('interval: 2 min', 'interval: 120000');
  const only = ['--only', 'ARC-12'];
  expect(check(warned, ...only).code).toBe(0);
  expect(check(warned, ...only, '--fail-on', 'warning').code).toBe(1);
  expect(check(SOUND, ...only, '--fail-on', 'advice').code).toBe(0);
});

test('other kinds, other groups, lists, comments and CRLF are read; a broken file is named and fails with 2', () => {
  write('a.yaml', `# nothing but a comment\n---\n---\napiVersion: v1\nkind: List\nitems:\n- ${SOUND.trimEnd().replace(/\n/g, '\n  ')}\n`.replace(/\n/g, '\r\n'));
  write('b.yaml', 'apiVersion: example.com/v1\nkind: FlinkDeployment\n');
  write('c.json', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap' }));
  expect(run('check', dir).out.trim().split('\n').at(-1)).toBe('1 FlinkDeployment, 2 other objects: 0 errors, 7 warnings, 2 advice');
  write('d.yaml', 'a: [1\nb: 2\n');
  const { code, err } = run('check', dir);
  expect(code).toBe(2);
  expect(err).toMatch(/d\.yaml:\d+:\d+: /);
});

test('options of one\'s own travel with the manifest', () => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...SOUND_JOB, ownOptions: ['com.example.', 'my-switch'], flinkConfiguration: { 'com.example.rate': '5', 'my-switch': 'on' } });
  const text = Yaml.stringify(...Testing.synth(chart));
  expect(text).toContain('cdk8s-flink.dev/own-options: com.example. my-switch');
  expect(check(text)).toMatchObject({ code: 0, found: [] });
  expect(beyond(text.replace('cdk8s-flink.dev/own-options', 'example.com/else'))).toHaveLength(2);
});

test('the same rules judge a program and its manifest', () => {
  const chart = chartOf();
  const job = new ProductionFlinkJob(chart, 'orders', {
    ...SOUND_JOB, flinkVersion: FlinkVersion.V2_0, flinkConfiguration: { 'scheduler-mode': 'reactive', 'execution.checkpointing.min-pause': '1 h' },
  });
  const manifests = chart.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).map((object) => (object as ApiObject).toJson());
  expect(job.findings).toHaveLength(2);
  expect(check(Yaml.stringify(...manifests)).found.map((line) => line.replace(/^\d+ /, '')).sort())
    .toEqual(job.findings.map(({ severity, guideline }) => `${severity} ${guideline}`).sort());
});

describe('every kind, and nothing at all', () => {
  const HEAD = 'apiVersion: flink.apache.org/v1beta1\nmetadata: { name: broken, namespace: shop }\n';

  test.each([
    ['FlinkDeployment', 'spec: { imagee: x }', 3],
    ['FlinkBlueGreenDeployment', 'spec: { blue: {} }', 3],
    ['FlinkSessionJob', 'spec: { job: { paralelism: 1 } }', 3],
    ['FlinkStateSnapshot', 'spec: { savepont: {} }', 3],
    ['FlinkJob', 'spec: {}', 4],
  ])('a broken %s fails, with file and line', (kind, spec, line) => {
    const file = write('broken.yaml', `${HEAD}${spec}\nkind: ${kind}\n`);
    const { code, out } = run('check', file, '--format', 'compact');
    expect(code).toBe(1);
    expect(out).toContain(`${file}:${line}: [${kind === 'FlinkDeployment' ? '' : `${kind} `}shop/broken] `);
  });

  test('what is not judged is named, in text and in JSON', () => {
    const file = write('broken.yaml', `${HEAD}kind: FlinkJob\n`);
    expect(run('check', file).out).toContain(`${file}:1: [FlinkJob shop/broken] not checked: no operator version supports it`);
    const { notJudged, workloads } = JSON.parse(run('check', file, '--format', 'json').out).summary;
    expect(notJudged).toEqual([{ apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkJob', namespace: 'shop', name: 'broken', file, line: 1 }]);
    expect(workloads).toBe(0);
  });

  test.each(['check', 'memory', 'pods', 'report'])('%s of a path without Kubernetes objects is a mistake, unless somebody says that it may be', (command) => {
    write('values.yaml', 'replicas: 2\n');
    const { code, err, out } = run(command, dir);
    expect(code).toBe(2);
    expect(err).toContain(`${dir} contains no Kubernetes object (apiVersion and kind)`);
    expect(out).toBe('');
    expect(run(command, '--allow-empty', dir).code).toBe(0);
  });

  test('each path counts by itself: what one lacks keeps no other from being judged', () => {
    const sound = write('sound.yaml', SOUND);
    const empty = write('empty.yaml', '');
    const { code, err, out } = run('check', sound, empty);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${empty} contains no Kubernetes object`);
    expect(err).not.toContain(`${sound} has`);
    expect(out).toContain('1 FlinkDeployment, 0 other objects: 0 errors');
  });

  test.each(['items: []', 'items:', 'metadata: {}'])('a List with nothing in it (%s) has no object', (items) => {
    const { code, err } = run('check', write('list.yaml', `apiVersion: v1\nkind: List\n${items}\n`));
    expect(code).toBe(2);
    expect(err).toContain('contains no Kubernetes object');
  });

  test.each(['List', 'FlinkDeploymentList'])('the objects of a %s are judged, each on its line', (kind) => {
    const { found, summary } = check(`apiVersion: ${kind === 'List' ? 'v1' : 'flink.apache.org/v1beta1'}\nkind: ${kind}\nitems:\n- ${SOUND.replace('clicks:3.1', 'clicks:latest').trimEnd().replace(/\n/g, '\n  ')}\n`);
    expect(found).toContain('9 warning ARC-08');
    expect(summary).toMatchObject({ kinds: { FlinkDeployment: 1 }, errors: 0 });
  });

  test('what a typed list has need not repeat its kind', () => {
    const items = [{ metadata: { name: 'a', namespace: 'shop' }, data: {} }, null];
    expect(run('check', write('list.json', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMapList', items }))).out).toBe('0 FlinkDeployments, 1 other object: 0 errors, 0 warnings, 0 advice\n');
  });
});

describe('the same object twice', () => {
  const lines = (out: string) => out.split('\n').filter((line) => line.includes(': ['));

  test('is judged once, and named with both places', () => {
    const [a, b] = [write('a.yaml', SOUND), write('b.yaml', `# once more\n${SOUND}`)];
    const { code, out } = run('check', a, b, '--format', 'compact');
    expect(code).toBe(0);
    expect(lines(out)).toHaveLength(lines(run('check', a, '--format', 'compact').out).length + 1);
    expect(lines(out).filter((line) => line.startsWith(b))).toEqual([
      `${b}:5: [clicks] warning HA-06 metadata.name = "clicks": this FlinkDeployment is written twice, first at ${a}:4: it is judged there, and a change of one of the two is undone by the other. `
        + 'Remove one of the two.',
    ]);
    expect(JSON.parse(run('check', a, b, '--format', 'json').out).summary.kinds).toEqual({ FlinkDeployment: 1 });
  });

  test('but for one field is two, which may be for two clusters', () => {
    const [a, b] = [write('a.yaml', SOUND), write('b.yaml', SOUND.replace('parallelism: 4', 'parallelism: 0'))];
    const { code, out } = run('check', a, b, '--format', 'compact');
    expect(code).toBe(1);
    expect(lines(out).filter((line) => line.startsWith(b) && line.includes('PAR-08'))).toHaveLength(1);
    expect(lines(out).filter((line) => line.includes('HA-06'))).toHaveLength(2);
  });

  test('in one file by two paths is once', () => {
    const file = write('a.yaml', SOUND);
    expect(run('check', file, dir, file)).toEqual(run('check', file));
  });

  test('with another spec is judged both times, and named with both places', () => {
    const [a, b] = [write('a.yaml', SOUND), write('b.yaml', SOUND.replace('parallelism: 4', 'parallelism: 8'))];
    const { out } = run('check', a, b, '--format', 'compact');
    expect(out).toContain(`${a}:4: [clicks] warning HA-06 metadata.name = "default/clicks": the FlinkDeployment at ${b}:4 has the same namespace and name`);
    expect(out).toContain(`${b}:4: [clicks] warning HA-06 metadata.name = "default/clicks": the FlinkDeployment at ${a}:4 has the same namespace and name`);
    expect(out).toContain('2 FlinkDeployments, 0 other objects');
  });

  test.each([['another namespace', '  name: clicks\n  namespace: else\n'], ['another name', '  name: orders\n']])('is not what has %s', (_, name) => {
    const { found, summary } = check(`${SOUND}---\n${SOUND.replace('  name: clicks\n', name)}`);
    expect(found.filter((line) => line.endsWith('HA-06'))).toEqual([]);
    expect(summary.kinds).toEqual({ FlinkDeployment: 2 });
  });

  test.each(['FlinkSessionJob', 'FlinkStateSnapshot'])('holds for a %s', (kind) => {
    const text = `apiVersion: flink.apache.org/v1beta1\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\nspec: {}\n`;
    expect(check(`${text}---\n${text}`).found.filter((line) => line === '8 warning HA-06')).toHaveLength(1);
  });
});

test('an object without a name is said to have none', () => {
  expect(run('check', write('a.yaml', SOUND.replace('name: clicks', 'namespace: shop')), '--format', 'compact').out).toContain('[shop/(no name)] error ARC-12 metadata.name: must be set');
});

test.each(['memory', 'pods'])('%s names a kind that there is not, and fails', (command) => {
  const file = write('a.yaml', `${SOUND}---\n${SOUND.replace('kind: FlinkDeployment', 'kind: flinkdeployment')}`);
  const { code, err, out } = run(command, file);
  expect(code).toBe(1);
  expect(err).toContain(`${file}:21: [flinkdeployment clicks] error ARC-04 kind = "flinkdeployment": the API group flink.apache.org has no such kind`);
  expect(err).toContain('Write FlinkDeployment.');
  expect(out).toContain('clicks');
  expect(run(command, write('a.yaml', SOUND))).toMatchObject({ code: 0, err: '' });
});
