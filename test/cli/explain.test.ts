import { run } from './run';
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
  ['an option', 'execution.checkpointing.interval', [], { readBy: 'Flink 2.2', type: 'Duration', unit: expect.stringContaining('milliseconds'), guidelines: [expect.stringMatching(/^CKP-02 /)] }],
  ['a former name', 'state.backend', [], { option: ['state.backend.type'], asked: 'state.backend, a former name', default: 'hashmap' }],
  ['a name that was split', 'state.backend.local-recovery', [], { option: ['execution.checkpointing.local-backup.enabled', 'execution.state-recovery.from-local'] }],
  ['a later name', 'execution.checkpointing.dir', ['--flink-version', '1.19'], { option: ['state.checkpoints.dir'], asked: expect.stringContaining('a later name') }],
  ['an option of the operator', 'kubernetes.operator.savepoint.format.type', [], { readBy: 'operator 1.16', values: ['CANONICAL', 'NATIVE'] }],
  ['an option of a family', 'metrics.reporter.prom.port', [], { family: 'metrics.reporter.<name>.*' }],
  ['what the operator overwrites', 'taskmanager.memory.process.size', [], { overwritten: expect.stringContaining('taskManager.resource.memory') }],
  ['what only some versions read', 'taskmanager.network.memory.buffers-per-channel', ['--flink-version', '1.20'], { versions: ['1.15', '1.16', '1.17', '1.18', '1.19', '1.20'], deprecated: true }],
])('%s', (_, key, flags, expected) => {
  expect(explained(key, ...flags)).toMatchObject(expected);
});

test.each<[string, string, string]>([
  ['a misspelt key', 'execution.checkpointing.intervall', 'Did you mean execution.checkpointing.interval'],
  ['a misspelt id', 'CKP-2', 'Did you mean CKP-02'],
  ['a key of other versions', 'security.ssl.enabled', 'Flink 2.2 does not read security.ssl.enabled, only 1.15, 1.16, 1.17, 1.18, 1.19, 1.20'],
])('%s is bad usage, and says what was meant', (_, what, expected) => {
  const { code, out, err } = run('explain', what);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(expected);
});
