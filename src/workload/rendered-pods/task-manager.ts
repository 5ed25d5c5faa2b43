import { HandOver } from './hand-over';
import { inShell, PodBuilder } from './pod-builder';
import { PodOptions, PodRejection } from './pod-options';
import { OPERATORS_FLINK } from '../../configuration/options/operator-version';
import { javaDecimalText } from '../../configuration/options/value-syntax/java-decimal-text';
import { OPTION } from '../../facts';
import { FlinkComponent } from '../../kubernetes/component';
import { clusterLabels } from '../../kubernetes/labels';
import { PORTS } from '../../kubernetes/ports';
import { AcceptedMemory, TaskManagerComponent, taskManagerMemory } from '../../memory';

/** The pod of a TaskManager: created by the JobManager in native mode, by the operator's Deployment in standalone mode. */
export function taskManagerPod(deployment: HandOver): any {
  const { name, namespace, standalone, flinkVersion } = deployment;
  const options = new PodOptions(deployment.options, (standalone ? OPERATORS_FLINK : flinkVersion).minor);
  const pod = new PodBuilder(deployment.taskManagerTemplate, options);
  const memory = memoryOf(deployment);
  const podName = standalone ? `${name}-taskmanager` : `${name}-taskmanager-1-1`;

  pod.label({ ...options.map('kubernetes.taskmanager.labels'), ...clusterLabels(name, FlinkComponent.TASK_MANAGER, standalone) });
  pod.annotate(options.map('kubernetes.taskmanager.annotations'));
  pod.serviceAccount('taskmanager');
  pod.image(standalone);
  pod.schedule('taskmanager');
  pod.resources('taskmanager', {
    cpu: standalone ? standaloneProcessors(options) : processors(options),
    memory: memory.components.totalProcess,
    others: standalone ? {} : deviceResources(options),
  });
  const rpcPort = options.port('taskmanager.rpc.port', PORTS.taskManagerRpc.number);
  if (standalone || !pod.usesHostNetwork) pod.ports([{ name: PORTS.taskManagerRpc.name, number: rpcPort }]);
  pod.envOfOptions('containerized.taskmanager.env.');
  if (!standalone) {
    pod.hostNetwork();
    pod.spec.restartPolicy = 'Never';
    pod.env({ name: '_POD_NODE_ID', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } });
  }
  pod.logDirectory();
  pod.secrets();
  pod.main.command = [options.text('kubernetes.entry.path')];
  pod.main.args = standalone ? ['taskmanager'] : inShell(nativeCommand(podName, options, memory));
  if (!standalone) pod.env({ name: 'FLINK_TM_JVM_MEM_OPTS', value: memory.jvmArguments.join(' ') });
  pod.configuration(deployment);
  return pod.build(podName, namespace);
}

function memoryOf({ options, flinkVersion }: HandOver): AcceptedMemory<TaskManagerComponent> {
  const memory = taskManagerMemory(options, flinkVersion.minor);
  if (!memory.ok) throw new PodRejection(`the TaskManager's memory: ${memory.reason}`);
  return memory;
}

/** The default is one CPU per slot. */
function processors(options: PodOptions): number {
  if (options.isSet('taskmanager.cpu.cores')) return options.number('taskmanager.cpu.cores');
  const amount = options.number('kubernetes.taskmanager.cpu.amount');
  return amount > 0 ? amount : options.number(OPTION.SLOTS);
}

function standaloneProcessors(options: PodOptions): number {
  const amount = options.number('kubernetes.taskmanager.cpu.amount');
  if (!(amount > 0)) throw new PodRejection('spec.taskManager.resource.cpu is missing: in standalone mode nothing stands in for it', 'taskManager.resource.cpu');
  return amount;
}

/** Devices such as GPUs, by the resource name in Kubernetes. */
function deviceResources(options: PodOptions): { [name: string]: string } {
  const resources: { [name: string]: string } = {};
  for (const device of devices(options)) {
    const amount = options.text(`external-resource.${device}.amount`);
    const name = options.text(`external-resource.${device}.kubernetes.config-key`);
    if (amount !== undefined && name !== undefined) resources[name] = amount;
  }
  return resources;
}

function devices(options: PodOptions): string[] {
  const all = options.list('external-resources');
  return all.includes('none') ? [] : all.filter((device) => options.isSet(`external-resource.${device}.amount`));
}

/** The JobManager computes the memory components, and passes them to its TaskManagers. */
function nativeCommand(podName: string, options: PodOptions, { components }: AcceptedMemory<TaskManagerComponent>): string {
  const bytes = (component: TaskManagerComponent) => `${components[component].bytes}b`;
  const names = devices(options);
  const properties: { [key: string]: string } = {
    'taskmanager.cpu.cores': javaDecimalText(processors(options)),
    [OPTION.SLOTS]: `${options.number(OPTION.SLOTS)}`,
    'taskmanager.memory.framework.heap.size': bytes('frameworkHeap'),
    'taskmanager.memory.task.heap.size': bytes('taskHeap'),
    'taskmanager.memory.framework.off-heap.size': bytes('frameworkOffHeap'),
    'taskmanager.memory.task.off-heap.size': bytes('taskOffHeap'),
    'taskmanager.memory.network.min': bytes('network'),
    'taskmanager.memory.network.max': bytes('network'),
    'taskmanager.memory.managed.size': bytes('managed'),
    'taskmanager.memory.jvm-metaspace.size': bytes('jvmMetaspace'),
    'taskmanager.memory.jvm-overhead.min': bytes('jvmOverhead'),
    'taskmanager.memory.jvm-overhead.max': bytes('jvmOverhead'),
    'external-resources': names.length === 0 ? 'none' : `"${names.join(';')}"`,
    ...Object.fromEntries(names.map((name) => [`external-resource.${name}.amount`, options.text(`external-resource.${name}.amount`)!])),
  };
  return [
    'kubernetes-taskmanager.sh',
    `-Dtaskmanager.resource-id='${podName}'`,
    ...Object.entries(properties).map(([key, value]) => `-D ${key}=${value}`),
    options.text('kubernetes.taskmanager.entrypoint.args') ?? '',
  ].join(' ');
}
