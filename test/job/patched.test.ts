import { ApiObject, JsonPatch } from 'cdk8s';
import { ProductionFlinkJob } from '../../src';
import { chartOf, SOUND } from '../jobs';

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
