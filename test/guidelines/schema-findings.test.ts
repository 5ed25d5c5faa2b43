import { stringify } from 'yaml';
import { fieldFindings } from '../../src/guidelines/areas/architecture/spec-fields';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';

function findings(spec: object): string[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'file.yaml', stringify({ apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'clicks', namespace: 'shop' }, spec }));
  return checkObjects(flinkObjects(set.manifests, {}), GUIDELINES)
    .filter(({ guideline, path }) => guideline === 'ARC-12' || path === 'spec.flinkVersion')
    .map(({ line, severity, path, message, fix }) => `${line} ${severity} ${path}: ${message}. ${fix}`);
}

const REFUSED = 'the API server refuses the manifest';

test.each<[unknown, string]>([
  ['1.20', `the custom resource definition of operator 1.16 does not allow it: ${REFUSED}. Write v1_20`],
  ['1.20.3', `the custom resource definition of operator 1.16 does not allow it: ${REFUSED}. Write v1_20`],
  ['V2_1', `the custom resource definition of operator 1.16 does not allow it: ${REFUSED}. Write v2_1`],
  [1.2, `the value must be a string, and the custom resource definition of operator 1.16 does not allow it: ${REFUSED}. Write v1_20`],
  [2.1, `the value must be a string, and the custom resource definition of operator 1.16 does not allow it: ${REFUSED}. Write v2_1`],
  ['v1_21', `the custom resource definition of operator 1.16 does not allow it; the newest versions that it supports are v1_20 and v2_4: ${REFUSED}. Write one of v1_19, v1_20, v2_0, v2_1, v2_2, v2_3`],
])('flinkVersion %p: what is right', (flinkVersion, text) => {
  expect(findings({ flinkVersion })).toEqual([expect.stringContaining(`error spec.flinkVersion: ${text}`)]);
});

test('deep in a template, with the line', () => {
  expect(findings({
    flinkVersion: 'v1_20',
    taskManager: { podTemplate: { spec: { containers: [{ name: 'flink-main-container' }, { name: 'shipper', image: 'x:1', volumeMount: [], env: [{ name: 'BATCH', value: 500 }] }] } } },
  })).toEqual([
    '15 error spec.taskManager.podTemplate.spec.containers[1].volumeMount: unknown field volumeMount: the API server drops it silently. Write volumeMounts',
    `18 error spec.taskManager.podTemplate.spec.containers[1].env[0].value: must be a string; ${REFUSED}. Write it in quotes: "500"`,
  ]);
});

test('a field at the wrong depth, and where it belongs', () => {
  expect(findings({ flinkVersion: 'v1_20', parallelism: 2 })).toEqual(['8 error spec.parallelism: unknown field parallelism: the API server drops it silently. Move it to spec.job.parallelism']);
});

const of = (kind: string, operator: string, object: any, prefix?: string) => (
  fieldFindings({ kind, operator, object, prefix, where: (path) => path }).map(({ path, message }) => `${path}: ${message}`)
);

describe('the fields of any kind', () => {
  test('of an operator version', () => {
    const resources = { spec: { jobManager: { resources: { requests: { cpu: '1' } } } } };
    expect(of('FlinkDeployment', '1.15', resources)).toEqual([
      'spec.jobManager.resources: unknown field resources: operator 1.15 does not have it yet (1.16 does), and the API server drops it silently',
    ]);
    expect(of('FlinkDeployment', '1.16', resources)).toEqual([]);
  });

  test('at their path', () => {
    expect(of('FlinkSessionJob', '1.15', { spec: { job: { paralelism: 2 } } })).toEqual(['spec.job.paralelism: unknown field paralelism: the API server drops it silently']);
    expect(of('FlinkStateSnapshot', '1.15', { spec: { savepoint: { formatType: 'x' } } })).toEqual([
      `spec.savepoint.formatType: must be one of CANONICAL, NATIVE, UNKNOWN; ${REFUSED}`,
    ]);
    expect(of('FlinkBlueGreenDeployment', '1.15', { spec: { template: { spec: { jobManager: { resource: { cpu: '1' } } } } } })).toEqual([
      `spec.template.spec.jobManager.resource.cpu: must be a number; ${REFUSED}`,
    ]);
    expect(of('FlinkDeployment', '1.15', { spec: { mode: 'x' } }, 'items[0]')).toEqual([`items[0].spec.mode: must be one of native, standalone; ${REFUSED}`]);
  });

  test('of a kind that the operator version does not have are nobody\'s to judge', () => {
    expect(of('FlinkBlueGreenDeployment', '1.13', { spec: { x: 1 } })).toEqual([]);
  });
});

describe('what is meant by a name that other tools use', () => {
  const fixesOf = (kind: string, spec: object) => fieldFindings({ kind, operator: '1.15', object: { spec }, where: (path) => path })
    .filter(({ message }) => message.startsWith('unknown field')).map(({ path, fix }) => `${path}: ${fix}`);

  test.each<[object, string]>([
    [{ job: { savepointPath: 's3://a/b' } }, 'spec.job.savepointPath: Write initialSavepointPath'],
    [{ job: { savepointPath: 's3://a/b', initialSavepointPath: 's3://a/c' } }, 'spec.job.savepointPath: Remove it: spec.job.initialSavepointPath is set'],
    [{ job: { fromSavepoint: 's3://a/b' } }, 'spec.job.fromSavepoint: Write initialSavepointPath'],
    [{ job: { savepoint: 's3://a/b' } }, 'spec.job.savepoint: Write initialSavepointPath'],
    [{ serviceAccountName: 'flink' }, 'spec.serviceAccountName: Write serviceAccount'],
    [{ job: { className: 'a.B' } }, 'spec.job.className: Write entryClass'],
    [{ job: { mainClass: 'a.B' } }, 'spec.job.mainClass: Write entryClass'],
    [{ job: { entrypoint: 'a.B' } }, 'spec.job.entrypoint: Write entryClass'],
    [{ job: { programArgs: '--a b' } }, 'spec.job.programArgs: Rename it to args, a list with one element for each argument'],
    [{ job: { arguments: ['--a'] } }, 'spec.job.arguments: Rename it to args, a list with one element for each argument'],
    [{ job: { jar: 'local:///a.jar' } }, 'spec.job.jar: Write jarURI'],
    [{ job: { jarUri: 'local:///a.jar' } }, 'spec.job.jarUri: Write jarURI'],
    [{ job: { restartPolicy: 'Always' } }, 'spec.job.restartPolicy: Remove it, and set the option restart-strategy.type in spec.flinkConfiguration'],
    [{ restartPolicy: 'Always' }, 'spec.restartPolicy: Remove it, and set the option restart-strategy.type in spec.flinkConfiguration'],
    [{ taskManagerReplicas: 2 }, 'spec.taskManagerReplicas: Move it to spec.taskManager.replicas'],
    [{ jobManagerReplicas: 2 }, 'spec.jobManagerReplicas: Move it to spec.jobManager.replicas'],
    [{ resources: {} }, 'spec.resources: Move it to jobManager.resource and taskManager.resource, each with cpu and memory and without requests and limits'],
    [{ taskManager: { labels: {} } }, 'spec.taskManager.labels: Move it to spec.taskManager.podTemplate.metadata.labels'],
    [{ jobManager: { annotations: {} } }, 'spec.jobManager.annotations: Move it to spec.jobManager.podTemplate.metadata.annotations'],
    [{ taskManager: { slots: 4 } }, 'spec.taskManager.slots: Remove it, and set the option taskmanager.numberOfTaskSlots in spec.flinkConfiguration'],
    [{ numberOfTaskSlots: 4 }, 'spec.numberOfTaskSlots: Remove it, and set the option taskmanager.numberOfTaskSlots in spec.flinkConfiguration'],
    [{ env: [] }, 'spec.env: Move it to the container flink-main-container in spec.podTemplate.spec.containers'],
    [{ podTemplate: { spec: { env: [] } } }, 'spec.podTemplate.spec.env: Move it to the container flink-main-container in spec.podTemplate.spec.containers'],
    [{ jobManager: { volumeMounts: [] } }, 'spec.jobManager.volumeMounts: Move it to the container flink-main-container in spec.jobManager.podTemplate.spec.containers'],
    [{ taskManager: { podTemplate: { spec: { ports: [] } } } }, 'spec.taskManager.podTemplate.spec.ports: Move it to the container flink-main-container in spec.taskManager.podTemplate.spec.containers'],
    [{ version: '1.20' }, 'spec.version: Rename it to flinkVersion, with a value such as v1_20'],
    [{ ingress: { ingressClassName: 'nginx' } }, 'spec.ingress.ingressClassName: Write className'],
    [{ ingress: { host: 'a.example.com' } }, 'spec.ingress.host: Write template'],
    [{ parallelism: 2 }, 'spec.parallelism: Move it to spec.job.parallelism'],
    [{ flinkConf: {} }, 'spec.flinkConf: Write flinkConfiguration'],
  ])('%j', (spec, fix) => {
    expect(fixesOf('FlinkDeployment', spec)).toEqual([fix]);
  });

  test('within a FlinkBlueGreenDeployment', () => {
    expect(fixesOf('FlinkBlueGreenDeployment', { template: { spec: { serviceAccountName: 'flink', taskManager: { env: [] }, parallelism: 2 } } })).toEqual([
      'spec.template.spec.serviceAccountName: Write serviceAccount',
      'spec.template.spec.taskManager.env: Move it to the container flink-main-container in spec.template.spec.taskManager.podTemplate.spec.containers',
      'spec.template.spec.parallelism: Move it to spec.template.spec.job.parallelism',
    ]);
  });

  test('within a FlinkSessionJob, which has nothing of its cluster', () => {
    expect(fixesOf('FlinkSessionJob', { serviceAccountName: 'flink', parallelism: 2, job: { className: 'a.B' } })).toEqual([
      'spec.serviceAccountName: Remove it: it belongs to the FlinkDeployment of the session cluster',
      'spec.parallelism: Move it to spec.job.parallelism',
      'spec.job.className: Write entryClass',
    ]);
  });
});
