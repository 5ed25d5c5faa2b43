/** An option that a job's configuration cannot set. */
export interface OperatorKey {
  readonly pattern: RegExp;
  /** Whether the name with which the option is written matters. */
  readonly asWritten?: boolean;
  readonly guideline: string;
  /** The field of the FlinkDeployment's spec that overwrites it; if the field is not set, the option takes effect. */
  readonly field?: string;
  /** The value if the field is not set, according to the CRD. */
  readonly otherwise?: string;
  readonly message: string;
  readonly fix: string;
}

/** Options that are not allowed in `flinkConfiguration`: the operator rejects them, or overwrites them with fields of the spec. */
export const OPERATOR_KEYS: readonly OperatorKey[] = [
  {
    pattern: /^(kubernetes\.cluster-id|kubernetes\.namespace|high-availability\.cluster-id)$/,
    guideline: 'HA-06',
    message: 'must not be set: the operator refuses this option, which it sets from the name and namespace of the FlinkDeployment',
    fix: 'Leave it out',
  },
  ...overwritten({
    'jobmanager.memory.process.size': 'jobManager.resource.memory',
    'kubernetes.jobmanager.cpu': 'jobManager.resource.cpu',
    'kubernetes.jobmanager.cpu.amount': 'jobManager.resource.cpu',
    'kubernetes.taskmanager.cpu': 'taskManager.resource.cpu',
    'kubernetes.taskmanager.cpu.amount': 'taskManager.resource.cpu',
    'taskmanager.memory.process.size': 'taskManager.resource.memory',
  }, 'MEM-01'),
  ...overwritten({
    'kubernetes.jobmanager.replicas': 'jobManager.replicas',
  }, 'MEM-01', '1'),
  ...overwritten({ 'parallelism.default': 'job.parallelism' }, 'PAR-08'),
  ...overwritten({
    'kubernetes.container.image': 'image',
    'kubernetes.container.image.ref': 'image',
    'kubernetes.pod-template-file.default': 'podTemplate',
    'kubernetes.pod-template-file.jobmanager': 'jobManager.podTemplate',
    'kubernetes.pod-template-file.taskmanager': 'taskManager.podTemplate',
    'kubernetes.service-account': 'serviceAccount',
    'pipeline.jars': 'job.jarURI',
  }, 'ARC-12'),
  {
    // The operator, built with Flink 1.20, supports only the former name of the path. It removes this option, or writes the savepoint of an upgrade to it; Flink reads the new name first.
    asWritten: true,
    pattern: /^execution\.savepoint\.path$/,
    guideline: 'ARC-12',
    message: 'the operator overwrites or removes this option at each start of the job, which then starts without this state',
    fix: 'Write the path as job.initialSavepointPath',
  },
  {
    asWritten: true,
    pattern: /^execution\.state-recovery\.path$/,
    guideline: 'ARC-12',
    message: 'this path takes precedence over the savepoint of the operator: the job would start from it again at every upgrade, and lose all later state',
    fix: 'Write the path as job.initialSavepointPath',
  },
  {
    pattern: /^execution\.target$/,
    guideline: 'ARC-03',
    message: 'must not be set: the operator sets it, and runs application and session clusters only',
    fix: 'Leave it out',
  },
  {
    pattern: /^(\$internal\..*|kubernetes\.internal\..*|internal\..*)$/,
    guideline: 'ARC-12',
    message: 'must not be set: it is internal to Flink and the operator',
    fix: 'Leave it out',
  },
];

function overwritten(fieldByKey: { readonly [key: string]: string }, guideline: string, otherwise?: string): OperatorKey[] {
  return Object.entries(fieldByKey).map(([key, field]) => ({
    pattern: new RegExp(`^${key.replace(/\./g, '\\.')}$`),
    guideline,
    field,
    otherwise,
    message: 'ignored: the operator overwrites it',
    fix: 'Use',
  }));
}
