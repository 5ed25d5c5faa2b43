import { Size, Testing } from 'cdk8s';
import { FlinkEnvironment, OperatorVersion, ProductionFlinkJob, TaskManagerOptions } from '../../src';
import { chartOf, errorsOf, LEAST, only, SOUND } from '../jobs';

// Kubernetes' own requests and limits, which operators read from 1.16 on.

const REQUESTS = { cpu: 2, memory: Size.gibibytes(4), ephemeralStorage: Size.gibibytes(12), others: { 'nvidia.com/gpu': '1' } };

function synth(taskManager: TaskManagerOptions, operatorVersion = OperatorVersion.V1_16) {
  const chart = chartOf();
  FlinkEnvironment.of(chart).set({ operatorVersion });
  const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, taskManager });
  return { job, manifests: () => Testing.synth(chart) };
}

test('they are all that is emitted of a component, and what follows from its processors and disk follows from them', () => {
  const { job, manifests } = synth({ resources: { requests: { ...REQUESTS, cpu: 1.5 }, limits: { cpu: 3, memory: Size.gibibytes(5) } } });
  const { taskManager, jobManager, flinkConfiguration } = only(manifests(), 'FlinkDeployment').spec;
  expect(taskManager).not.toHaveProperty('resource');
  expect(taskManager.resources).toEqual({
    requests: { 'cpu': '1500m', 'memory': '4Gi', 'ephemeral-storage': '12Gi', 'nvidia.com/gpu': '1' },
    limits: { cpu: '3', memory: '5Gi' },
  });
  expect(jobManager.resource).toMatchObject({ cpu: 1, memory: '2048m' });
  expect(flinkConfiguration['taskmanager.numberOfTaskSlots']).toBe('2');
  expect(job.findings).toEqual([]);
});

test('the pods ask for them', () => {
  const container = (taskManager: TaskManagerOptions) => synth(taskManager).job.renderedPods().taskManager.spec.containers
    .find(({ name }: any) => name === 'flink-main-container').resources;
  expect(container({ resources: { requests: REQUESTS, limits: { cpu: 3, memory: Size.gibibytes(5) } } })).toEqual({
    requests: { 'cpu': '2', 'memory': '4Gi', 'ephemeral-storage': '12Gi', 'nvidia.com/gpu': '1' },
    limits: { cpu: '3', memory: '5Gi' },
  });
  expect(container({ resources: { limits: { cpu: 2, memory: Size.gibibytes(4) } } })).toMatchObject({ requests: { cpu: '2', memory: '4Gi' }, limits: { cpu: '2', memory: '4Gi' } });
});

test.each<[string, TaskManagerOptions, string[]]>([
  ['amounts that they overrule', { cpu: 2, memory: Size.gibibytes(4), resources: { requests: REQUESTS } },
    ['RES-01 taskManager.cpu = 2: ignored: the operator reads only taskManager.resources', 'RES-01 taskManager.memory = 4194304 KiB: ignored: the operator reads only taskManager.resources']],
  ['no processors', { resources: { requests: { ...REQUESTS, cpu: 0 } } }, ['RES-01 taskManager.resources.requests.cpu = 0: must be a number of processors above 0']],
  ['half a mebibyte', { resources: { requests: { ...REQUESTS, memory: Size.kibibytes(512) } } }, ['RES-01 taskManager.resources.requests.memory']],
  ['a limit below the request', { resources: { requests: REQUESTS, limits: { cpu: 1 } } }, ['must be at least the request, 2']],
  ['requests without memory', { resources: { requests: { cpu: 2 } } }, ['MEM-01 taskManager.resources.requests.memory: must be set']],
])('%s are refused', (_, taskManager, expected) => {
  const errors = errorsOf(synth(taskManager).manifests).join('\n');
  for (const text of expected) expect(errors).toContain(text);
});

test('an operator that does not read them is named', () => {
  expect(errorsOf(synth({ resources: { requests: REQUESTS } }, OperatorVersion.V1_15).manifests)).toEqual([
    expect.stringContaining('RES-01 taskManager.resources: ignored by operator 1.15: it is read from operator 1.16 on. Use cpu, memory and ephemeralStorage, or a newer operator'),
  ]);
  expect(() => new ProductionFlinkJob(chartOf(), 'orders', LEAST)).not.toThrow();
});
