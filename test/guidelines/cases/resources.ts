import { Case, Change, fires, silent } from './judge-case';

const scaler = (kind: string, target: string, apiVersion = kind === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2') => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: scaler, namespace: shop}
spec:
  scaleTargetRef: {${target}}
`;
const budget = (spec: string, labels: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: own, namespace: shop}
spec: {${spec}, selector: {matchLabels: {${labels}}}}
`;
const AUTOSCALED = { 'job.autoscaler.enabled': 'true' };
/** TaskManagers whose tasks have so much heap, beside 128 MiB for Flink itself. */
const heap = (size: string) => ({ spec: { 'taskManager.resource.memory': undefined }, options: { 'taskmanager.memory.task.heap.size': size, 'taskmanager.memory.managed.size': '1g' } });
const REACTIVE = { options: { 'scheduler-mode': 'reactive' }, spec: { 'mode': 'standalone', 'taskManager.replicas': 2 } };

/** A TaskManager with Kubernetes' own requests and limits, and nothing else. */
const required = (requests?: object, limits?: object): Change => ({ spec: { 'taskManager.resource': undefined, 'taskManager.resources': { requests, limits } } });
const AT = 'spec.taskManager.resources';
const SIZED = { cpu: '2', memory: '4Gi' };

const REQUIREMENTS: Case[] = [
  silent('RES-01', 'requests alone', required({ ...SIZED, 'ephemeral-storage': '10.5Gi', 'nvidia.com/gpu': '0' })),
  silent('RES-01', 'limits as large as the requests', required(SIZED, SIZED)),
  fires('RES-01', 'a limit of processors below the request', required(SIZED, { cpu: '1999m' }), `error ${AT}.limits.cpu: is below the request, 2`),
  fires('RES-01', 'a limit of memory below the request', required(SIZED, { memory: '4095Mi' }), `error ${AT}.limits.memory: is below the request, 4Gi`),
  silent('RES-01', 'a limit of something else below the request', required({ ...SIZED, 'nvidia.com/gpu': '2' }, { 'nvidia.com/gpu': '1' })),
  fires('RES-01', 'no processors', required({ ...SIZED, cpu: '0' }), `error ${AT}.requests.cpu: is not a quantity of Kubernetes above 0`),
  fires('RES-01', 'memory with a fraction', required({ ...SIZED, memory: '1.5Gi' }), `error ${AT}.requests.memory: is not a whole number of MiB or GiB`),
  fires('RES-01', 'a disk that is no quantity', required({ ...SIZED, 'ephemeral-storage': '10 gb' }), `error ${AT}.requests.ephemeral-storage: is not a quantity of Kubernetes of at least 0`),
  fires('RES-01', 'less than nothing', required({ ...SIZED, 'nvidia.com/gpu': '-1' }), `error ${AT}.requests.nvidia.com/gpu: is not a quantity of Kubernetes of at least 0`),
  fires('RES-01', 'memory that only Flink reads beside a limit', required({ ...SIZED, memory: '2 gb' }, { memory: '3Gi' }), `error ${AT}.requests.memory: the operator cannot compare it`),
  fires('RES-01', 'both fields', { spec: { 'taskManager.resources': { requests: SIZED } } }, 'warning spec.taskManager.resource: has no effect'),
  silent('RES-01', 'both fields, of which an older operator drops one', { spec: { 'taskManager.resources': { requests: SIZED } }, operator: '1.15' }),
  silent('RES-01', 'both fields, one of them empty', { spec: { 'taskManager.resources': {} } }),
  fires('MEM-01', 'requests without memory', required({ cpu: '2' }), `error ${AT}.requests.memory: is missing`),
  fires('MEM-01', 'a request that is too small', required({ cpu: '2', memory: '700Mi' }), `error ${AT}.requests.memory: total Flink memory is 252 MiB`),
  silent('MEM-01', 'a limit alone', required(undefined, SIZED)),
  fires('PAR-03', 'more slots than are requested', { ...required({ ...SIZED, cpu: '1500m' }), options: { 'taskmanager.numberOfTaskSlots': '3' } }, 'warning taskmanager.numberOfTaskSlots: is 3 on 1.5 processors'),
];

export const RESOURCES: Case[] = [
  fires('MEM-01', 'a process that is too small', { spec: { 'taskManager.resource.memory': '700m' } }, 'error spec.taskManager.resource.memory: The TaskManager\'s total Flink memory is 252 MiB'),
  fires('MEM-01', 'no memory at all', { spec: { 'jobManager.resource.memory': undefined } }, 'error spec.jobManager.resource.memory: the operator refuses a FlinkDeployment without it'),
  fires('MEM-01', 'a size that the operator overwrites', { options: { 'taskmanager.memory.process.size': '8g' } }, 'error taskmanager.memory.process.size: the operator overwrites it'),
  fires('MEM-01', 'a size that the operator overwrites with the same', { options: { 'taskmanager.memory.process.size': '4096m' } }, 'advice taskmanager.memory.process.size: the operator overwrites it'),
  fires('MEM-01', 'a size in the options alone that Flink cannot divide', { spec: { 'taskManager.resource.memory': undefined }, options: { 'taskmanager.memory.process.size': '700m' } }, 'error spec.taskManager.resource.memory: total Flink memory is 252 MiB'),
  fires('MEM-01', 'half of a size in the options', { spec: { 'taskManager.resource.memory': undefined }, options: { 'taskmanager.memory.task.heap.size': '1g' } }, 'error spec.taskManager.resource.memory: memory is not sized'),
  silent('MEM-01', 'a heap as old options gave it, on a Flink that has forgotten them', { spec: { 'flinkVersion': 'v2_2', 'jobManager.resource.memory': undefined }, options: { 'jobmanager.heap.mb': '1024' } }),
  silent('MEM-01', 'a size in the options alone', { spec: { 'taskManager.resource.memory': undefined }, options: { 'taskmanager.memory.process.size': '4096m' } }),
  fires('MEM-03', 'next to no heap', { options: { 'taskmanager.memory.managed.fraction': '0.82' } }, 'warning spec.taskManager.resource.memory: leaves 18 MiB of heap for the job\'s own objects'),
  fires('MEM-03', 'a byte too little heap', { options: { 'taskmanager.memory.task.heap.size': '134217727b' } }, 'warning spec.taskManager.resource.memory: leaves 127 MiB of heap for the job\'s own objects, less than 128 MiB'),
  silent('MEM-03', 'just enough heap', { options: { 'taskmanager.memory.task.heap.size': '128m' } }),
  silent('MEM-03', 'enough heap', { options: { 'taskmanager.memory.managed.fraction': '0.5' } }),
  fires('MEM-05', 'a giant metaspace', { options: { 'taskmanager.memory.jvm-metaspace.size': '1025m' } }, 'advice taskmanager.memory.jvm-metaspace.size: 128 MiB to 1 GiB'),
  fires('MEM-05', 'a tiny metaspace', { options: { 'taskmanager.memory.jvm-metaspace.size': '64m' } }, 'advice taskmanager.memory.jvm-metaspace.size: 128 MiB to 1 GiB'),
  silent('MEM-05', 'half a gibibyte', { options: { 'taskmanager.memory.jvm-metaspace.size': '512m' } }),
  fires('MEM-11', 'a JobManager of less than no processors', { spec: { 'jobManager.resource.cpu': -1 } }, 'error spec.jobManager.resource.cpu: must be above 0: Kubernetes refuses the pods'),
  fires('MEM-11', 'a JobManager of no processors', { spec: { 'jobManager.resource.cpu': 0 } }, 'warning spec.jobManager.resource.cpu: must be above 0: no processor time is reserved for the JobManager'),
  fires('MEM-11', 'a TaskManager of less than no processors', { spec: { 'taskManager.resource.cpu': -1 } }, 'warning spec.taskManager.resource.cpu: must be above 0: Flink takes one processor for each slot instead'),
  fires('MEM-11', 'a standalone TaskManager of no processors', { spec: { 'taskManager.resource.cpu': 0, 'taskManager.replicas': 1, 'mode': 'standalone' } }, 'error spec.taskManager.resource.cpu: must be above 0: in standalone mode the operator creates no TaskManagers'),
  silent('MEM-11', 'a tenth of a processor', { spec: { 'jobManager.resource.cpu': 0.1, 'taskManager.resource.cpu': 0.1 } }),
  silent('MEM-11', 'processors that nobody set', { spec: { 'jobManager.resource.cpu': undefined, 'taskManager.resource.cpu': undefined } }),
  silent('PAR-03', 'slots where Flink takes one processor for each', { spec: { 'taskManager.resource.cpu': 0 } }),
  fires('MEM-13', 'a giant heap', { spec: { 'taskManager.resource.memory': '200g' } }, 'advice spec.taskManager.resource.memory: makes a heap of 100 GiB, more than 64 GiB'),
  fires('MEM-13', 'a heap that is large by a byte', heap('68585259009b'), 'advice spec.taskManager.resource.memory: makes a heap of 65 GiB'),
  silent('MEM-13', 'the largest heap', heap('65408m')),
  silent('MEM-13', 'a large process', { spec: { 'taskManager.resource.memory': '100g' } }),

  fires('NET-01', 'one buffer a channel', { options: { 'taskmanager.network.memory.buffers-per-channel': '1' } }, 'warning taskmanager.network.memory.buffers-per-channel: must be at least 2'),
  silent('NET-01', 'two of them', { options: { 'taskmanager.network.memory.buffers-per-channel': '2' } }),
  fires('NET-05', 'more channels than buffers', { spec: { 'job.parallelism': 3200 }, options: { 'pipeline.max-parallelism': '32000' } }, 'warning taskmanager.memory.network.fraction: one exchange among 3200 subtasks takes 601 MiB on a'),
  fires('NET-05', 'one subtask more than there are buffers for', { spec: { 'job.parallelism': 1827 }, options: { 'pipeline.max-parallelism': '32000' } }, 'warning taskmanager.memory.network.fraction: gives 343 MiB, and one exchange among 1827 subtasks takes 344 MiB on a'),
  silent('NET-05', 'as many subtasks as there are buffers for', { spec: { 'job.parallelism': 1826 }, options: { 'pipeline.max-parallelism': '32000' } }),
  silent('NET-05', 'enough buffers', { spec: { 'job.parallelism': 400 }, options: { 'pipeline.max-parallelism': '4000' } }),

  fires('PAR-01', 'no max parallelism', { options: { 'pipeline.max-parallelism': undefined } }, 'advice pipeline.max-parallelism: Flink derives it from the first parallelism'),
  fires('PAR-01', 'above the max parallelism', { spec: { 'job.parallelism': 721 } }, 'error spec.job.parallelism: is above the max parallelism'),
  fires('PAR-01', 'above what Flink can', { options: { 'pipeline.max-parallelism': '40000' } }, 'error pipeline.max-parallelism: must be a whole number from 1 to 32768'),
  silent('PAR-01', 'as much as there may be', { spec: { 'job.parallelism': 720 } }),
  fires('PAR-02', 'uneven groups', { spec: { 'job.parallelism': 500 } }, 'advice spec.job.parallelism: some subtasks have 39 % more than the average'),
  fires('PAR-02', 'groups a little too uneven', { spec: { 'job.parallelism': 397 } }, 'advice spec.job.parallelism: some subtasks have 10 % more than the average'),
  silent('PAR-02', 'groups just even enough', { spec: { 'job.parallelism': 396 } }),
  silent('PAR-02', 'groups that are nearly even', { spec: { 'job.parallelism': 7 } }),
  fires('PAR-03', 'four slots on two processors', { options: { 'taskmanager.numberOfTaskSlots': '4' } }, 'warning taskmanager.numberOfTaskSlots: is 4 on 2 processors'),
  silent('PAR-03', 'two slots on one and a half', { spec: { 'taskManager.resource.cpu': 1.5 } }),
  fires('PAR-05', 'a parallelism that replicas overwrite', { spec: { 'mode': 'standalone', 'taskManager.replicas': 3 } }, 'warning spec.job.parallelism: with taskManager.replicas the operator runs the job'),
  fires('PAR-05', 'a parallelism that replicas overwrite in native mode', { spec: { 'taskManager.replicas': 3 } }, 'error spec.job.parallelism: the operator runs the job with 6'),
  silent('PAR-05', 'as many slots as subtasks', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2 } }),
  fires('PAR-08', 'no parallelism', { spec: { 'job.parallelism': undefined } }, 'error spec.job.parallelism: must be a whole number of at least 1'),
  fires('PAR-08', 'a parallelism of nothing', { spec: { 'job.parallelism': 0 } }, 'error spec.job.parallelism: must be a whole number of at least 1'),
  fires('PAR-08', 'a parallelism that the operator overwrites', { options: { 'parallelism.default': '8' } }, 'error parallelism.default: the operator overwrites it'),
  fires('PAR-08', 'a parallelism that is no number, beside replicas', { spec: { 'taskManager.replicas': 2, 'job.parallelism': 'x' } }, 'error spec.job.parallelism: must be a whole number of at least 1'),
  fires('PAR-08', 'a job without a jar', { spec: { job: { upgradeMode: 'stateless' } } }, 'error spec.job.parallelism: must be a whole number of at least 1'),
  silent('PAR-08', 'no job', { spec: { job: undefined } }),
  silent('PAR-08', 'replicas instead in native mode', { spec: { 'taskManager.replicas': 2, 'job.parallelism': undefined } }),
  silent('PAR-08', 'replicas instead', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.parallelism': undefined } }),
  fires('PAR-09', 'three thousand subtasks', { spec: { 'job.parallelism': 3000 }, options: { 'pipeline.max-parallelism': '30000' } }, 'warning spec.job.parallelism: is above 2000'),
  silent('PAR-09', 'two thousand', { spec: { 'job.parallelism': 2000 }, options: { 'pipeline.max-parallelism': '30000' } }),

  fires('ASC-02', 'reactive in native mode', { options: { 'scheduler-mode': 'reactive' } }, 'error scheduler-mode: in native mode the JobManager ends with an error when'),
  silent('ASC-02', 'reactive in standalone mode', REACTIVE),
  fires('ASC-03', 'KEDA on the JobManager', { beside: scaler('ScaledObject', 'name: orders') }, 'error ScaledObject spec.scaleTargetRef: it would run several JobManagers'),
  fires('ASC-02', 'reactive without a restart', { ...REACTIVE, options: { ...REACTIVE.options, 'execution.checkpointing.interval': undefined, 'restart-strategy.type': undefined } }, 'error scheduler-mode: the first TaskManager that is taken away fails the job for good'),
  silent('ASC-02', 'reactive with checkpoints', { ...REACTIVE, options: { ...REACTIVE.options, 'restart-strategy.type': undefined } }),
  silent('ASC-02', 'reactive with a restart', { ...REACTIVE, options: { ...REACTIVE.options, 'execution.checkpointing.interval': undefined } }),
  fires('ASC-03', 'KEDA on native mode', { spec: { 'taskManager.replicas': 2 }, beside: scaler('ScaledObject', 'kind: FlinkDeployment, name: orders') }, 'warning ScaledObject spec.scaleTargetRef: in native mode each step stops the job and deploys it anew'),
  fires('ASC-03', 'KEDA on a number that is not there', { beside: scaler('ScaledObject', 'kind: FlinkDeployment, name: orders') }, 'error ScaledObject spec.scaleTargetRef: the FlinkDeployment has no taskManager.replicas'),
  fires('ASC-03', 'KEDA without the reactive scheduler', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2 }, beside: scaler('ScaledObject', 'kind: FlinkDeployment, name: orders') },
    'error ScaledObject spec.scaleTargetRef: adds TaskManagers that the job does not use'),
  fires('ASC-03', 'two autoscalers', { ...REACTIVE, options: { ...REACTIVE.options, ...AUTOSCALED }, beside: scaler('ScaledObject', 'kind: FlinkDeployment, name: orders') },
    'error ScaledObject spec.scaleTargetRef: scales a job that the operator\'s autoscaler scales'),
  silent('ASC-03', 'KEDA on a reactive cluster', { ...REACTIVE, beside: scaler('ScaledObject', 'kind: FlinkDeployment, name: orders') }),
  silent('ASC-03', 'KEDA on something else', { beside: scaler('ScaledObject', 'name: web') }),
  fires('ASC-04', 'a HorizontalPodAutoscaler on the JobManager', { beside: scaler('HorizontalPodAutoscaler', 'kind: Deployment, name: orders') }, 'error HorizontalPodAutoscaler spec.scaleTargetRef: it would run several JobManagers'),
  silent('ASC-04', 'a HorizontalPodAutoscaler on a reactive cluster', { ...REACTIVE, beside: scaler('HorizontalPodAutoscaler', 'kind: FlinkDeployment, name: orders') }),
  fires('ASC-05', 'a utilization above 1', { options: { ...AUTOSCALED, 'job.autoscaler.utilization.target': '1.7' } }, 'error job.autoscaler.utilization.target: the operator refuses the job'),
  fires('ASC-05', 'a maximum below the target', { options: { ...AUTOSCALED, 'job.autoscaler.utilization.target': '0.8', 'job.autoscaler.utilization.max': '0.7' } }, 'error job.autoscaler.utilization.max: is on the wrong side of'),
  fires('ASC-05', 'two schedulers that scale', { ...REACTIVE, options: { ...REACTIVE.options, ...AUTOSCALED } }, 'error job.autoscaler.enabled: the scheduler takes all slots there are'),
  fires('ASC-05', 'no room to grow', { options: { ...AUTOSCALED, 'pipeline.max-parallelism': undefined } }, 'warning job.autoscaler.enabled: is true without pipeline.max-parallelism'),
  fires('ASC-05', 'a negative boundary', { options: { ...AUTOSCALED, 'job.autoscaler.target.utilization.boundary': '-0.1' } }, 'error job.autoscaler.target.utilization.boundary: factors and the boundary begin at 0'),
  fires('ASC-05', 'a coefficient that is not used, before operator 1.16', { options: { ...AUTOSCALED, 'job.autoscaler.observed-scalability.coefficient-min': '2' }, operator: '1.15' }, 'error job.autoscaler.observed-scalability.coefficient-min: it goes from 0.01 to 1'),
  silent('ASC-05', 'a coefficient that is not used', { options: { ...AUTOSCALED, 'job.autoscaler.observed-scalability.coefficient-min': '2' } }),
  fires('ASC-05', 'a threshold above all memory', { options: { ...AUTOSCALED, 'job.autoscaler.memory.heap-usage.threshold': '1.5' } }, 'error job.autoscaler.memory.heap-usage.threshold: it goes from 0 to 1'),
  silent('ASC-05', 'a threshold that operators before 1.16 do not look at', { options: { ...AUTOSCALED, 'job.autoscaler.memory.heap-usage.threshold': '1.5' }, operator: '1.15' }),
  fires('ASC-05', 'a pressure above all time', { options: { ...AUTOSCALED, 'job.autoscaler.memory.gc-pressure.threshold': '1.5' } }, 'error job.autoscaler.memory.gc-pressure.threshold: it goes from 0 to 1'),
  fires('ASC-05', 'an effectiveness above 1', { options: { ...AUTOSCALED, 'job.autoscaler.scaling.effectiveness.detection.enabled': 'true', 'job.autoscaler.scaling.effectiveness.threshold': '2' } }, 'error job.autoscaler.scaling.effectiveness.threshold: it goes from 0 to 1'),
  fires('ASC-05', 'an overhead above 1', { options: { ...AUTOSCALED, 'job.autoscaler.memory.tuning.enabled': 'true', 'job.autoscaler.memory.tuning.overhead': '2' } }, 'error job.autoscaler.memory.tuning.overhead: it goes from 0 to 1'),
  silent('ASC-05', 'a threshold of what is off', { options: { ...AUTOSCALED, 'job.autoscaler.memory.tuning.overhead': '2' } }),
  fires('ASC-05', 'a window for one sample', { options: { ...AUTOSCALED, 'job.autoscaler.metrics.window': '14999 ms' } }, 'error job.autoscaler.metrics.window: it would never see two samples'),
  silent('ASC-05', 'a window for two samples', { options: { ...AUTOSCALED, 'job.autoscaler.metrics.window': '15 s' } }),
  silent('ASC-05', 'a window that operators before 1.16 do not look at', { options: { ...AUTOSCALED, 'job.autoscaler.metrics.window': '10 s' }, operator: '1.15' }),
  fires('ASC-05', 'a period that is none', { options: { ...AUTOSCALED, 'job.autoscaler.excluded.periods': '9:30-10:00;at night' } }, 'error job.autoscaler.excluded.periods: the operator refuses the job: at night'),
  silent('ASC-05', 'periods', { options: { ...AUTOSCALED, 'job.autoscaler.excluded.periods': '9:30-10:00;* * 9-11 * * ?' } }),
  silent('ASC-05', 'all in order', { options: { ...AUTOSCALED, 'job.autoscaler.utilization.target': '0.7', 'job.autoscaler.utilization.max': '0.9', 'job.autoscaler.utilization.min': '0.4' } }),
  silent('ASC-05', 'out of range, and switched off', { options: { 'job.autoscaler.utilization.target': '1.7' } }),
  fires('ASC-06', 'above the max parallelism', { options: { ...AUTOSCALED, 'job.autoscaler.vertex.max-parallelism': '721' } }, 'warning job.autoscaler.vertex.max-parallelism: is above pipeline.max-parallelism'),
  fires('ASC-06', 'below the parallelism', { options: { ...AUTOSCALED, 'job.autoscaler.vertex.max-parallelism': '3' } }, 'warning job.autoscaler.vertex.max-parallelism: is below the parallelism that the job starts with'),
  silent('ASC-06', 'between the two', { options: { ...AUTOSCALED, 'job.autoscaler.vertex.max-parallelism': '200' } }),

  fires('RES-01', 'a limit below the request', { options: { 'kubernetes.taskmanager.memory.limit-factor': '0.9' } }, 'error kubernetes.taskmanager.memory.limit-factor: is below 1'),
  silent('RES-01', 'a limit above the request', { options: { 'kubernetes.taskmanager.memory.limit-factor': '1.5' } }),
  ...REQUIREMENTS,
  fires('RES-03', 'a disk that is no quantity', { spec: { 'taskManager.resource.ephemeralStorage': '10 gb' } }, 'error spec.taskManager.resource.ephemeralStorage: is no quantity of Kubernetes'),
  fires('RES-03', 'less than no disk', { spec: { 'taskManager.resource.ephemeralStorage': '-1Gi' } }, 'error spec.taskManager.resource.ephemeralStorage: is negative'),
  silent('RES-03', 'a disk with a fraction', { spec: { 'taskManager.resource.ephemeralStorage': '10.5Gi' } }),
  fires('RES-03', 'no local disk', { spec: { 'taskManager.resource.ephemeralStorage': undefined } }, 'advice spec.taskManager.resource.ephemeralStorage: pods that asked for none are evicted first'),
  silent('RES-03', 'state on the heap', { spec: { 'taskManager.resource.ephemeralStorage': undefined }, options: { 'state.backend.type': 'hashmap' } }),
  silent('RES-03', 'a claim of its own', {
    spec: { 'taskManager.resource.ephemeralStorage': undefined }, pod: { volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'x', ephemeral: { volumeClaimTemplate: {} } }] },
  }),
  fires('K8S-01', 'a share of bare pods', { beside: budget('minAvailable: 50%', 'app: orders, component: taskmanager') }, 'warning PodDisruptionBudget spec.minAvailable: counts pods by share or by what is missing'),
  fires('K8S-01', 'missing bare pods', { beside: budget('maxUnavailable: 1', 'app: orders') }, 'warning PodDisruptionBudget spec.maxUnavailable: counts pods by share or by what is missing'),
  fires('K8S-01', 'TaskManagers that are scaled', { options: AUTOSCALED }, 'warning PodDisruptionBudget spec: keeps as many TaskManagers as there once were'),
  silent('K8S-01', 'all but one of TaskManagers that are not', { beside: budget('minAvailable: 1', 'app: orders, component: taskmanager') }),
  fires('K8S-01', 'the only JobManager', { beside: budget('minAvailable: 1', 'app: orders, component: jobmanager') }, 'warning PodDisruptionBudget spec.minAvailable: keeps 1 of 1 JobManagers'),
  silent('K8S-01', 'one of two JobManagers', { spec: { 'jobManager.replicas': 2 }, beside: budget('minAvailable: 1', 'app: orders, component: jobmanager') }),
  silent('K8S-01', 'somebody else\'s pods', { beside: budget('maxUnavailable: 1', 'app: web') }),
  fires('K8S-02', 'TaskManagers anywhere', { pod: { topologySpreadConstraints: undefined } }, 'advice spec.taskManager.podTemplate: leaves it to chance where 2 TaskManagers run'),
  silent('K8S-02', 'a single TaskManager', { pod: { topologySpreadConstraints: undefined }, spec: { 'job.parallelism': 2 } }),
  silent('K8S-02', 'TaskManagers that avoid each other', { pod: { topologySpreadConstraints: undefined, affinity: { podAntiAffinity: {} } } }),
  fires('K8S-03', 'a JobManager on spot nodes', { pod: { nodeSelector: { 'karpenter.sh/capacity-type': 'spot' } } }, 'warning spec.jobManager.podTemplate: karpenter.sh/capacity-type'),
  silent('K8S-03', 'a JobManager in a node pool', { pod: { nodeSelector: { 'karpenter.sh/capacity-type': 'on-demand', 'pool': 'flink' } } }),
  fires('K8S-04', 'replicas in native mode', { spec: { 'taskManager.replicas': 3 } }, 'warning spec.taskManager.replicas: overrules job.parallelism'),
  silent('K8S-04', 'replicas in standalone mode', { spec: { 'taskManager.replicas': 2, 'mode': 'standalone' } }),

  fires('JVM-01', 'ZGC on Java 11', { options: { 'env.java.opts.taskmanager': '-XX:+UseZGC', 'env.java.opts.all': undefined }, spec: { image: 'flink:1.20.1' } }, 'error env.java.opts.taskmanager: the image\'s Java does not have'),
  fires('JVM-01', 'two collectors', { options: { 'env.java.opts.all': '-XX:+UseZGC -XX:+UseG1GC' } }, 'error env.java.opts.all: names more than one garbage collector'),
  fires('JVM-01', 'a misspelt collector', { options: { 'env.java.opts.all': '-XX:+UseG1GCC' } }, 'error env.java.opts.all: +UseG1GCC'),
  silent('JVM-01', 'ZGC on Java 17', { options: { 'env.java.opts.all': '-XX:+UseZGC' }, spec: { image: 'flink:1.20.1-java17' } }),
  silent('JVM-01', 'other options that end alike', { options: { 'env.java.opts.all': '-XX:+UseG1GC -XX:+UseGCOverheadLimit -XX:+UseStringDeduplication' } }),
];
