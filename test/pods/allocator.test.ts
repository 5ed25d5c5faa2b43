import { k8s } from 'cdk8s-plus-27';
import { only, specOf, synthJob } from '../jobs';

const NAMES = ['MALLOC_ARENA_MAX', 'MALLOC_CONF'];

/** What the allocators of a component are told, by the manifest. */
function told(component: 'jobManager' | 'taskManager', props: any): string[] {
  const [{ env = [] }] = specOf(props)[component].podTemplate.spec.containers;
  return env.filter(({ name }: any) => NAMES.includes(name)).map(({ name, value }: any) => `${name}=${value}`);
}

describe('arenas follow from the processors of the container, as jemalloc would have it', () => {
  test.each([
    ['by default', {}, 1, 8],
    ['four processors', { taskManager: { cpu: 4 } }, 1, 16],
    ['less than one', { taskManager: { cpu: 0.5 } }, 1, 1],
    ['a part of another', { jobManager: { cpu: 1.5 } }, 8, 8],
    ['a limit above the request', { flinkConfiguration: { 'kubernetes.taskmanager.cpu.limit-factor': '3.0' } }, 1, 24],
  ])('%s', (_, props, jobManager, taskManager) => {
    expect(told('jobManager', props)).toEqual([`MALLOC_ARENA_MAX=${jobManager}`, `MALLOC_CONF=narenas:${jobManager}`]);
    expect(told('taskManager', props)).toEqual([`MALLOC_ARENA_MAX=${taskManager}`, `MALLOC_CONF=narenas:${taskManager}`]);
  });
});

test('what a pod template says wins', () => {
  const podTemplate: k8s.PodTemplateSpec = { spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'MALLOC_CONF', value: 'percpu_arena:percpu' }] }] } };
  expect(told('taskManager', { taskManager: { podTemplate } })).toEqual(['MALLOC_ARENA_MAX=8', 'MALLOC_CONF=percpu_arena:percpu']);
});

test('what an option says is not said a second time', () => {
  const flinkConfiguration = { 'containerized.taskmanager.env.MALLOC_CONF': 'narenas:2', 'containerized.master.env.MALLOC_ARENA_MAX': '3' };
  expect(told('taskManager', { flinkConfiguration })).toEqual(['MALLOC_ARENA_MAX=8']);
  expect(told('jobManager', { flinkConfiguration })).toEqual(['MALLOC_CONF=narenas:1']);
  expect(only(synthJob({ flinkConfiguration }), 'FlinkDeployment').spec.flinkConfiguration).toMatchObject(flinkConfiguration);
});
