/** One query, and what a legend calls each of its series. */
interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** One panel: a number (`stat`), or its course. */
export interface Panel {
  readonly title: string;
  /** As Grafana calls it. */
  readonly unit: string;
  readonly description: string;
  /** The alert whose runbook explains it. */
  readonly alert: string;
  readonly queries: readonly Query[];
  readonly stat?: boolean;
}

/** A row of panels beside each other. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Something to choose by. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly query: string;
}

export interface Board {
  /** The name of its file, and the end of its uid. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Whether it shows one job, or all of them beside each other. */
  readonly fleet?: boolean;
  /** What is chosen from, if not a job by its names in Flink's own metrics. */
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
}

const SELECTED = 'namespace=~"$namespace", flink_deployment=~"$job"';
const JOB = 'namespace, flink_deployment';
const jm = (metric: string) => `flink_jobmanager_${metric}{${SELECTED}}`;
const tm = (metric: string) => `flink_taskmanager_${metric}{${SELECTED}}`;
const task = (metric: string) => tm(`job_task_${metric}`);
const operator = (metric: string) => tm(`job_task_operator_${metric}`);
const rocksDb = (metric: string) => operator(`column_family_rocksdb_${metric}`);
const sources = (query: (series: string) => string) => query(`flink_taskmanager_job_task_operator_numRecordsIn{${SELECTED}, operator_name=~"Source:.*"}`);
const pods = 'namespace=~"$namespace", pod=~"$job-(taskmanager-)?[a-z0-9]+-[a-z0-9]+", container="flink-main-container"';
const autoscaler = (metric: string) => `flink_k8soperator_namespace_resource_AutoScaler_${metric}{resourcens=~"$resourcens", resourcename=~"$resourcename"}`;
const by = (aggregation: string, series: string, ...labels: string[]) => `${aggregation} by (${[JOB, ...labels].join(', ')}) (${series})`;

const one = (expr: string, legend = '{{flink_deployment}}'): Query[] => [{ expr, legend }];
const byTask = (expr: string) => one(expr, '{{flink_deployment}} {{task_name}}');
const byPod = (expr: string) => one(expr, '{{pod}}');

const RATE = '$__rate_interval';

const SOURCE_RATE: Panel = {
  title: 'Records read', unit: 'cps', alert: 'FlinkThroughputDropped',
  description: 'Records per second that all sources of a job hand on.',
  queries: one(sources((series) => by('sum', `rate(${series}[${RATE}])`))),
};
const PENDING: Panel = {
  title: 'Records that wait', unit: 'short', alert: 'FlinkSourceBacklog',
  description: 'What the sources know of but have not read yet. Only some connectors say so; Kafka\'s does.',
  queries: one(by('sum', operator('pendingRecords'))),
};
const CHECKPOINT_DURATION: Panel = {
  title: 'Checkpoint duration', unit: 'ms', alert: 'FlinkCheckpointSlow',
  description: 'Of the last checkpoint that completed, from trigger to end. -1 before the first.',
  queries: one(by('max', jm('job_lastCheckpointDuration'))),
};
const RESTARTS: Panel = {
  title: 'Restarts within an hour', unit: 'none', alert: 'FlinkJobRestarting',
  description: 'How often the job came back from a failure.',
  queries: one(by('max', `round(increase(${jm('job_numRestarts')}[1h]))`)),
};
const TASK_MANAGERS: Panel = {
  title: 'TaskManagers', unit: 'none', alert: 'FlinkTaskManagersMissing',
  description: 'Registered at the JobManager. Flink calls a job running without any, too.',
  queries: one(by('max', jm('numRegisteredTaskManagers'))),
};
const ALERTS: Panel = {
  title: 'Alerts', unit: 'none', alert: 'FlinkJobNotRunning',
  description: 'The alerts of the job that fire now, or fired at that time.',
  queries: one(`count by (${JOB}, alertname, severity) (ALERTS{alertstate="firing", ${SELECTED}})`, '{{flink_deployment}} {{alertname}} {{severity}}'),
};
const BACKPRESSURE: Panel = {
  title: 'Held back', unit: 'ms', alert: 'FlinkBackpressure',
  description: 'Milliseconds of each second that a task waits for what comes after it; the subtask that waits most.',
  queries: byTask(by('max', task('backPressuredTimeMsPerSecond'), 'task_name')),
};
const BUSY: Panel = {
  title: 'Busy', unit: 'ms', alert: 'FlinkTaskBusy',
  description: 'Milliseconds of each second that a task works; the busiest subtask. Right after a start it reads 1000.',
  queries: byTask(by('max', task('busyTimeMsPerSecond'), 'task_name')),
};
const HEAP: Panel = {
  title: 'Heap in use', unit: 'percentunit', alert: 'FlinkHeapHigh',
  description: 'The share of the largest possible heap. It rises until a collection; only what stays up is a problem.',
  queries: [jm, tm].flatMap((series) => byPod(`${by('max', series('Status_JVM_Memory_Heap_Used'), 'pod')} / ${by('max', series('Status_JVM_Memory_Heap_Max'), 'pod')}`)),
};
const WATERMARK_LAG: Panel = {
  title: 'Event time behind the clock', unit: 's', alert: 'FlinkWatermarkLag',
  description: 'How far the watermark of a task is behind now. Tasks without a watermark are left out.',
  queries: byTask(`time() - ${by('min', `${task('currentInputWatermark')} > -9.2e18`, 'task_name')} / 1000`),
};
const COMPLETED: Panel = {
  title: 'Checkpoints', unit: 'none', alert: 'FlinkCheckpointsFailing',
  description: 'How many completed and failed within five minutes. Some fail while a job begins.',
  queries: [
    { expr: by('max', `round(increase(${jm('job_numberOfCompletedCheckpoints')}[5m]))`), legend: '{{flink_deployment}} completed' },
    { expr: by('max', `round(increase(${jm('job_numberOfFailedCheckpoints')}[5m]))`), legend: '{{flink_deployment}} failed' },
  ],
};
const STATE_SIZE: Panel = {
  title: 'Size of the state', unit: 'bytes', alert: 'FlinkCheckpointSizeGrowing',
  description: 'What the last checkpoint refers to in all, and what it wrote anew.',
  queries: [
    { expr: by('max', jm('job_lastCheckpointFullSize')), legend: '{{flink_deployment}} in all' },
    { expr: by('max', jm('job_lastCheckpointSize')), legend: '{{flink_deployment}} new' },
  ],
};

export const BOARDS: readonly Board[] = [
  {
    name: 'job',
    title: 'Flink job',
    description: 'Whether a job does its work: the first look when it is said not to.',
    rows: [
      {
        title: 'Now',
        panels: [
          { ...CHECKPOINT_DURATION, stat: true },
          { ...PENDING, stat: true },
          { title: 'Running jobs', unit: 'none', alert: 'FlinkJobNotRunning', description: 'One, if all is well.', queries: one(by('max', jm('numRunningJobs'))), stat: true },
          { ...TASK_MANAGERS, stat: true },
          { ...RESTARTS, stat: true },
        ],
      },
      { title: 'Work', panels: [SOURCE_RATE, PENDING, WATERMARK_LAG] },
      { title: 'Bottlenecks', panels: [BACKPRESSURE, BUSY] },
      { title: 'Health', panels: [COMPLETED, HEAP, ALERTS] },
    ],
  },
  {
    name: 'state',
    title: 'Flink state and checkpoints',
    description: 'How a job keeps its state safe, and what that costs.',
    rows: [
      { title: 'Checkpoints', panels: [COMPLETED, CHECKPOINT_DURATION, { title: 'In progress', unit: 'none', alert: 'FlinkCheckpointsStale', description: 'Checkpoints that have begun and not ended.', queries: one(by('max', jm('job_numberOfInProgressCheckpoints'))) }] },
      {
        title: 'Size',
        panels: [
          STATE_SIZE,
          {
            title: 'Records in flight', unit: 'bytes', alert: 'FlinkCheckpointBarrierDelayed',
            description: 'What was processed while barriers were aligned, and what a checkpoint stored of it. Aligned checkpoints store none.',
            queries: [
              { expr: by('max', jm('job_lastCheckpointProcessedData')), legend: '{{flink_deployment}} processed' },
              { expr: by('max', jm('job_lastCheckpointPersistedData')), legend: '{{flink_deployment}} stored' },
            ],
          },
        ],
      },
      {
        title: 'Where the time goes',
        panels: [
          { title: 'Until a barrier arrives', unit: 'ns', alert: 'FlinkCheckpointBarrierDelayed', description: 'From the trigger to the first barrier at a task; the slowest subtask.', queries: byTask(by('max', task('checkpointStartDelayNanos'), 'task_name')) },
          { title: 'Alignment', unit: 'ns', alert: 'FlinkCheckpointBarrierDelayed', description: 'From the first barrier at a task to the last; the slowest subtask.', queries: byTask(by('max', task('checkpointAlignmentTime'), 'task_name')) },
        ],
      },
      {
        title: 'Recovery',
        panels: [
          RESTARTS,
          { title: 'Last restore', unit: 'dateTimeAsIso', alert: 'FlinkRestartLoop', description: 'When the job last came back from a checkpoint or savepoint. Before the first it is -1.', queries: one(by('max', jm('job_lastCheckpointRestoreTimestamp'))), stat: true },
        ],
      },
    ],
  },
  {
    name: 'resources',
    title: 'Flink resources',
    description: 'What the processes of a job have, and what they use.',
    rows: [
      {
        title: 'Memory',
        panels: [
          HEAP,
          { title: 'Metaspace in use', unit: 'percentunit', alert: 'FlinkMetaspaceHigh', description: 'The share of the space for classes.', queries: [jm, tm].flatMap((series) => byPod(`${by('max', series('Status_JVM_Memory_Metaspace_Used'), 'pod')} / ${by('max', series('Status_JVM_Memory_Metaspace_Max'), 'pod')}`)) },
          { title: 'Direct memory', unit: 'bytes', alert: 'FlinkContainerMemoryHigh', description: 'Buffers outside of the heap, network buffers among them.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_Memory_Direct_MemoryUsed'), 'pod'))) },
        ],
      },
      {
        title: 'Managed memory and containers',
        panels: [
          { title: 'Managed memory', unit: 'bytes', alert: 'FlinkRocksDbDelayed', description: 'Reserved for RocksDB and operators. With RocksDB all of it always counts as used.', queries: byPod(by('max', tm('Status_Flink_Memory_Managed_Used'), 'pod')) },
          { title: 'Container memory', unit: 'percentunit', alert: 'FlinkContainerMemoryHigh', description: 'The working set, as a share of the limit. At 1 the container is killed.', queries: byPod(`max by (namespace, pod) (container_memory_working_set_bytes{${pods}}) / max by (namespace, pod) (kube_pod_container_resource_limits{${pods}, resource="memory"})`) },
        ],
      },
      {
        title: 'Processors',
        panels: [
          { title: 'CPU', unit: 'percentunit', alert: 'FlinkCpuThrottled', description: 'The share of its processors that a process uses, by the JVM.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_CPU_Load'), 'pod'))) },
          { title: 'Garbage collection', unit: 'ms', alert: 'FlinkGarbageCollection', description: 'Milliseconds of each second, all collectors together.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_GarbageCollector_All_TimeMsPerSecond'), 'pod'))) },
          { title: 'Threads', unit: 'none', alert: 'FlinkContainerMemoryHigh', description: 'Each takes memory outside of the heap.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_Threads_Count'), 'pod'))) },
        ],
      },
      {
        title: 'Network',
        panels: [
          { title: 'Network buffers left', unit: 'percentunit', alert: 'FlinkNetworkBuffersLow', description: 'The share that no task has claimed.', queries: byPod(`${by('min', tm('Status_Shuffle_Netty_AvailableMemorySegments'), 'pod')} / ${by('max', tm('Status_Shuffle_Netty_TotalMemorySegments'), 'pod')}`) },
          { title: 'Output buffers in use', unit: 'percentunit', alert: 'FlinkOutputBuffersFull', description: 'Of each task; the fullest subtask.', queries: byTask(by('max', task('Shuffle_Netty_Output_Buffers_outPoolUsage'), 'task_name')) },
        ],
      },
    ],
  },
  {
    name: 'sources',
    title: 'Flink sources and event time',
    description: 'Whether a job is up to date.',
    rows: [
      {
        title: 'Sources',
        panels: [
          { ...SOURCE_RATE, queries: one(sources((series) => by('sum', `rate(${series}[${RATE}])`, 'operator_name')), '{{flink_deployment}} {{operator_name}}') },
          { ...PENDING, queries: one(by('sum', operator('pendingRecords'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Kafka lag', unit: 'short', alert: 'FlinkKafkaRecordsLag', description: 'Records that a Kafka consumer is behind in the worst of its partitions.', queries: one(by('max', operator('KafkaSourceReader_KafkaConsumer_records_lag_max'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
        ],
      },
      {
        title: 'Event time',
        panels: [
          WATERMARK_LAG,
          { title: 'Age of events', unit: 'ms', alert: 'FlinkEventTimeLagHigh', description: 'How old events are when the source hands them on.', queries: one(by('max', operator('currentEmitEventTimeLag'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
        ],
      },
      {
        title: 'What holds it back',
        panels: [
          { title: 'Idle sources', unit: 'ms', alert: 'FlinkWatermarkStalled', description: 'For how long a source has had nothing to read; the longest subtask.', queries: one(by('max', operator('sourceIdleTime'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Ahead of the others', unit: 'ms', alert: 'FlinkWatermarkDrift', description: 'Watermark alignment: how far a source is ahead of what its group allows.', queries: one(by('max', operator('watermarkAlignmentDrift'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Too late', unit: 'none', alert: 'FlinkLateRecordsDropped', description: 'Records that windows dropped within five minutes.', queries: byTask(by('sum', `increase(${operator('numLateRecordsDropped')}[5m])`, 'task_name')) },
        ],
      },
    ],
  },
  {
    name: 'rocksdb',
    title: 'Flink RocksDB',
    description: 'The state backend, by task and state.',
    rows: [
      {
        title: 'Size',
        panels: [
          { title: 'Live data', unit: 'bytes', alert: 'FlinkCheckpointSizeGrowing', description: 'An estimate, by state.', queries: one(by('sum', rocksDb('estimate_live_data_size'), 'task_name', 'column_family'), '{{task_name}} {{column_family}}') },
          { title: 'Files', unit: 'bytes', alert: 'FlinkRocksDbDiskFilling', description: 'On the local disk of each TaskManager.', queries: byPod(by('sum', rocksDb('total_sst_files_size'), 'pod')) },
        ],
      },
      {
        title: 'Writes',
        panels: [
          { title: 'Running compactions', unit: 'none', alert: 'FlinkRocksDbDelayed', description: 'At this moment.', queries: byTask(by('sum', rocksDb('num_running_compactions'), 'task_name')) },
          { title: 'Slowed down to', unit: 'binBps', alert: 'FlinkRocksDbDelayed', description: 'The rate that RocksDB allows while it slows writes down; 0 while it does not.', queries: byTask(by('max', rocksDb('actual_delayed_write_rate'), 'task_name')) },
          { title: 'Writes stopped', unit: 'bool', alert: 'FlinkRocksDbStopped', description: 'Whether any state accepts no writes.', queries: byTask(by('max', rocksDb('is_write_stopped'), 'task_name')) },
        ],
      },
      { title: 'Memory', panels: [{ title: 'Block cache', unit: 'bytes', alert: 'FlinkContainerMemoryHigh', description: 'Memory that the cache holds. States of one slot share one cache, so this is the largest, not the sum.', queries: byPod(by('max', rocksDb('block_cache_usage'), 'pod')) }] },
    ],
  },
  {
    name: 'autoscaler',
    title: 'Flink autoscaler',
    description: 'What the operator\'s autoscaler sees, and what it makes of it.',
    // The operator's reporter writes names in its own way: `fraud_detection`. So they are chosen from among its own series.
    variables: [
      { name: 'resourcens', label: 'Namespace', query: 'label_values(flink_k8soperator_namespace_resource_AutoScaler_scalings, resourcens)' },
      { name: 'resourcename', label: 'Job', query: 'label_values(flink_k8soperator_namespace_resource_AutoScaler_scalings{resourcens=~"$resourcens"}, resourcename)' },
    ],
    rows: [
      {
        title: 'Decisions',
        panels: [
          {
            title: 'Parallelism', unit: 'none', alert: 'FlinkAutoscalerFlapping', description: 'Of each vertex: what it has, and what the autoscaler would give it.',
            queries: [
              { expr: autoscaler('jobVertexID_PARALLELISM_Current'), legend: '{{jobVertexID}} has' },
              { expr: autoscaler('jobVertexID_RECOMMENDED_PARALLELISM_Current'), legend: '{{jobVertexID}} should have' },
            ],
          },
          { title: 'Changes within an hour', unit: 'none', alert: 'FlinkAutoscalerFlapping', description: 'Each stops the job for a moment.', queries: one(`round(increase(${autoscaler('scalings')}[1h]))`, '{{resourcename}}') },
        ],
      },
      {
        title: 'Reasons',
        panels: [
          {
            title: 'Speed', unit: 'cps', alert: 'FlinkThroughputBelowTarget', description: 'Records per second: what a vertex could do, and what it should.',
            queries: [
              { expr: autoscaler('jobVertexID_TRUE_PROCESSING_RATE_Average'), legend: '{{jobVertexID}} could' },
              { expr: autoscaler('jobVertexID_TARGET_DATA_RATE_Average'), legend: '{{jobVertexID}} should' },
            ],
          },
          { title: 'Lag', unit: 'short', alert: 'FlinkSourceBacklog', description: 'Records that wait before a source, as the autoscaler sees them.', queries: one(autoscaler('jobVertexID_LAG_Current'), '{{jobVertexID}}') },
        ],
      },
    ],
  },
  {
    name: 'fleet',
    title: 'Flink fleet',
    description: 'All jobs beside each other.',
    fleet: true,
    rows: [
      {
        title: 'Now',
        panels: [
          { title: 'Jobs that run', unit: 'none', alert: 'FlinkJobNotRunning', description: 'FlinkDeployments with a running job.', queries: one(`count(${by('max', jm('numRunningJobs'))} > 0)`, 'running'), stat: true },
          { title: 'TaskManagers of all', unit: 'none', alert: 'FlinkTaskManagersMissing', description: 'Registered at all JobManagers.', queries: one(`sum(${by('max', jm('numRegisteredTaskManagers'))})`, 'TaskManagers'), stat: true },
          { title: 'By state', unit: 'none', alert: 'FlinkDeploymentStuck', description: 'What the operator says of the deployments; needs FlinkStateMetrics.', queries: one(`sum by (state) (flink_deployment_lifecycle_state{${SELECTED}}) > 0`, '{{state}}'), stat: true },
        ],
      },
      { title: 'Health', panels: [ALERTS, RESTARTS, TASK_MANAGERS] },
      { title: 'Work', panels: [SOURCE_RATE, PENDING] },
      { title: 'Checkpoints', panels: [CHECKPOINT_DURATION, { ...STATE_SIZE, queries: one(by('max', jm('job_lastCheckpointFullSize'))) }] },
    ],
  },
];
