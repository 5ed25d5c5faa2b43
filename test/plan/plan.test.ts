import * as fs from 'fs';
import { parseAllDocuments } from 'yaml';
import { Case, CASES } from './cases';
import { manifest, objectsOf, sidesOf } from './manifests';
import { differencesBetween, DIFF_ROWS } from '../../src/plan/operator-diff';
import { PLAN_RULES, PlannedObject, planOf } from '../../src/plan/plan';
import { VERDICT_ORDER, VERDICTS } from '../../src/plan/verdict';

function planFor(each: Case): PlannedObject[] {
  const [old, now] = sidesOf(each);
  return planOf(objectsOf('old.yaml', old, each.operator), objectsOf('new.yaml', now, each.operator));
}

function orders(each: Case): PlannedObject {
  return planFor(each).find(({ resource }) => resource.name === 'orders')!;
}

test.each(CASES.map((each) => [each.what, each] as const))('%s', (_, each) => {
  const { verdict, causes } = orders(each);
  expect({ verdict, rules: [...new Set(causes.map(({ rule }) => rule))] }).toEqual({ verdict: each.verdict, rules: each.rules });
});

const RENAMED = planOf(objectsOf('old.yaml', manifest()), objectsOf('new.yaml', manifest('FlinkDeployment', { 'meta:name': 'orders-v2', 'image': 'orders:2' })));

test('a job under another name is told to lose its state, and another job is not', () => {
  const [gone, renamed] = RENAMED;
  expect([gone.verdict, renamed.verdict]).toEqual(['loss-of-state', 'loss-of-state']);
  expect(renamed.causes).toEqual([expect.objectContaining({ rule: 'renamed', path: 'metadata.name', message: expect.stringContaining('this is the job of shop/orders') })]);
  const other = planOf(objectsOf('old.yaml', manifest()), objectsOf('new.yaml', manifest('FlinkDeployment', { 'meta:name': 'clicks', 'job.jarURI': 'local:///y.jar' })));
  expect(other.find(({ resource }) => resource.name === 'clicks')!.verdict).toBe('new-deployment');
});

test('each rule fires in a case and stays silent in others, and so does each row of the operator\'s diff', () => {
  const fired = CASES.map((each) => orders(each).causes.map(({ rule }) => rule));
  const hits = new Map(PLAN_RULES.map(({ id }) => [id, fired.filter((rules) => rules.includes(id)).length + (id === 'renamed' ? 1 : 0)]));
  expect([...hits].filter(([, n]) => n === 0 || n === CASES.length)).toEqual([]);
  const rows = CASES.filter(({ old, now }) => old !== null && now !== null).map((each) => {
    const [old, now] = sidesOf(each).map((text) => parseAllDocuments(text)[0].toJS());
    return differencesBetween(old, now, '1.16').map(({ row }) => row);
  });
  for (const id of [...DIFF_ROWS.map((row) => row.id), 'outside-template']) expect([id, rows.some((ids) => ids.includes(id)), rows.some((ids) => !ids.includes(id))]).toEqual([id, true, true]);
  expect(new Set(PLAN_RULES.map(({ id }) => id)).size).toBe(PLAN_RULES.length);
});

test('each verdict is reached', () => {
  expect(VERDICT_ORDER.filter((verdict) => !CASES.some((each) => each.verdict === verdict))).toEqual([]);
});

test('a session job whose cluster stands on one side alone is compared in that cluster', () => {
  const cluster = manifest('FlinkDeployment', { 'meta:name': 'shared', 'job': undefined });
  const job = (replicas: number) => manifest('FlinkSessionJob', { 'job.parallelism': replicas });
  for (const [old, now] of [[`${cluster}---\n${job(2)}`, job(4)], [job(2), `${cluster}---\n${job(4)}`]]) {
    const planned = planOf(objectsOf('old.yaml', old), objectsOf('new.yaml', now)).find(({ resource }) => resource.name === 'orders')!;
    expect(planned.causes.map(({ rule }) => rule)).toEqual(['restarted-from-savepoint']);
  }
});

test('an option that the new version has not is named where the old manifest has it', () => {
  const [planned] = planOf(
    objectsOf('old.yaml', manifest('FlinkDeployment', { 'flinkVersion': 'v1_20', 'conf:taskmanager.network.memory.buffers-per-channel': '4' })),
    objectsOf('new.yaml', manifest('FlinkDeployment', { flinkVersion: 'v2_2' })),
  );
  expect(planned.causes).toContainEqual(expect.objectContaining({ path: "spec.flinkConfiguration['taskmanager.network.memory.buffers-per-channel']", before: '"4"' }));
});

test('a cause names the path, both values and the line of the new manifest, and hides what may be a secret', () => {
  const [planned] = planOf(
    objectsOf('old.yaml', manifest('FlinkDeployment', { 'conf:pipeline.max-parallelism': '720', 'conf:s3.secret-key': 'hunter2hunter2' })),
    objectsOf('new.yaml', manifest('FlinkDeployment', { 'conf:pipeline.max-parallelism': '1440', 'conf:s3.secret-key': 'hunter3hunter3' })));
  const text = manifest('FlinkDeployment', { 'conf:pipeline.max-parallelism': '1440' });
  expect(planned.causes).toContainEqual({
    rule: 'max-parallelism-changed',
    verdict: 'loss-of-state',
    path: 'spec.flinkConfiguration[\'pipeline.max-parallelism\']',
    before: '"720"',
    after: '"1440"',
    file: 'new.yaml',
    line: text.split('\n').findIndex((line) => line.includes('max-parallelism')) + 1,
    message: 'the state was written with max parallelism 720: Flink does not restore it with 1440',
    advice: 'Set it to 720, or start without state',
    fails: true,
  });
  expect(JSON.stringify(planned)).not.toContain('hunter');
});

test('flat and nested options are found on their lines, and objects without a namespace are those of the given one', () => {
  const now = manifest('FlinkDeployment', { 'meta:namespace': undefined, 'conf:web': { timeout: '20 s' } });
  const [planned, ...others] = planOf(objectsOf('old.yaml', manifest('FlinkDeployment', { 'conf:web.timeout': '10 s' })), objectsOf('new.yaml', now), 'shop');
  expect(others).toEqual([]);
  expect(planned.causes).toEqual([expect.objectContaining({ before: '"10 s"', after: '"20 s"', line: now.split('\n').findIndex((line) => line.includes('timeout')) + 1 })]);
});

test('the children of a blue/green deployment, which a cluster lists beside it, are left out', () => {
  const child = manifest('FlinkDeployment', { 'meta:name': 'orders-blue', 'meta:ownerReferences': [{ kind: 'FlinkBlueGreenDeployment', name: 'orders' }] });
  const parent = manifest('FlinkBlueGreenDeployment');
  expect(planOf(objectsOf('old.yaml', `${parent}---\n${child}`), objectsOf('new.yaml', parent)).map(({ verdict }) => verdict)).toEqual(['nothing']);
});

test('a batch job has no state to lose, and fails for refusals alone', () => {
  const fails = (each: Partial<Case>) => orders({ what: '', verdict: 'nothing', rules: [], both: { 'job.upgradeMode': 'stateless', 'conf:execution.runtime-mode': 'BATCH' }, ...each })
    .causes.filter((cause) => cause.fails).map(({ rule }) => rule);
  expect(fails({ now: { image: 'orders:2' } })).toEqual([]);
  expect(fails({ now: { mode: 'standalone' } })).toEqual(['mode-switched']);
});

test('docs/plan.md explains every verdict and rule', () => {
  const page = fs.readFileSync('docs/plan.md', 'utf8');
  const rows = [
    ...Object.entries(VERDICTS).map(([verdict, { title, meaning }]) => `| \`${verdict}\`: ${title} | ${meaning} |`),
    ...PLAN_RULES.map(({ id, title, verdict }) => `| \`${id}\` | ${title} | ${verdict === 'note' ? 'note' : `\`${verdict}\``} |`),
  ];
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});
