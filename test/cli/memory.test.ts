import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from './run';
import { describe as describeOutside, folder } from './vectors';

const BARE = ['memory', '--component', 'taskmanager', '--flink-version', '1.20'];

describe('bare settings', () => {
  test('as JSON, with the process size in short', () => {
    const { code, out, err } = run(...BARE, '--process-size', '4g', '--format', 'json');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual({
      ok: true,
      bytes: {
        totalProcess: 4294967296,
        totalFlink: 3597035104,
        frameworkHeap: 134217728,
        taskHeap: 1530082070,
        frameworkOffHeap: 134217728,
        taskOffHeap: 0,
        network: 359703515,
        managed: 1438814063,
        jvmMetaspace: 268435456,
        jvmOverhead: 429496736,
      },
    });
  });

  test('the process size by its own name is the same', () => {
    const json = ['--format', 'json'];
    expect(run(...BARE, '-D', 'taskmanager.memory.process.size=4g', ...json)).toEqual(run(...BARE, '--process-size', '4g', ...json));
  });

  test('what Flink rejects exits with 1 and says why and what works', () => {
    const { code, out } = run(...BARE, '--process-size', '1g', '-D', 'taskmanager.memory.managed.fraction=0.6');
    expect(code).toBe(1);
    expect(out).toContain('taskmanager, Flink 1.20: rejected');
    expect(out).toContain('Set taskmanager.memory.process.size to 1302m');
    const json = run(...BARE, '--process-size', '1g', '-D', 'taskmanager.memory.managed.fraction=0.6', '--format', 'json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toEqual({ ok: false, error: expect.stringContaining('managed') });
  });

  test('as text, where each amount comes from', () => {
    const { out } = run('memory', '--component', 'jobmanager', '--flink-version', '2.2', '--process-size', '2g');
    expect(out).toMatch(/^jobmanager, Flink 2\.2$/m);
    expect(out).toMatch(/jvmHeap +1\.42 GiB \(1530082096 bytes\) +what the other components leave/);
    expect(out).toContain('JVM: -Xmx1530082096 -Xms1530082096');
  });
});

describe('bad usage exits with 2 and says what is allowed, without a stack trace', () => {
  test.each<[string, string[], string]>([
    ['nothing to read', ['memory'], 'pass files, or set --component and --flink-version'],
    ['an unknown component', ['memory', '--component', 'tm'], 'Allowed choices are jobmanager, taskmanager'],
    ['an unknown version', ['memory', '--component', 'taskmanager', '--flink-version', '1.7'], '1.20'],
    ['an option that is no pair', [...BARE, '-D', 'taskmanager.memory.process.size'], 'write it as key=value'],
    ['an unknown command', ['memry'], 'unknown command'],
    ['an unknown flag', ['memory', '--proces-size', '4g'], 'Did you mean --process-size'],
    ['a file that is not there', ['memory', 'nope.yaml'], 'nope.yaml: there is no such file or folder'],
  ])('%s', (_, argv, expected) => {
    const { code, err } = run(...argv);
    expect(code).toBe(2);
    expect(err).toContain(expected);
    expect(err).not.toMatch(/^ +at /m);
  });

  test('help is no mistake', () => {
    expect(run('--help')).toMatchObject({ code: 0, err: '' });
    expect(run('memory', '--help').out).toContain('Examples:');
  });
});

describe('manifests', () => {
  let dir: string;
  beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-cli-')); });
  afterEach(() => fs.rmSync(dir, { recursive: true }));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  const deployment = (name: string, memory: string) => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: { name: ${name}, namespace: shop }
spec:
  flinkVersion: v1_20
  flinkConfiguration: { taskmanager: { memory: { managed.fraction: 0.6 } } }
  jobManager: { resource: { memory: 2g } }
  taskManager: { resource: { memory: ${memory} } }
`;

  test('every FlinkDeployment below a folder, whatever stands beside it', () => {
    write('a.yaml', `kind: ConfigMap\n---\n${deployment('small', '1g')}`);
    write('deep/b.yml', `apiVersion: v1\nkind: List\nitems:\n- ${deployment('large', '4Gi').replace(/\n(?=.)/g, '\n  ')}`);
    write('notes.txt', 'not: [yaml');
    const { code, out } = run('memory', dir, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out).map(({ resource, component, ok }: any) => [resource.name, component, ok])).toEqual([
      ['small', 'jobmanager', true], ['small', 'taskmanager', false], ['large', 'jobmanager', true], ['large', 'taskmanager', true],
    ]);
    // nested configuration counts: 0.6 of total Flink memory
    expect(JSON.parse(out)[3].bytes.managed).toBe(2158221148);
  });

  test('a broken file is named with its line, and the others are still read', () => {
    write('a.yaml', 'kind: FlinkDeployment\nspec: [\n');
    write('b.yaml', deployment('large', '4g'));
    const { code, out, err } = run('memory', dir);
    expect(code).toBe(2);
    expect(err).toMatch(/a\.yaml:3:1: /);
    expect(out).toContain('shop/large taskmanager, Flink 1.20');
  });

  test('an object without a name is said to have none', () => {
    write('a.yaml', deployment('odd', '4g').replace('name: odd', 'labels: {}'));
    expect(run('memory', dir).out).toContain('shop/(no name) jobmanager, Flink 1.20');
  });

  test.each([['{}', ': must be one of'], ['v9_9', ' = "v9_9": must be one of'], ['', ': must be one of']])('flinkVersion %s', (version, text) => {
    write('a.yaml', deployment('odd', '4g').replace('v1_20', version));
    const { code, err } = run('memory', dir);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^error: .*a\\.yaml:\\d+: \\[shop/odd\\] spec\\.flinkVersion${text} 1\\.15, .*2\\.\\d; use --flink-version for another version$`));
  });

  test('a size that the operator cannot read is rejected', () => {
    write('a.yaml', deployment('odd', '4.5Gi'));
    const { code, out } = run('memory', dir, '--component', 'taskmanager');
    expect(code).toBe(1);
    expect(out).toContain('\'4.5Gi\' is no memory size for the operator');
  });
});

describeOutside('Flink\'s own answers, through the command line', () => {
  test.each([['1.20', 'vectors-1.20.5.jsonl'], ['2.2', 'vectors-2.2.1.jsonl']])('Flink %s', (version, file) => {
    const vectors = fs.readFileSync(path.join(folder, file), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
      // what the TaskManager's inner function is asked for, the outer one reads otherwise: old heap keys
      .filter(({ role, config }) => role === 'TM' && !Object.keys(config).some((key) => key.endsWith('.heap.size') && !key.includes('.memory.')));
    expect(vectors.length).toBeGreaterThan(400);
    for (const { config, ok, bytes } of vectors) {
      const define = Object.entries(config).flatMap(([key, value]) => ['-D', `${key}=${value}`]);
      const { code, out } = run('memory', '--component', 'taskmanager', '--flink-version', version, ...define, '--format', 'json');
      expect([config, code]).toEqual([config, ok ? 0 : 1]);
      expect(JSON.parse(out)).toEqual(ok ? { ok, bytes } : { ok, error: expect.any(String) });
    }
  });
});
