import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { ProductionFlinkJob } from '../../src';
import { chartOf, errorsOf, SOUND } from '../jobs';

// A JSON patch that takes an option away is heard as one that sets it: the manifest is what counts, and not what a property or a guideline had said before.

/** What guidelines find once a job's options are patched. */
function findings(...patches: JsonPatch[]): string[] {
  const job = new ProductionFlinkJob(chartOf(), 'orders', SOUND);
  ApiObject.of(job).addJsonPatch(...patches);
  return job.findings.map(({ guideline, path }) => `${guideline} ${path}`);
}

const OPTIONS = '/spec/flinkConfiguration';

test.each([
  ['execution.checkpointing.dir', 'CKP-10 execution.checkpointing.dir'],
  ['high-availability.type', 'HA-01 high-availability.type'],
  ['pipeline.max-parallelism', 'PAR-01 maxParallelism'],
])('a patch that removes %s', (key, finding) => {
  expect(findings()).toEqual([]);
  expect(findings(JsonPatch.remove(`${OPTIONS}/${key}`))).toContain(finding);
});

test('a patch that removes an option and one that sets it again', () => {
  const [remove, add] = [JsonPatch.remove(`${OPTIONS}/heartbeat.timeout`), JsonPatch.add(`${OPTIONS}/heartbeat.timeout`, '50 s')];
  expect(findings(remove)).toEqual([]);
  expect(findings(remove, add)).toEqual([]);
});

describe.each([['one FlinkDeployment', undefined, '/spec'], ['blue/green', {}, '/spec/template/spec']])('what the objects beside a job are named by: %s', (_, blueGreen, spec) => {
  const errors = (...patches: JsonPatch[]) => {
    const chart = chartOf();
    ApiObject.of(new ProductionFlinkJob(chart, 'orders', { ...SOUND, blueGreen })).addJsonPatch(...patches);
    return errorsOf(() => Testing.synth(chart));
  };

  test.each([
    ['/metadata/name', 'metadata.name', 'set the property name'],
    ['/metadata/namespace', 'metadata.namespace', 'set the property namespace'],
    [`${spec}/serviceAccount`, `${spec.slice(1).replaceAll('/', '.')}.serviceAccount`, 'set the property serviceAccount: { name }'],
  ])('a patch of %s is refused', (path, where, fix) => {
    const [error, ...more] = errors(JsonPatch.replace(path, 'other'));
    expect(more).toEqual([]);
    expect(error).toContain(`ARC-12 ${where} = "other": is changed by a JSON patch`);
    expect(error).toContain(fix);
  });

  test('a patch of something else is not', () => {
    expect(() => errors(JsonPatch.replace(`${spec}/job/parallelism`, 8))).toThrow('the synth did not fail');
  });
});
