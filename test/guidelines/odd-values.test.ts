import { stringify } from 'yaml';
import { put, SOUND } from './cases/judge-case';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';

const REFUSED = 'the API server refuses the manifest';
const API = { apiVersion: 'flink.apache.org/v1beta1' };

/** What stands at a path, and below it. */
function findings(object: any): string[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'file.yaml', stringify(object));
  return checkObjects(flinkObjects(set.manifests, {}), GUIDELINES)
    .map(({ severity, guideline, path, value, message, fix }) => `${severity} ${guideline} ${path}${value === undefined ? '' : ` = ${value}`}: ${message}. ${fix}`);
}

function errors(object: any): string[] {
  return findings(object).filter((finding) => finding.startsWith('error'));
}

const OBJECTS: { readonly [kind: string]: any } = {
  FlinkDeployment: SOUND.find(({ kind }) => kind === 'FlinkDeployment'),
  FlinkBlueGreenDeployment: {
    ...API,
    kind: 'FlinkBlueGreenDeployment',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { template: { spec: SOUND.find(({ kind }) => kind === 'FlinkDeployment').spec } },
  },
  FlinkSessionJob: {
    ...API,
    kind: 'FlinkSessionJob',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { deploymentName: 'shared', job: { jarURI: 'https://repo.example.com/a.jar', parallelism: 1, upgradeMode: 'stateless' } },
  },
  FlinkStateSnapshot: {
    ...API,
    kind: 'FlinkStateSnapshot',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { savepoint: {}, jobReference: { kind: 'FlinkDeployment', name: 'orders' } },
  },
};
const KINDS = Object.keys(OBJECTS);

/** An object with another value at one path; undefined takes it out. */
function having(kind: string, path: string, value: unknown): any {
  const copy = structuredClone(OBJECTS[kind]);
  put(copy, path, value);
  return copy;
}

describe.each(KINDS)('metadata of a %s', (kind) => {
  test('that is sound has no error', () => expect(errors(OBJECTS[kind])).toEqual([]));

  test.each<[string, unknown, string]>([
    ['metadata/annotations', 5, `metadata.annotations = 5: must be a map; ${REFUSED}. Write a map, as key: value`],
    ['metadata/annotations', ['a'], `metadata.annotations: must be a map, not a list; ${REFUSED}. Write a map, as key: value`],
    ['metadata/labels', { a: 5 }, `metadata.labels.a = 5: must be a string; ${REFUSED}. Write it in quotes: "5"`],
    ['metadata/labels', 'a', `metadata.labels = "a": must be a map; ${REFUSED}. Write a map, as key: value`],
    ['metadata/namespace', 5, `metadata.namespace = 5: must be a string; ${REFUSED}. Write it in quotes: "5"`],
    ['metadata/namespace', {}, `metadata.namespace: must be a string, not a map; ${REFUSED}. Write a string`],
    ['metadata/label', {}, 'metadata.label: unknown field label: the API server drops it silently. Write labels'],
    ['metadata/annotations', { 'cdk8s-flink.dev/suppress': { a: 1 } }, `metadata.annotations['cdk8s-flink.dev/suppress']: must be a string, not a map; ${REFUSED}. Write a string`],
    ['metadata/name', {}, `metadata.name: must be a string, not a map; ${REFUSED}. Write a string`],
    ['metadata/name', undefined, `metadata.name: must be set: ${REFUSED}. Write "my-job"`],
    ['metadata/name', null, `metadata.name: must be set: ${REFUSED}. Write "my-job"`],
    ['metadata/name', '', `metadata.name: must be set: ${REFUSED}. Write "my-job"`],
    ['metadata', undefined, `metadata.name: must be set: ${REFUSED}. Write "my-job"`],
    ['metadata', null, `metadata.name: must be set: ${REFUSED}. Write "my-job"`],
    ['metadata', 'x', `metadata = "x": must be a map; ${REFUSED}. Write a map: "name: x"`],
    ['metadata', [], `metadata: must be a map, not a list; ${REFUSED}. Write a map, as key: value`],
  ])('%s: %p', (path, value, text) => {
    expect(errors(having(kind, path, value))).toEqual([`error ARC-12 ${text}`]);
  });

  test('whose name the API server makes', () => {
    expect(errors(having(kind, 'metadata', { generateName: 'orders-', namespace: 'shop' }))).toEqual([]);
  });

  test.each(['Bad_Name', 'a..b', '-a'])('the name %s', (name) => {
    const [error, ...others] = errors(having(kind, 'metadata/name', name));
    expect(error).toMatch(`error ARC-12 metadata.name = "${name}": must contain only lower-case letters, digits`);
    expect(others.filter((each) => each.startsWith('error ARC-12 metadata'))).toEqual([]);
  });
});

describe('a FlinkStateSnapshot', () => {
  test('without the kind of its job is of a FlinkDeployment', () => {
    expect(findings(having('FlinkStateSnapshot', 'spec/jobReference/kind', undefined))).toEqual([]);
  });

  test.each([undefined, '', ' '])('that is said to exist needs its path, and %p is none', (path) => {
    expect(findings(having('FlinkStateSnapshot', 'spec/savepoint', { alreadyExists: true, path }))).toEqual([
      'warning UPG-07 spec.savepoint.path: must be set with alreadyExists: the operator registers a savepoint without a location, from which no job can start. Write the path of the savepoint',
    ]);
  });

  test('that exists, with its path', () => {
    expect(findings(having('FlinkStateSnapshot', 'spec', { savepoint: { alreadyExists: true, path: 's3://state/savepoint-1' } }))).toEqual([]);
  });

  test.each([[5, ' = 5'], [[], '']])('with jobReference %p has one error', (jobReference, value) => {
    expect(errors(having('FlinkStateSnapshot', 'spec/jobReference', jobReference))).toEqual([
      expect.stringContaining(`error ARC-12 spec.jobReference${value}: must be a map`),
    ]);
  });

  test.each([{}, { kind: 'FlinkDeployment' }, { name: '' }])('with jobReference %p names no job', (jobReference) => {
    expect(errors(having('FlinkStateSnapshot', 'spec/jobReference', jobReference))).toEqual([
      expect.stringContaining('error UPG-07 spec.jobReference: must name a job'),
    ]);
  });
});

describe('nothing follows from a value that is refused', () => {
  test.each<[string, string, unknown, string]>([
    ['FlinkDeployment', 'spec/image', {}, `spec.image: must be a string, not a map; ${REFUSED}. Write a string`],
    ['FlinkDeployment', 'spec/job/upgradeMode', {}, `spec.job.upgradeMode: must be one of last-state, savepoint, stateless, not a map; ${REFUSED}. Write last-state or savepoint: both keep the state`],
    ['FlinkDeployment', 'spec/job/upgradeMode', 5, `spec.job.upgradeMode = 5: must be one of last-state, savepoint, stateless; ${REFUSED}. Write last-state or savepoint: both keep the state`],
    ['FlinkDeployment', 'spec/taskManager/resource/memory', 1.5,
      `spec.taskManager.resource.memory = 1.5: must be a string; ${REFUSED}. Write a size in quotes, such as "4096m"`],
    ['FlinkDeployment', 'spec/taskManager/resource/memory', [],
      `spec.taskManager.resource.memory: must be a string, not a list; ${REFUSED}. Write a size in quotes, such as "4096m"`],
    ['FlinkBlueGreenDeployment', 'spec/template/spec/jobManager/resource/memory', 5,
      `spec.template.spec.jobManager.resource.memory = 5: must be a string; ${REFUSED}. Write a size in quotes, such as "4096m"`],
    ['FlinkDeployment', 'spec/logConfiguration', 'x', `spec.logConfiguration = "x": must be a map; ${REFUSED}. Write a map, as key: value`],
    ['FlinkSessionJob', 'spec/deploymentName', {}, `spec.deploymentName: must be a string, not a map; ${REFUSED}. Write a string`],
  ])('%s %s: %p', (kind, path, value, text) => {
    expect(errors(having(kind, path, value))).toEqual([`error ARC-12 ${text}`]);
  });

  test('also not from an upgrade mode that there is not, where the job writes no checkpoints', () => {
    const object = having('FlinkDeployment', 'spec/job/upgradeMode', 'stateful');
    delete object.spec.flinkConfiguration['execution.checkpointing.dir'];
    expect(errors(object).map((finding) => finding.split(':')[0])).toEqual(['error ARC-12 spec.job.upgradeMode = "stateful"']);
    object.spec.job.upgradeMode = 'savepoint';
    expect(errors(object)).toContainEqual(expect.stringContaining('error CKP-10 spec.flinkConfiguration[\'execution.checkpointing.dir\']: must be set: upgrade mode savepoint needs it'));
  });

  test('a size in quotes is judged as a size', () => {
    expect(errors(having('FlinkDeployment', 'spec/taskManager/resource/memory', '1.5'))).toEqual([expect.stringContaining('error MEM-01 spec.taskManager.resource.memory = "1.5"')]);
  });
});

test('a number in quotes is to be written without them', () => {
  expect(errors(having('FlinkDeployment', 'spec/job/parallelism', '4'))).toEqual(['error PAR-08 spec.job.parallelism = "4": must be a whole number of at least 1. Write it without quotes: 4']);
  expect(errors(having('FlinkDeployment', 'spec/job/parallelism', '0'))).toEqual([expect.stringContaining('error PAR-08 spec.job.parallelism = "0": must be a whole number of at least 1. Write the number of partitions')]);
});
