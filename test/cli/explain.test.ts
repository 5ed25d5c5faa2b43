import * as fs from 'fs';
import * as path from 'path';
import { run } from './run';
import { CATALOGUED_FLINK_VERSIONS } from '../../src/configuration/options/flink-version';
import { KNOWN_OPERATOR_VERSIONS } from '../../src/configuration/options/operator-version';
import { GUIDELINES } from '../../src/guidelines/registry';

const explained = (...argv: string[]) => JSON.parse(run('explain', ...argv, '--format', 'json').out);

test('a guideline', () => {
  expect(explained('ckp-02')).toMatchObject({
    guideline: 'CKP-02',
    severity: 'warning',
    uses: ['default', 'option', 'check', 'alert'],
    defaults: ['execution.checkpointing.interval'],
    properties: ['checkpointing.interval'],
    suppress: 'cdk8s-flink.dev/suppress: "CKP-02: <the reason>"',
  });
});

test.each(GUIDELINES.map(({ id }) => id))('%s can be explained', (id) => {
  const { code, out } = run('explain', id);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^guideline +${id}\n`));
  expect(out).not.toMatch(/undefined|\[object/);
});

test.each<[string, string, string[], object]>([
  ['an option', 'execution.checkpointing.interval', [], {
    readBy: 'Flink 2.2',
    type: 'Duration',
    unit: expect.stringContaining('milliseconds'),
    default: 'none',
    setBy: [expect.stringMatching(/^CKP-02 /)],
    judgedBy: expect.arrayContaining([expect.stringMatching(/^CKP-01 /), expect.stringMatching(/^CKP-02 /)]),
    versions: CATALOGUED_FLINK_VERSIONS,
    documentation: 'https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/deployment/config/#execution-checkpointing-interval',
  }],
  ['a former name', 'state.backend', [], { option: ['state.backend.type'], asked: 'state.backend, a former name', default: 'hashmap' }],
  ['a name that was split', 'state.backend.local-recovery', [], { option: ['execution.checkpointing.local-backup.enabled', 'execution.state-recovery.from-local'] }],
  ['a name in camel case', 'taskmanager.numberOfTaskSlots', [], { setBy: [expect.stringMatching(/^PAR-03 /)], documentation: expect.stringMatching(/#taskmanager-numberoftaskslots$/) }],
  ['a later name', 'execution.checkpointing.dir', ['--flink-version', '1.19'], { option: ['state.checkpoints.dir'], asked: expect.stringContaining('a later name') }],
  ['an option of the operator', 'kubernetes.operator.savepoint.format.type', [], {
    readBy: 'operator 1.16',
    values: ['CANONICAL', 'NATIVE'],
    versions: KNOWN_OPERATOR_VERSIONS,
    documentation: 'https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-release-1.16/docs/operations/configuration/',
  }],
  ['former names', 'execution.checkpointing.dir', [], { formerNames: expect.arrayContaining(['state.checkpoints.dir']), judgedBy: expect.arrayContaining([expect.stringMatching(/^CKP-10 /)]) }],
  ['an option of SQL', 'table.exec.state.ttl', ['--flink-version', '1.20'], { documentation: expect.stringContaining('flink-docs-release-1.20/docs/dev/table/config/#table-exec-state-ttl') }],
  ['an alert', 'flinkcheckpointslow', [], { alert: 'FlinkCheckpointSlow', unit: 'seconds', severities: ['warning', 'critical'], guidelines: expect.arrayContaining([expect.stringMatching(/^MON-01 /)]) }],
  ['an option of a family', 'metrics.reporter.prom.port', [], { family: 'metrics.reporter.<name>.*' }],
  ['what the operator overwrites', 'taskmanager.memory.process.size', [], { overwritten: expect.stringContaining('taskManager.resource.memory') }],
  ['what only some versions read', 'taskmanager.network.memory.buffers-per-channel', ['--flink-version', '1.20'], { versions: ['1.15', '1.16', '1.17', '1.18', '1.19', '1.20'], deprecated: true }],
  ['an option that a file system of every version reads', 's3.path.style.access', [], { readBy: 'Flink 2.2', family: 's3.*', versions: CATALOGUED_FLINK_VERSIONS }],
  ['an option that a file system of one version reads', 's3.region', [], { readBy: 'no known file system or reporter of Flink 2.2', versions: ['2.3'] }],
  ['what takes the place of a deprecated option', 'cluster.evenly-spread-out-slots', ['--flink-version', '1.20'], { deprecated: true, use: ['taskmanager.load-balance.mode'] }],
])('%s', (_, key, flags, expected) => {
  expect(explained(key, ...flags)).toMatchObject(expected);
});

test.each<[string, string, string]>([
  ['a misspelt key', 'execution.checkpointing.intervall', 'Did you mean execution.checkpointing.interval'],
  ['a misspelt id', 'CKP-2', 'Did you mean CKP-02'],
  ['a key of other versions', 'security.ssl.enabled', 'Flink 2.2 does not read security.ssl.enabled; versions that read it: 1.15, 1.16, 1.17, 1.18, 1.19, 1.20'],
])('%s is bad usage, and says what was meant', (_, what, expected) => {
  const { code, out, err } = run('explain', what);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(expected);
});

describe('a word', () => {
  test('lists the guidelines, options and alerts that have it', () => {
    const { code, out } = run('explain', 'checkpoint');
    expect(code).toBe(0);
    expect(out).toMatch(/^word +checkpoint\nguidelines +/);
    const { guidelines, options, alerts } = explained('CheckPoint');
    expect(guidelines).toContain('CKP-02 Choose the checkpoint interval by how much data may be reprocessed');
    expect(options).toEqual(expect.arrayContaining(['execution.checkpointing.interval', 'state.checkpoints.dir (now execution.checkpointing.dir)']));
    expect(alerts).toEqual(expect.arrayContaining([expect.stringMatching(/^FlinkCheckpointSlow \(MON-01\)$/)]));
    expect(guidelines.every((each: string) => /checkpoint/i.test(each))).toBe(true);
  });

  test('lists an area by its letters, and only what there is', () => {
    const { guidelines } = explained('UPG-');
    expect(guidelines.length).toBeGreaterThan(10);
    expect(explained('UPG-')).not.toHaveProperty('alerts');
  });

  test('that is nowhere is bad usage', () => {
    expect(run('explain', 'nebula')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nebula is not a guideline, an alert, a field of a manifest, or an option') });
    expect(run('explain', ' ')).toMatchObject({ code: 2, out: '' });
  });
});

describe('a field', () => {
  test('by its path, whole or within the spec', () => {
    const expected = {
      field: 'spec.job.upgradeMode', kinds: ['FlinkDeployment', 'FlinkSessionJob'], type: 'string', values: ['last-state', 'savepoint', 'stateless'], versions: KNOWN_OPERATOR_VERSIONS,
    };
    expect(explained('spec.job.upgradeMode')).toMatchObject(expected);
    expect(explained('job.upgradeMode')).toMatchObject(expected);
  });

  test('with what is below it, its property, and since when', () => {
    expect(explained('spec.taskManager')).toMatchObject({ type: 'object', fields: expect.arrayContaining(['podTemplate', 'replicas', 'resource']) });
    expect(explained('spec.jobManager.replicas')).toMatchObject({ property: 'jobManager.replicas', type: 'integer' });
    expect(explained('spec.taskManager.resources')).toMatchObject({ versions: ['1.16'] });
    expect(explained('spec.podTemplate.spec.containers.env.valueFrom')).toMatchObject({ fields: expect.arrayContaining(['secretKeyRef']) });
    expect(run('explain', 'spec.taskManager.resources', '--operator-version', '1.15').code).toBe(2);
  });

  test('whatever the case of its letters, and as a finding names it', () => {
    expect(explained('SPEC.JOB.UPGRADEMODE')).toMatchObject({ field: 'spec.job.upgradeMode' });
    expect(explained("spec.flinkConfiguration['s3.endpoint']")).toMatchObject({ option: ['s3.endpoint'] });
  });

  test('a misspelt one gets the nearest', () => {
    expect(run('explain', 'spec.job.upgradMode')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean spec.job.upgradeMode') });
  });

  test('is found by a word in its name', () => {
    expect(explained('upgradeMode')).toMatchObject({ fields: expect.arrayContaining(['spec.job.upgradeMode', 'spec.template.spec.job.upgradeMode']) });
  });
});

test('--version is that of the package', () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../package.json'), 'utf8'));
  expect(run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
