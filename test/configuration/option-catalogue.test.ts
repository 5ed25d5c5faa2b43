import { execFileSync } from 'child_process';
import * as path from 'path';
import { OptionCatalogue } from '../../src/configuration/options/option-catalogue';

const flink = OptionCatalogue.flink('1.20');

test('a declared key is itself', () => {
  expect(flink.resolve('state.backend.type')).toEqual([expect.objectContaining({ key: 'state.backend.type', deprecatedAlias: false })]);
});

test('a former name is the option of today', () => {
  expect(flink.resolve('state.backend')).toEqual([expect.objectContaining({ key: 'state.backend.type', deprecatedAlias: true })]);
});

test('a name that was split is both options', () => {
  expect(OptionCatalogue.flink('2.0').resolve('state.backend.local-recovery').map(({ key }) => key))
    .toEqual(['execution.checkpointing.local-backup.enabled', 'execution.state-recovery.from-local']);
});

test('an unknown key is nothing', () => {
  expect(flink.resolve('execution.checkpointing.intervall')).toEqual([]);
  expect(flink.family('execution.checkpointing.intervall')).toBeUndefined();
});

test.each([
  ['s3.endpoint', 's3.', 'endpoint'],
  ['metrics.reporter.prom.port', 'metrics.reporter.<name>.', 'port'],
  ['kubernetes.taskmanager.labels.team', 'kubernetes.taskmanager.labels.', 'team'],
])('%s belongs to the family %s', (key, prefix, suffix) => {
  expect(flink.family(key)).toMatchObject({ prefix, suffix });
});

test('a prefix alone is no key of its family', () => {
  expect(flink.family('s3.')).toBeUndefined();
});

test('operator 1.13 is judged by 1.14', () => {
  expect(OptionCatalogue.operator('1.13').version).toBe('1.14.0');
});

test.each([
  ['importing the library', '', []],
  ['one job', 'new l.ProductionFlinkJob(new c.Chart(new c.App(), "x", { namespace: "n" }), "j", p()).settings', ['api.json', 'flink-1.20.json', 'operator-1.16.json']],
])('%s reads only the catalogues it needs', (_, program, expected) => {
  const root = path.join(__dirname, '..', '..');
  const script = `
    const fs = require('fs'); const read = fs.readFileSync; const seen = [];
    fs.readFileSync = (f, ...a) => { if (/catalogue/.test(String(f)) && /json$/.test(String(f))) seen.push(String(f).split('/').pop()); return read(f, ...a); };
    require('ts-node').register({ transpileOnly: true, project: '${root}/test/tsconfig.json' });
    const c = require('cdk8s'); const l = require('${root}/src');
    const p = () => ({ flinkVersion: l.FlinkVersion.V1_20, image: 'a:1', artifact: l.JobArtifact.jar('local:///a.jar'), parallelism: 1, storage: l.DurableStorage.s3('s3://state') });
    ${program};
    console.log(JSON.stringify(seen));`;
  expect(JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: root })).sort()).toEqual(expected);
});
