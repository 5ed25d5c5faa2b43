import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { schemaOf, schemaVersions, Violation, violations } from '../../src/kubernetes/schema';
import { EXAMPLES, synthExample } from '../examples/examples';
import { outside } from '../outside';

const { folder, describe: describeWithCrds } = outside('FLINK_CRDS', 'the operator\'s released CRDs judge random changes of manifests beside the generated schema');

const KINDS = ['FlinkDeployment', 'FlinkSessionJob', 'FlinkStateSnapshot', 'FlinkBlueGreenDeployment'];

function deployment(spec: any): any {
  return { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'clicks', labels: { free: 'yes' } }, spec };
}

const shown = ({ steps, sort, nearest, nearestValue }: Violation) => (
  [sort, steps.join('.'), ...nearest ? [nearest.join('.')] : [], ...nearestValue === undefined ? [] : [nearestValue]].join(' ')
);

function found(spec: any, operator = '1.15'): string[] {
  return violations(schemaOf('FlinkDeployment', operator)!, deployment(spec)).map(shown);
}

const pod = (spec: any) => ({ taskManager: { podTemplate: { spec } } });
const POD = 'spec.taskManager.podTemplate.spec';

describe('schemas', () => {
  test('of an operator version that is not known are those of the nearest older one, or the oldest', () => {
    expect(schemaVersions()).toEqual(['1.13', '1.14', '1.15', '1.16']);
    expect(schemaOf('FlinkDeployment', '1.99')).toBe(schemaOf('FlinkDeployment', '1.16'));
    expect(schemaOf('FlinkDeployment', '1.2')).toBe(schemaOf('FlinkDeployment', '1.13'));
  });

  test('exist of the kinds that a version has', () => {
    expect(KINDS.filter((kind) => schemaOf(kind, '1.13') === undefined)).toEqual(['FlinkBlueGreenDeployment']);
    expect(KINDS.filter((kind) => schemaOf(kind, '1.14') === undefined)).toEqual([]);
    expect(schemaOf('../../package', '1.15')).toBeUndefined();
  });

  test('know types by their path, through lists and maps', () => {
    const schema = schemaOf('FlinkBlueGreenDeployment', '1.15')!;
    expect(schema.typeAt(['spec', 'template', 'spec', 'taskManager', 'podTemplate', 'spec', 'containers', 'env', 'value'])).toEqual({ is: 'string' });
    expect(schema.typeAt(['spec', 'blue'])).toBeUndefined();
  });
});

describe('violations', () => {
  test.each<[string, any, string[]]>([
    ['nothing', { flinkVersion: 'v1_20', job: { parallelism: 2, args: ['a'], state: 'running' }, taskManager: { resource: { cpu: 0.5, memory: '2g' } } }, []],
    ['free options', { flinkConfiguration: { 'a.b': { c: [1] } } }, []],
    ['a misspelt field', { job: { paralelism: 2 } }, ['unknown field spec.job.paralelism spec.job.parallelism']],
    ['a field in other letters', { 'service-account': 'x' }, ['unknown field spec.service-account spec.serviceAccount']],
    ['a field that belongs into the job', { upgradeMode: 'savepoint' }, ['unknown field spec.upgradeMode spec.job.upgradeMode']],
    ['a field that belongs one level up', { job: { image: 'x' } }, ['unknown field spec.job.image spec.image']],
    ['a field that belongs further up, although pods have one, too', { taskManager: { serviceAccount: 'x' } }, ['unknown field spec.taskManager.serviceAccount spec.serviceAccount']],
    ['a field that belongs further down', { taskManager: { memory: '2g' } }, ['unknown field spec.taskManager.memory spec.taskManager.resource.memory']],
    ['a field that two places have', { memory: '2g' }, ['unknown field spec.memory']],
    ['a template without its spec', { podTemplate: { containers: [] } }, ['unknown field spec.podTemplate.containers spec.podTemplate.spec.containers']],
    ['nothing like a field', { zzz: 1 }, ['unknown field spec.zzz']],
    ['fields of objects that have none', { podTemplate: { metadata: { managedFields: [{ fieldsV1: { x: 1 } }] } } }, ['unknown field spec.podTemplate.metadata.managedFields.0.fieldsV1.x']],
    ['a number for a text', { taskManager: { resource: { memory: 4096 } } }, ['wrong type spec.taskManager.resource.memory']],
    ['a text for a number', { jobManager: { resource: { cpu: '2' } } }, ['wrong type spec.jobManager.resource.cpu']],
    ['half a processor where whole ones or texts belong', pod({ containers: [{ name: 'a', resources: { limits: { cpu: 0.5, memory: '1Gi' } } }] }), [`wrong type ${POD}.containers.0.resources.limits.cpu`]],
    ['a value in other letters', { job: { upgradeMode: 'LAST_STATE' } }, ['value not allowed spec.job.upgradeMode last-state']],
    ['a version as people say it', { flinkVersion: '1.20' }, ['value not allowed spec.flinkVersion']],
    ['a version as YAML reads it', { flinkVersion: 1.2 }, ['wrong type spec.flinkVersion']],
    ['a map for a list', pod({ containers: [], tolerations: { key: 'x' } }), [`wrong type ${POD}.tolerations`]],
    ['texts for maps', pod({ containers: [], imagePullSecrets: ['x', null] }), [`wrong type ${POD}.imagePullSecrets.0`, `wrong type ${POD}.imagePullSecrets.1`]],
    ['a misspelt field of a container', pod({ containers: [{ name: 'a', volumeMount: [] }] }), [`unknown field ${POD}.containers.0.volumeMount ${POD}.containers.0.volumeMounts`]],
    ['a field of pods in a container', pod({ containers: [{ name: 'a', tolerations: [] }] }), [`unknown field ${POD}.containers.0.tolerations ${POD}.tolerations`]],
    ['what pods require', pod({ containers: [{ volumeMounts: [{ name: 'a' }] }] }), [`missing ${POD}.containers.0.volumeMounts.0.mountPath`, `missing ${POD}.containers.0.name`]],
    ['what pods allow', pod({ containers: [], restartPolicy: 'always' }), [`value not allowed ${POD}.restartPolicy Always`]],
    ['null, which is not set', { job: null, image: null, logConfiguration: { a: null }, flinkVersion: null }, []],
    ['null in a list', { job: { args: [null] } }, ['wrong type spec.job.args.0']],
    ['names that every JavaScript object has', { constructor: {}, job: { toString: 'x' } }, ['unknown field spec.constructor', 'unknown field spec.job.toString']],
    ['a text for the whole spec', 'x', ['wrong type spec']],
    ['a list for the whole spec', [], ['wrong type spec']],
  ])('%s', (_, spec, expected) => {
    expect(found(spec)).toEqual(expected);
  });

  test('say what Kubernetes refuses in the pod, and what the API server refuses in the manifest', () => {
    const all = violations(schemaOf('FlinkDeployment', '1.15')!, deployment({ mode: 'x', ...pod({ containers: [{ image: 5 }], restartPolicy: 'x' }) }));
    expect(all.map(({ steps, inPod }) => [steps.at(-1), inPod])).toEqual([['mode', false], ['image', false], ['name', true], ['restartPolicy', true]]);
  });

  test('differ by operator version', () => {
    const resources = { jobManager: { resources: { requests: { cpu: '1' } } } };
    expect([found(resources), found(resources, '1.16')]).toEqual([['unknown field spec.jobManager.resources spec.jobManager.resource'], []]);
    expect([found({ flinkVersion: 'v2_3' }), found({ flinkVersion: 'v2_3' }, '1.16')]).toEqual([['value not allowed spec.flinkVersion v2_0'], []]);
  });

  test('of other kinds', () => {
    expect(violations(schemaOf('FlinkSessionJob', '1.15')!, { spec: { job: { jarUri: 'x' } } }).map(shown)).toEqual(['unknown field spec.job.jarUri spec.job.jarURI']);
    expect(violations(schemaOf('FlinkStateSnapshot', '1.15')!, { spec: { savepoint: { formatType: 'Native' } } }).map(shown)).toEqual(['value not allowed spec.savepoint.formatType NATIVE']);
    expect(violations(schemaOf('FlinkBlueGreenDeployment', '1.15')!, { spec: { image: 'x', template: { spec: { image: 5 } } } }).map(shown))
      .toEqual(['unknown field spec.image spec.template.spec.image', 'wrong type spec.template.spec.image']);
  });

  test('ten thousand of them', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`parallelism${i}${'x'.repeat(i % 50)}`, i]));
    expect(found({ job: many, ...pod({ containers: Array.from({ length: 5_000 }, () => ({ volumeMount: 1 })) }) }).length).toBe(20_000);
  });
});

/** The API server's own view, by ajv: unknown fields are refused, known ones that are null are not set. */
function judgeOf(release: string, kind: string): (manifest: any) => boolean {
  const file = path.join(folder, release, `${kind.toLowerCase()}s.flink.apache.org-v1.yml`);
  const { properties } = yaml.parse(fs.readFileSync(file, 'utf8')).spec.versions[0].schema.openAPIV3Schema;
  const ajv = new Ajv({ strict: false, validateFormats: false, code: { optimize: false } });
  const root = { ...properties, status: {}, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: {} };
  const validate = ajv.compile(strict({ type: 'object', properties: root }));
  return (manifest) => validate(manifest) as boolean;
}

function strict(schema: any): any {
  if (schema['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const copy = { ...schema };
  const fields = Object.entries(schema.properties ?? {});
  if (schema.properties) copy.properties = Object.fromEntries(fields.map(([name, child]) => [name, orNull(strict(child))]));
  if (schema.items) copy.items = strict(schema.items);
  if (schema.additionalProperties) copy.additionalProperties = orNull(strict(schema.additionalProperties));
  else if (schema.type === 'object' && !schema['x-kubernetes-preserve-unknown-fields']) copy.additionalProperties = false;
  return copy;
}

function orNull(schema: any): any {
  return { anyOf: [{ type: 'null' }, schema] };
}

/** Every place of a value, as its parent and key. */
function places(value: any, into: { parent: any; key: string | number }[] = []): { parent: any; key: string | number }[] {
  if (typeof value !== 'object' || value === null) return into;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    into.push({ parent: value, key: key as any });
    places(value[key as any], into);
  }
  return into;
}

const OTHER = fc.oneof(
  fc.constantFrom<any>(null, true, 0, 1.5, -1, '', '1', 'v1_20', 'savepoint', [], {}, [null], ['x'], [1], { name: 'x' }, [{ name: 'x' }], { spec: {} }, { cpu: 1 }, { x: null }),
  fc.jsonValue({ maxDepth: 2 }),
);
const MUTATION = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'replace', 'add', 'rename', 'move', 'remove'), value: OTHER, name: fc.constantFrom('x', 'env', 'resources', 'image', 'spec', 'job', 'tls', 'items', 'names', 'volumeMount') });

function mutate(manifest: any, { at, how, value, name }: { at: number; how: string; value: any; name: string }): void {
  const all = places(manifest.spec, [{ parent: manifest, key: 'spec' }]);
  const { parent, key } = all[at % all.length];
  if (how === 'replace') {
    parent[key] = structuredClone(value);
  } else if (Array.isArray(parent)) {
    parent.push(structuredClone(value));
  } else if (how === 'add') {
    parent[name] = structuredClone(value);
  } else {
    const before = parent[key];
    delete parent[key];
    if (how === 'rename') parent[`${String(key)}s`] = before;
    if (how === 'move') manifest.spec = { ...typeof manifest.spec === 'object' ? manifest.spec : {}, [key]: before };
  }
}

const OTHERS = {
  FlinkSessionJob: [{ spec: { deploymentName: 'pool', flinkConfiguration: { a: 'b' }, job: { jarURI: 'local:///x.jar', args: ['a'], parallelism: 2, state: 'running', upgradeMode: 'stateless' } } }],
  FlinkStateSnapshot: [{ spec: { backoffLimit: 2, jobReference: { kind: 'FlinkDeployment', name: 'clicks' }, savepoint: { formatType: 'NATIVE', path: 's3://a/b' }, checkpoint: {} } }],
};

describeWithCrds('the operator\'s own definitions', () => {
  const releases = folder ? fs.readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+$/.test(name)) : [];
  const deployments = folder ? EXAMPLES.flatMap((name) => synthExample(name)).filter(({ kind }) => kind === 'FlinkDeployment') : [];
  const real: { [kind: string]: any[] } = {
    ...OTHERS,
    FlinkDeployment: deployments,
    FlinkBlueGreenDeployment: deployments.map(({ spec }) => ({ spec: { ingress: { template: 'x' }, configuration: { a: 'b' }, template: { metadata: { labels: { a: 'b' } }, spec } } })),
  };

  test.each(releases.flatMap((release) => KINDS.map((kind) => [release, kind] as const)))('of %s say the same of changed %ss', (release, kind) => {
    const schema = schemaOf(kind, release.replace(/\.\d+$/, ''));
    if (!schema) return;
    const judge = judgeOf(release, kind);
    for (const manifest of real[kind]) expect([judge(manifest), violations(schema, manifest)]).toEqual([true, []]);
    let refused = 0;
    fc.assert(fc.property(fc.nat(), fc.array(MUTATION, { minLength: 1, maxLength: 2 }), (which, mutations) => {
      const manifest = structuredClone(real[kind][which % real[kind].length]);
      for (const mutation of mutations) mutate(manifest, mutation);
      const accepted = judge(manifest);
      if (!accepted) refused++;
      const ours = violations(schema, manifest).filter(({ inPod }) => !inPod);
      if (accepted !== (ours.length === 0)) throw new Error(`${accepted ? 'accepted' : JSON.stringify((judge as any).errors)}, but ${JSON.stringify(ours)}`);
    }), { numRuns: 150 });
    expect(refused).toBeGreaterThan(30);
  });
});
