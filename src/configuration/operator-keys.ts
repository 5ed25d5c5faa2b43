/** Options that may not stand in `flinkConfiguration`: the operator refuses them, or overwrites them with what the spec says. */
export const OPERATOR_KEYS: readonly { readonly pattern: RegExp; readonly guideline: string; readonly message: string; readonly fix: string }[] = [
  {
    pattern: /^(kubernetes\.cluster-id|kubernetes\.namespace|high-availability\.cluster-id)$/,
    guideline: 'HA-06',
    message: 'is refused by the operator, which sets it from the name and namespace of the FlinkDeployment',
    fix: 'Leave it out',
  },
  ...overwritten({
    'jobmanager.memory.process.size': 'jobManager.memory',
    'kubernetes.jobmanager.cpu': 'jobManager.cpu',
    'kubernetes.jobmanager.cpu.amount': 'jobManager.cpu',
    'kubernetes.jobmanager.replicas': 'jobManager.replicas',
    'kubernetes.taskmanager.cpu': 'taskManager.cpu',
    'kubernetes.taskmanager.cpu.amount': 'taskManager.cpu',
    'parallelism.default': 'parallelism',
    'taskmanager.memory.process.size': 'taskManager.memory',
  }, 'MEM-01'),
  ...overwritten({
    'kubernetes.container.image': 'image',
    'kubernetes.container.image.ref': 'image',
    'kubernetes.jobmanager.service-account': 'serviceAccountName',
    'kubernetes.service-account': 'serviceAccountName',
    'kubernetes.pod-template-file.default': 'podTemplate',
    'kubernetes.pod-template-file.jobmanager': 'jobManager.podTemplate',
    'kubernetes.pod-template-file.taskmanager': 'taskManager.podTemplate',
    'pipeline.jars': 'artifact',
  }, 'ARC-12'),
  {
    pattern: /^(execution\.target|\$internal\..*|kubernetes\.internal\..*|internal\..*)$/,
    guideline: 'ARC-12',
    message: 'belongs to the operator and Flink themselves',
    fix: 'Leave it out',
  },
];

function overwritten(propByKey: { readonly [key: string]: string }, guideline: string) {
  return Object.entries(propByKey).map(([key, prop]) => ({
    pattern: new RegExp(`^${key.replace(/\./g, '\\.')}$`),
    guideline,
    message: `has no effect: the operator overwrites it with what the property ${prop} says`,
    fix: `Use ${prop}`,
  }));
}
