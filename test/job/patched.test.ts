import { ApiObject, JsonPatch, Size, Testing } from 'cdk8s';
import { FlinkAlerts, FlinkBlueGreenDeployment, FlinkDeployment, FlinkDisruptionBudget, ProductionFlinkJob, ProductionFlinkJobProps } from '../../src';
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

describe('a patch that cannot be applied is one error, with its path and what to do', () => {
  const KINDS: [string, Partial<ProductionFlinkJobProps>][] = [['single', {}], ['blue/green', { blueGreen: {} }]];

  describe.each(KINDS)('%s', (_, props) => {
    function errors(...patches: JsonPatch[]): string[] {
      const app = Testing.app();
      const job = new ProductionFlinkJob(chartOf(app), 'orders', { ...SOUND, ...props, monitoring: { alerts: { enabled: false } } });
      new FlinkAlerts(job, 'more', { deployment: job });
      ApiObject.of(job).addJsonPatch(...patches);
      return errorsOf(() => app.synth()).map((line) => line.replace(/^\[[^\]]*\] /, ''));
    }

    test.each<[string, JsonPatch, string]>([
      ['another name', JsonPatch.replace('/metadata/name', 'renamed'),
        'error ARC-12 /metadata/name: the JSON patch "replace" changes metadata.name from "orders" to "renamed", but the objects beside it are generated for "orders". Set the property name instead.'],
      ['all metadata', JsonPatch.replace('/metadata', { name: 'orders' }),
        'error ARC-12 /metadata: the JSON patch "replace" changes metadata.namespace from "shop" to nothing, but the objects beside it are generated for "shop". Set the property namespace instead.'],
      ['another namespace', JsonPatch.replace('/metadata/namespace', 'else'),
        'error ARC-12 /metadata/namespace: the JSON patch "replace" changes metadata.namespace from "shop" to "else", but the objects beside it are generated for "shop". Set the property namespace instead.'],
      ['another account', JsonPatch.replace(`/spec/${props.blueGreen ? 'template/spec/' : ''}serviceAccount`, 'other'),
        `error ARC-12 /spec/${props.blueGreen ? 'template/spec/' : ''}serviceAccount: the JSON patch "replace" changes spec.${props.blueGreen ? 'template.spec.' : ''}serviceAccount from "orders" to "other", but the objects beside it are generated for "orders". Set the property serviceAccount: { name } instead, or serviceAccountName of a FlinkDeployment.`],
      ['another kind', JsonPatch.replace('/kind', 'FlinkSessionJob'), `error ARC-12 /kind: the JSON patch "replace" changes kind from "Flink${props.blueGreen ? 'BlueGreen' : ''}Deployment" to "FlinkSessionJob", but the objects beside it are generated for "Flink${props.blueGreen ? 'BlueGreen' : ''}Deployment". Remove the patch.`],
      ['no parent to add to', JsonPatch.add('/spec/podTemplate/metadata', {}),
        'error ARC-12 /spec/podTemplate/metadata: the JSON patch "add" cannot be applied: there is no /spec/podTemplate. Correct the path, or add /spec/podTemplate as a whole.'],
      ['no parent to replace in', JsonPatch.replace('/spec/nope/x', 1),
        'error ARC-12 /spec/nope/x: the JSON patch "replace" cannot be applied: there is no /spec/nope. Correct the path, or add /spec/nope as a whole.'],
      ['no parent to remove from', JsonPatch.remove('/spec/a/b/c'), 'error ARC-12 /spec/a/b/c: the JSON patch "remove" cannot be applied: there is no /spec/a. Correct the path, or add /spec/a as a whole.'],
      ['a parent that is a text', JsonPatch.add('/metadata/name/x', 1),
        'error ARC-12 /metadata/name/x: the JSON patch "add" cannot be applied: /metadata/name is neither a map nor a list. Correct the path, or add /metadata/name as a whole.'],
      ['nothing to copy', JsonPatch.copy('/spec/nope', '/spec/other'), 'error ARC-12 /spec/nope: the JSON patch "copy" cannot be applied: there is no /spec/nope. Correct the path, or add /spec/nope as a whole.'],
      ['a test that fails', JsonPatch.test('/kind', 'x'), 'error ARC-12 /kind: the JSON patch "test" fails: the value is another one. Correct the value, or remove the patch.'],
      ['no pointer', JsonPatch.add('metadata', 1), 'error ARC-12 metadata: the JSON patch "add" must have a path that begins with "/". Write "/metadata".'],
    ])('%s', (__, patch, text) => {
      expect(errors(patch)).toEqual([text]);
    });
  });

  test.each([FlinkDeployment, FlinkBlueGreenDeployment])('%p with objects that stand beside it', (Kind) => {
    const chart = chartOf();
    const size = { cpu: 1, memory: Size.gibibytes(2) };
    const { flinkVersion, image, artifact, parallelism } = SOUND;
    const job = new Kind(chart, 'orders', { flinkVersion, image, artifact, parallelism, serviceAccountName: 'a', jobManager: size, taskManager: size });
    new FlinkAlerts(chart, 'alerts', { deployment: job });
    new FlinkDisruptionBudget(chart, 'budget', { deployment: job });
    ApiObject.of(job).addJsonPatch(JsonPatch.replace('/spec/nope/x', 1));
    expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringMatching(/^\[chart\/orders\] error ARC-12 \/spec\/nope\/x: the JSON patch "replace" cannot be applied/)]);
  });

  test('the rest of metadata, and what a patch before it added, can be patched', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', SOUND);
    ApiObject.of(job).addJsonPatch(
      JsonPatch.add('/metadata/labels', {}), JsonPatch.add('/metadata/labels/example.com~1team', 'a'), JsonPatch.replace('/metadata/name', 'orders'), JsonPatch.test('/kind', 'FlinkDeployment'),
      JsonPatch.add('/spec/job/args', []), JsonPatch.add('/spec/job/args/-', '--x'), JsonPatch.copy('/spec/job/args', '/spec/job/copied'), JsonPatch.remove('/spec/job/copied'),
    );
    expect(job.findings).toEqual([]);
    expect(ApiObject.of(job).toJson()).toMatchObject({ metadata: { labels: { 'example.com/team': 'a' } }, spec: { job: { args: ['--x'] } } });
  });
});
