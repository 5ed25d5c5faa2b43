import { JobSettings } from '../configuration/said/job-settings';
import { resourcesOf } from '../facts';
import { FlinkComponent } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** The prefix of each component's environment variables, whose name for the component differs from its label. */
const ENVIRONMENT = { [FlinkComponent.JOB_MANAGER]: 'containerized.master.env.', [FlinkComponent.TASK_MANAGER]: 'containerized.taskmanager.env.' };
const FIELD = { [FlinkComponent.JOB_MANAGER]: 'jobManager', [FlinkComponent.TASK_MANAGER]: 'taskManager' } as const;

/**
 * The number of arenas of native memory allocators. Their default depends on the CPUs of the node, not of the container, and freed memory remains in
 * each arena. They are therefore set to what jemalloc would use on a machine with the CPUs of the container.
 *
 * Flink's images load jemalloc, which reads `MALLOC_CONF`; images without it use glibc, which reads `MALLOC_ARENA_MAX`. Each ignores the variable of
 * the other.
 */
export function allocatorEnvironment(settings: JobSettings, component: FlinkComponent): any {
  const { cpu = NaN, limitFactors } = resourcesOf(settings, FIELD[component]);
  const processors = Math.ceil(cpu * (limitFactors.cpu ?? Number(settings.option(`kubernetes.${component}.cpu.limit-factor`) ?? 1)));
  if (!(processors >= 1)) return undefined;
  const arenas = processors === 1 ? 1 : 4 * processors;
  const env = [{ name: 'MALLOC_ARENA_MAX', value: `${arenas}` }, { name: 'MALLOC_CONF', value: `narenas:${arenas}` }]
    // Kubernetes uses the last of two variables with the same name: a value that is set as an option takes precedence.
    .filter(({ name }) => settings.option(`${ENVIRONMENT[component]}${name}`) === undefined);
  return env.length === 0 ? undefined : { spec: { containers: [{ name: MAIN_CONTAINER, env }] } };
}
