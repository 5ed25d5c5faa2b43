import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { run } from './run';
import { readText } from '../../src/workload/manifests';
import { EXAMPLES, synthExample } from '../examples/examples';
import { complaints, filesBelow, synthesize, temporaryFolder } from '../project/generated';
import { SHAPES } from '../project/shapes';

const folder = temporaryFolder();
let projects = 0;

/** Imports a text, and returns where the project is. */
function imported(text: string, ...options: string[]): { readonly project: string; readonly out: string } {
  const project = path.join(folder, `project-${projects++}`);
  const file = path.join(folder, `${path.basename(project)}.yaml`);
  fs.writeFileSync(file, text);
  const { code, out, err } = run('import', file, '--output', project, ...options);
  expect([code, err]).toEqual([0, '']);
  return { project, out };
}

function objectsOf(text: string): any[] {
  const set = { manifests: [], unreadable: [] };
  readText(set, 'input.yaml', text, true);
  expect(set.unreadable).toEqual([]);
  return set.manifests.map(({ object }: any) => object);
}

const SUPPRESS = 'cdk8s-flink.dev/suppress';

/** Every leaf by its path. Options are flat and texts, as the operator reads them; null is nothing, and so are empty maps of metadata. */
function leaves(value: any, at = ''): Map<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (value === null || (isMap && Object.keys(value).length === 0 && /^\.metadata\.(labels|annotations)$/.test(at))) return new Map();
  if (typeof value !== 'object' || Object.keys(value).length === 0) return new Map([[at, /\.flinkConfiguration\./.test(at) ? String(value) : value]]);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...leaves(child, `${at}.${key}`)]));
}

const identity = ({ apiVersion, kind, metadata }: any) => `${apiVersion} ${kind} ${metadata.namespace ?? 'default'} ${metadata.name}`;

/** Expects an object of the input among those that were synthesized, with no field lost or changed, and none added but the suppressions. */
function expectKept(object: any, synthesized: readonly any[]): void {
  const found = synthesized.filter((each) => identity(each) === identity(object));
  expect(found).toHaveLength(1);
  const [before, after] = [leaves(object), leaves(found[0])];
  const suppressed = `.metadata.annotations.${SUPPRESS}`;
  const lines = (text: unknown) => String(text ?? '').split('\n').filter((line) => line !== '');
  expect(lines(after.get(suppressed))).toEqual(expect.arrayContaining(lines(before.get(suppressed))));
  for (const line of lines(after.get(suppressed))) if (!lines(before.get(suppressed)).includes(line)) expect(line).toMatch(/: (TODO: reason|acknowledged: |the job is being profiled)/);
  for (const map of [before, after]) map.delete(suppressed);
  // what the library adds to a session job, and where an object without a namespace goes
  for (const added of ['.metadata.annotations.cdk8s-flink.dev/construct', '.metadata.namespace']) if (!before.has(added)) after.delete(added);
  expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
}

describe('an imported program', () => {
  const compiled: string[] = [];

  test.each(EXAMPLES)('gives the manifests of the example %s back', (name) => {
    const manifests = synthExample(name);
    const { project } = imported(Yaml.stringify(...manifests));
    compiled.push(project);
    const { manifests: after } = synthesize(project);
    expect(after).toHaveLength(manifests.length);
    for (const object of manifests) expectKept(object, after);
  });

  test.each(Object.keys(SHAPES))('loses nothing of %s', (what) => {
    const { project, out } = imported(SHAPES[what]);
    compiled.push(project);
    const { manifests, warnings } = synthesize(project);
    const before = objectsOf(SHAPES[what]);
    expect(manifests).toHaveLength(before.length);
    for (const object of before) expectKept(object, manifests);
    expect(out).not.toMatch(/^ {2}(changed|removed)/m);
    // findings that the manifest suppressed for nothing stay as they are
    expect(warnings.replace(/^.*guidelines\.suppress.*\n/gm, '')).toBe('');
  });

  test.each(Object.keys(SHAPES))('as a production job loses nothing of %s', (what) => {
    const { project, out } = imported(SHAPES[what], '--production');
    compiled.push(project);
    const { manifests } = synthesize(project);
    for (const object of objectsOf(SHAPES[what])) expect(manifests.map(identity)).toContain(identity(object));
    expect(out).not.toMatch(/^ {2}(changed|removed)/m);
  });

  test('compiles, whatever it was imported from', () => {
    expect(complaints(compiled)).toEqual([]);
  });
});

const main = (project: string) => fs.readFileSync(path.join(project, 'main.ts'), 'utf8');

describe('properties', () => {
  test.each([
    ['every typed option', [
      'runtimeMode: RuntimeMode.STREAMING', 'timeout: Duration.minutes(10)', 'mode: CheckpointingMode.AT_LEAST_ONCE', 'retained: 3', 'localRecovery: true',
      'unaligned: UnalignedCheckpoints.afterTimeout(Duration.seconds(30))', 'StateBackend.rocksDb({ incremental: true })',
      'HighAvailability.zooKeeper({ quorum: \'zk-0:2181\' })', 'RestartStrategy.failureRate(', 'interval: Duration.hours(1)', 'historyMaxAge: Duration.days(7)',
      'format: SavepointFormat.NATIVE', 'forbidGenericTypes: true', 'maxParallelism: 1440', 'bufferDebloating: true',
    ]],
    ['a job', ['FlinkVersion.V1_20', 'slots: 2', 'cpu: 1, memory: Size.gibibytes(2)', 'parallelism: 4', 'UpgradeMode.savepoint()', 'serviceAccountName: \'flink\'']],
    ['Python', ['JobArtifact.python(\'/opt/flink/usrlib/orders.py\', { args: [\'--window\', \'5min\'] })']],
    ['standalone mode', ['DeploymentMode.standalone({ taskManagers: 3 })']],
    ['a blue/green job', ['new FlinkBlueGreenDeployment(', 'abortGracePeriod: Duration.minutes(10)', 'UpgradeMode.lastState()']],
    ['session jobs', ['cluster: shared', 'alerts: { enabled: false }', 'checkpointing: { interval: Duration.seconds(30) }']],
    ['pod templates of each component', ['hostPid: false', 'k8s.IntOrString.fromString(\'rest\')', 'k8s.Quantity.fromNumber(1)']],
    ['labels of Helm', ['metadata.addLabel(\'it\\\'s\', \'o\\\'clock\')']],
    ['what the library wrote', ['ownOptions: [\'com.example.\']', '{ id: \'SEC-01\', reason: \'the mesh encrypts\' }']],
    ['an old version', ['FlinkVersion.of(\'1.16\')']],
  ])('hold %s', (what, parts) => {
    const program = main(imported(SHAPES[what]).project);
    for (const part of parts) expect(program).toContain(part);
  });

  test('keep the spelling of a value, because another one restarts the job', () => {
    const program = main(imported(SHAPES['a job']).project);
    expect(program).toContain('\'execution.checkpointing.interval\': \'60s\'');
    expect(program).not.toContain('interval: Duration');
  });

  test('of a production job are typed, whatever the spelling, and the difference says so', () => {
    const { project, out } = imported(SHAPES['former names of options'], '--production');
    const program = main(project);
    for (const part of ['new ProductionFlinkJob(', 'interval: Duration.minutes(1)', 'HighAvailability.kubernetes()', 'RestartStrategy.fixedDelay({ attempts: 3 })', 'StateBackend.rocksDb(']) {
      expect(program).toContain(part);
    }
    expect(out).toContain('respelled  spec.flinkConfiguration[\'execution.checkpointing.interval\']: 60s -> 1 min');
    expect(out).toContain('moved      spec.flinkConfiguration.high-availability: to high-availability.type');
    expect(out).toContain('added      spec.flinkConfiguration[\'execution.checkpointing.timeout\']: 10 min');
    expect(out).toContain('added      NetworkPolicy shop/orders');
  });
});

describe('the max parallelism of a production job whose manifest has none', () => {
  test.each([
    ['is what Flink derived for the state', 'parallelism: 4', 'parallelism: 4', 'maxParallelism: 128'],
    ['is derived from a large parallelism', 'parallelism: 4', 'parallelism: 200', 'maxParallelism: 512'],
    ['is left to the guidelines for a stateless job', 'upgradeMode: savepoint', 'upgradeMode: stateless', undefined],
  ])('%s', (_, from, to, property) => {
    const manifest = SHAPES['a job'].replace(from, to);
    expect(manifest).toContain(to);
    const { project } = imported(manifest, '--production');
    const [before] = objectsOf(manifest);
    const found = main(project).match(/maxParallelism: .*/)?.[0] ?? '';
    expect(found.startsWith(property ?? '')).toBe(true);
    expect(found === '').toBe(property === undefined);
    const old = path.join(project, 'old.yaml');
    fs.writeFileSync(old, Yaml.stringify(before));
    synthesize(project);
    expect(run('plan', old, path.join(project, 'dist')).out).not.toContain('max-parallelism-changed');
    expect(main(imported(manifest).project)).not.toContain('maxParallelism');
  });
});

describe('what the program cannot say in properties', () => {
  test('is a JSON patch', () => {
    const program = main(imported(SHAPES['other fields']).project);
    for (const part of ['JsonPatch.add(\'/spec/restartNonce\', 7)', 'JsonPatch.add(\'/spec/imagePullPolicy\', \'Always\')', 'JsonPatch.add(\'/spec/job/savepointTriggerNonce\', 1)']) {
      expect(program).toContain(part);
    }
  });

  test('is a default that a manifest without it does not get', () => {
    expect(main(imported(SHAPES['session jobs']).project)).toContain('JsonPatch.remove(\'/spec/flinkConfiguration\')');
  });

  test.each([
    ['no image', 'spec.image is missing'],
    ['no job jar', 'spec.job.jarURI is missing'],
    ['a session job without its cluster', 'its session cluster shared is not a construct of this program'],
  ])('is kept as YAML: %s', (what, reason) => {
    const { project, out } = imported(SHAPES[what]);
    expect(out).toContain(`kept as it is, because ${reason}`);
    expect(main(project)).toContain('new Include(');
  });

  test('is written by the API server, and left out', () => {
    const { project, out } = imported(`${SHAPES['a job'].replace('metadata:\n', 'metadata:\n  uid: "1"\n  creationTimestamp: null\n')}status: { error: none }\n`);
    expect(out).toContain('left out   status: written by the API server');
    expect(out).toContain('left out   metadata.uid');
    expect(out).not.toContain('creationTimestamp');
    expect(main(project)).not.toMatch(/'1'|status/);
  });
});

describe('guidelines', () => {
  test('are suppressed, each with a reason to be written', () => {
    const { project, out } = imported(SHAPES['options that nobody knows']);
    expect(main(project)).toContain('{ id: \'ARC-12\', path: \'execution.checkpointing.intervall\', reason: \'TODO: reason\' }');
    expect(main(project)).toContain('{ id: \'SEC-01\', reason: \'TODO: reason\' }');
    expect(out).toMatch(/\d+ suppressions to be given a reason/);
    expect(synthesize(project).warnings).toBe('');
    // the suppressions hold for a later check of the manifests
    expect(run('check', path.join(project, 'dist'), '--fail-on', 'error').code).toBe(0);
  });

  const wrong = SHAPES['a job'].replace('  flinkConfiguration:\n', '  flinkConfiguration:\n    heartbeat.timeout: 1 s\n    high-availability.type: kubernetes\n    high-availability.storageDir: file:///tmp/ha\n');

  test('that a value violates stay violated without --fix', () => {
    const { project } = imported(wrong, '--production');
    expect(leaves(deploymentOf(project)).get('.spec.flinkConfiguration.high-availability.storageDir')).toBe('file:///tmp/ha');
  });

  test('set such a value with --fix, and the difference names them', () => {
    const { project, out } = imported(wrong, '--fix');
    expect(leaves(deploymentOf(project)).get('.spec.flinkConfiguration.high-availability.storageDir')).toMatch(/^s3:\/\/bucket/);
    expect(out).toMatch(/changed {4}spec\.flinkConfiguration\['high-availability\.storageDir'\]: file:\/\/\/tmp\/ha -> s3:.* \([A-Z]+-\d+\)/);
    expect(main(project)).not.toContain('file:///tmp/ha');
  });

  test('leave a value with --fix for which there is no default', () => {
    const { project } = imported(SHAPES['options that nobody knows'], '--fix');
    expect(leaves(deploymentOf(project)).get('.spec.flinkConfiguration.com.example.rate')).toBe('7');
  });
});

function deploymentOf(project: string): any {
  return synthesize(project).manifests.find(({ kind }) => kind === 'FlinkDeployment');
}

describe('objects beside a job', () => {
  test('that the construct renders the same are left to it', () => {
    const manifests = synthExample('low-latency');
    const { project, out } = imported(Yaml.stringify(...manifests), '--production');
    expect(out).toMatch(/[1-9] rendered by constructs/);
    const { manifests: after } = synthesize(project);
    expect(after.map(identity).sort()).toEqual(manifests.map(identity).sort());
    for (const object of manifests.filter(({ kind }) => kind !== 'FlinkDeployment')) expectKept(object, after);
  });

  test('that differ from those of the construct stay, and the construct renders none', () => {
    const manifests = synthExample('low-latency').map((each: any) => each.kind === 'NetworkPolicy' ? { ...each, spec: { ...each.spec, egress: [{}] } } : each);
    const { project } = imported(Yaml.stringify(...manifests), '--production');
    expect(main(project)).toContain('networkPolicy: { enabled: false }');
    const { manifests: after } = synthesize(project);
    for (const object of manifests.filter(({ kind }) => kind === 'NetworkPolicy')) expectKept(object, after);
  });
});

describe('the command', () => {
  const job = (name: string) => {
    const file = path.join(folder, `${name}.yaml`);
    fs.writeFileSync(file, SHAPES['a job']);
    return file;
  };

  test('names each problem on a line of its own, and writes nothing', () => {
    const file = path.join(folder, 'wrong.yaml');
    const output = path.join(folder, 'nothing');
    fs.writeFileSync(file, `${SHAPES['a job']}---\nimage: { tag: 1 }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { generateName: a- }\n---\n${SHAPES['a job']}`);
    const broken = path.join(folder, 'broken.yaml');
    fs.writeFileSync(broken, 'a: [1\n');
    const { code, out, err } = run('import', file, broken, path.join(folder, 'absent.yaml'), '--output', output);
    expect([code, out]).toEqual([2, '']);
    const lines = err.split('\n');
    expect(lines.every((line) => line.startsWith('error: '))).toBe(true);
    expect(lines).toEqual([
      expect.stringContaining('broken.yaml:'), expect.stringContaining('absent.yaml: there is no such file'),
      expect.stringMatching(/wrong\.yaml:\d+: apiVersion and kind are missing/), expect.stringMatching(/wrong\.yaml:\d+: ConfigMap: metadata\.name is missing; metadata\.generateName/),
      expect.stringMatching(/wrong\.yaml:\d+: FlinkDeployment orders is also at .*wrong\.yaml:4/),
    ]);
    expect(fs.existsSync(output)).toBe(false);
  });

  test('refuses input without an object, and a Helm template', () => {
    const empty = path.join(folder, 'empty.yaml');
    fs.writeFileSync(empty, '# nothing\n');
    expect(run('import', empty, '--output', path.join(folder, 'none'))).toMatchObject({ code: 2, err: expect.stringContaining('contains no Kubernetes object') });
    fs.writeFileSync(empty, SHAPES['a job'].replace('replicas', 'replicas').replace('image: ', 'image: {{ .Values.image }} # '));
    expect(run('import', empty, '--output', path.join(folder, 'none'))).toMatchObject({ code: 2, err: expect.stringContaining('helm template') });
  });

  test('refuses what a kustomization changes', () => {
    const base = path.join(folder, 'kustomized');
    fs.mkdirSync(base);
    fs.writeFileSync(path.join(base, 'orders.yaml'), SHAPES['a job']);
    fs.writeFileSync(path.join(base, 'kustomization.yaml'), 'resources: [orders.yaml]\nnamePrefix: dev-\n');
    const refused = run('import', base, '--output', path.join(folder, 'none'));
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(`kustomize build ${base} | cdk8s-flink import -`) });
    fs.writeFileSync(path.join(base, 'kustomization.yaml'), 'resources: [orders.yaml]\n');
    const listed = run('import', base, '--output', path.join(folder, 'listed'));
    expect(listed).toMatchObject({ code: 0, err: expect.stringContaining('kustomization.yaml: not imported') });
  });

  test('refuses a folder that is not empty, unless it is forced to', () => {
    const output = path.join(folder, 'mine');
    fs.mkdirSync(output);
    fs.writeFileSync(path.join(output, 'notes.txt'), 'mine');
    fs.writeFileSync(path.join(output, 'main.ts'), 'old');
    const file = job('forced');
    expect(run('import', file, '--output', output)).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
    expect(main(output)).toBe('old');
    expect(run('import', file, '--output', output, '--force').code).toBe(0);
    expect(filesBelow(output)['notes.txt']).toBe('mine');
    expect(main(output)).toContain('new FlinkDeployment(');
  });

  test('writes a project that explains the difference', () => {
    const { project, out } = imported(SHAPES['objects beside it']);
    const files = filesBelow(project);
    expect(Object.keys(files).sort()).toEqual(['.gitignore', 'README.md', 'cdk8s.yaml', 'main.ts', `manifests/${path.basename(project)}.yaml`, 'package.json', 'tsconfig.json']);
    expect(files['README.md']).toContain('added      metadata.annotations[\'cdk8s-flink.dev/suppress\']');
    expect(out).toContain('6 objects: 1 construct in main.ts, 5 kept as they are in manifests/');
    expect(JSON.parse(files['package.json']).dependencies).toHaveProperty('cdk8s-flink');
  });

  test('puts objects without a namespace into the one that is given', () => {
    const text = `${SHAPES['no namespace']}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a }\n`;
    const { project, out } = imported(text, '--namespace', 'streams');
    expect(synthesize(project).manifests.map(({ kind, metadata }) => [kind, metadata.namespace]).sort()).toEqual([
      ['ClusterRole', undefined], ['ConfigMap', 'streams'], ['FlinkDeployment', 'streams'],
    ]);
    expect(out).toContain('added      metadata.namespace: streams');
  });

  test('needs an output', () => {
    expect(run('import', job('alone'))).toMatchObject({ code: 2 });
  });
});
