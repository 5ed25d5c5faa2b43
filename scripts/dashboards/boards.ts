/** One query, and the legend of its series. */
interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** What panels of every kind have. */
interface Explained {
  readonly title: string;
  /** What it shows. */
  readonly description: string;
  /** What to do when it is high, or low where that is bad. */
  readonly action: string;
  /** The alert whose runbook explains it. */
  readonly alert: string;
}

/** A panel that draws series. */
export interface Panel extends Explained {
  /** @default timeseries */
  readonly kind?: 'stat' | 'timeline';
  /** A unit of Grafana. */
  readonly unit: string;
  /**
   * Whether the panel shows what the alert measures, in the same unit: its thresholds are then the alert's limits.
   * Otherwise it has none, because it shows something else, or because the limits depend on the settings of each job.
   */
  readonly limits?: boolean;
  /** Whether values are whole numbers: an alert on `> 3` fires from 4. */
  readonly whole?: boolean;
  /** Texts for values, such as 0 for a job that is not running. Their colors are those of the thresholds. */
  readonly texts?: { readonly zero: string; readonly more: string };
  /** Texts and colors of the values 1, 2 and so on. */
  readonly levels?: readonly { readonly text: string; readonly color: string }[];
  readonly queries: readonly Query[];
}

/** A row for each job, which links to its dashboard. Each column is the first query of a panel. */
export interface Table extends Explained {
  readonly kind: 'table';
  readonly columns: readonly Panel[];
}

/** A row of panels beside each other. */
export interface Row {
  readonly title: string;
  readonly panels: readonly (Panel | Table)[];
}

/** Events that are drawn as vertical lines in all panels of a dashboard. */
export interface Annotation {
  readonly name: string;
  readonly color: string;
  readonly expr: string;
  readonly title: string;
}

/** A variable of a dashboard. */
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
  readonly annotations?: readonly Annotation[];
  readonly rows: readonly Row[];
}

const SELECTED = 'namespace=~"$namespace", flink_deployment=~"$job"';
const JOB = 'namespace, flink_deployment';
const jm = (metric: string) => `flink_jobmanager_${metric}{${SELECTED}}`;
const tm = (metric: string) => `flink_taskmanager_${metric}{${SELECTED}}`;
const task = (metric: string) => tm(`job_task_${metric}`);
const operator = (metric: string) => tm(`job_task_operator_${metric}`);
const rocksDb = (metric: string) => operator(`column_family_rocksdb_${metric}`);
const sources = (query: (series: string) => string) => query(`flink_taskmanager_job_task_operator_numRecordsOut{${SELECTED}, operator_name=~"Source:.*"}`);
const pods = 'namespace=~"$namespace", pod=~"$job-(taskmanager-)?[a-z0-9]+-[a-z0-9]+", container="flink-main-container"';
const autoscaler = (metric: string) => `flink_k8soperator_namespace_resource_AutoScaler_${metric}{resourcens=~"$resourcens", resourcename=~"$resourcename"}`;
const by = (aggregation: string, series: string, ...labels: string[]) => `${aggregation} by (${[JOB, ...labels].join(', ')}) (${series})`;
/** Of the last completed checkpoint: Flink reports -1 until there is one. */
const ofCheckpoint = (metric: string) => `${by('max', jm(`job_lastCheckpoint${metric}`))} >= 0`;

const one = (expr: string, legend = '{{flink_deployment}}'): Query[] => [{ expr, legend }];
const byTask = (expr: string) => one(expr, '{{flink_deployment}} {{task_name}}');
const byPod = (expr: string) => one(expr, '{{pod}}');

const RATE = '$__rate_interval';

const SOURCE_RATE: Panel = {
  title: 'Records read', unit: 'cps', alert: 'FlinkThroughputDropped',
  description: 'Records per second that all sources of a job emit.',
  action: 'If it drops while pending records grow, the job is too slow: look for the first busy task without backpressure. If both drop, less data arrives.',
  queries: one(sources((series) => by('sum', `rate(${series}[${RATE}])`))),
};
const PENDING: Panel = {
  title: 'Pending records', unit: 'short', alert: 'FlinkSourceBacklog',
  description: 'Records that the sources know of and have not read yet. Only some connectors report it; Kafka\'s does.',
  action: 'If it keeps growing, increase the parallelism or find the bottleneck with Backpressure and Busy.',
  queries: one(by('sum', operator('pendingRecords'))),
};
const CHECKPOINT_DURATION: Panel = {
  title: 'Checkpoint duration', unit: 'ms', alert: 'FlinkCheckpointSlow',
  description: 'Duration of the last completed checkpoint, from trigger to completion. No data before the first.',
  action: 'If it nears the checkpoint interval, look for backpressure and for growing state.',
  queries: one(ofCheckpoint('Duration')),
};
const RESTARTS: Panel = {
  title: 'Restarts per hour', unit: 'none', alert: 'FlinkJobRestarting', limits: true, whole: true,
  description: 'Restarts of the job after a failure, within the last hour.',
  action: 'Read the exception in the web UI or in the JobManager log.',
  queries: one(by('max', `round(increase(${jm('job_numRestarts')}[1h]))`)),
};
const TASK_MANAGERS: Panel = {
  title: 'TaskManagers', unit: 'none', alert: 'FlinkTaskManagersMissing',
  description: 'TaskManagers registered at the JobManager. Flink reports a job as running even without any.',
  action: 'If some are missing, look for pods that are pending or failing.',
  queries: one(by('max', jm('numRegisteredTaskManagers'))),
};
const ALERTS: Panel = {
  title: 'Firing alerts', kind: 'timeline', unit: 'none', alert: 'FlinkJobNotRunning',
  description: 'When which alert of the job fired, and its highest severity.',
  action: 'Open the runbook of the alert with the highest severity.',
  levels: [{ text: 'warning', color: 'orange' }, { text: 'critical', color: 'red' }],
  queries: one(by('max', `ALERTS{alertstate="firing", severity!="critical", ${SELECTED}} or 2 * ALERTS{alertstate="firing", severity="critical", ${SELECTED}}`, 'alertname'), '{{flink_deployment}} {{alertname}}'),
};
const BACKPRESSURE: Panel = {
  title: 'Backpressure', unit: 'ms', alert: 'FlinkBackpressure', limits: true,
  description: 'Milliseconds per second that a task is backpressured; the subtask with the highest value.',
  action: 'The bottleneck is the first task downstream that is busy and not backpressured itself.',
  queries: byTask(by('max', task('backPressuredTimeMsPerSecond'), 'task_name')),
};
const BUSY: Panel = {
  title: 'Busy', unit: 'ms', alert: 'FlinkTaskBusy', limits: true,
  description: 'Milliseconds per second that a task is busy; the subtask with the highest value. 1000 right after a start.',
  action: 'Increase the parallelism, or reduce the work of the task.',
  queries: byTask(by('max', task('busyTimeMsPerSecond'), 'task_name')),
};
const HEAP: Panel = {
  title: 'Heap used', unit: 'percentunit', alert: 'FlinkHeapHigh', limits: true,
  description: 'Used share of the maximum heap. It rises until a garbage collection; only what remains after one is a problem.',
  action: 'If it stays high, increase the task heap or reduce state and objects on the heap.',
  queries: [jm, tm].flatMap((series) => byPod(`${by('max', series('Status_JVM_Memory_Heap_Used'), 'pod')} / ${by('max', series('Status_JVM_Memory_Heap_Max'), 'pod')}`)),
};
const WATERMARK_LAG: Panel = {
  title: 'Watermark lag', unit: 's', alert: 'FlinkWatermarkLag',
  description: 'Current time minus the watermark of a task. Tasks without a watermark are left out.',
  action: 'Check for idle partitions (withIdleness), old data, and a source that is behind.',
  queries: byTask(`time() - ${by('min', `${task('currentInputWatermark')} > -9.2e18`, 'task_name')} / 1000`),
};
const COMPLETED: Panel = {
  title: 'Completed and failed checkpoints', unit: 'none', alert: 'FlinkCheckpointsFailing',
  description: 'Checkpoints completed and failed within five minutes. Some fail while a job starts.',
  action: 'The web UI shows the cause of each failure. Frequent expiry means backpressure or slow storage.',
  queries: [
    { expr: by('max', `round(increase(${jm('job_numberOfCompletedCheckpoints')}[5m]))`), legend: '{{flink_deployment}} completed' },
    { expr: by('max', `round(increase(${jm('job_numberOfFailedCheckpoints')}[5m]))`), legend: '{{flink_deployment}} failed' },
  ],
};
const STATE_SIZE: Panel = {
  title: 'Checkpoint size', unit: 'bytes', alert: 'FlinkCheckpointSizeGrowing',
  description: 'Full size of the last checkpoint, and its incremental part.',
  action: 'If it only grows, add a state TTL, or bound joins and windows.',
  queries: [
    { expr: ofCheckpoint('FullSize'), legend: '{{flink_deployment}} full' },
    { expr: ofCheckpoint('Size'), legend: '{{flink_deployment}} incremental' },
  ],
};

const RUNNING: Panel = {
  title: 'Running jobs', unit: 'none', alert: 'FlinkJobNotRunning', limits: true,
  description: 'Jobs that the JobManager runs: 1 for a job with a cluster of its own.',
  action: 'If it is 0, the job failed, finished or was cancelled: read status.error of the FlinkDeployment and the JobManager log.',
  queries: one(by('max', jm('numRunningJobs'))),
};
const STATE: Panel = { ...RUNNING, title: 'State', texts: { zero: 'Not running', more: 'Running' } };
const STATUS: Panel = {
  ...STATE, title: 'Job status', kind: 'timeline',
  description: 'When the JobManager ran a job, and when it did not. A gap means that no JobManager was scraped.',
};
const CHECKPOINT_AGE: Panel = {
  title: 'Checkpoint age', unit: 's', alert: 'FlinkCheckpointsStale',
  description: 'Time since a checkpoint completed, accurate to a minute, for at most six hours.',
  action: 'If it exceeds a few intervals, see Completed and failed checkpoints.',
  // Flink 1.x does not report when a checkpoint completed.
  queries: one(`time() - ${by('max', `max_over_time(timestamp(${jm('job_numberOfCompletedCheckpoints')} > ${jm('job_numberOfCompletedCheckpoints')} offset 30s)[6h:30s])`)}`),
};
const JOBS: Table = {
  kind: 'table', title: 'Jobs', alert: 'FlinkJobNotRunning',
  description: 'All jobs, with state, restarts, lag and age of the last checkpoint. The name of a job links to its dashboard.',
  action: 'Sort by a column, and open the job with the highest value.',
  columns: [
    STATE, RESTARTS, PENDING,
    { ...WATERMARK_LAG, queries: one(`max by (${JOB}) (${WATERMARK_LAG.queries[0].expr})`) },
    CHECKPOINT_AGE, TASK_MANAGERS,
  ],
};

/** What changes between two steps of an annotation query, which are a minute apart. */
const ANNOTATIONS: readonly Annotation[] = [
  {
    name: 'Restarts', color: 'red', title: 'Restart of {{flink_deployment}}',
    expr: `${by('max', jm('job_numRestarts'))} - ${by('max', `${jm('job_numRestarts')} offset 1m`)} > 0`,
  },
  {
    // a process in another pod has other labels, one that was started again in its container has used less CPU time
    name: 'JobManager starts', color: 'blue', title: 'JobManager start or deployment of {{flink_deployment}}',
    expr: `${by('count', `${jm('Status_JVM_CPU_Time')} unless ${jm('Status_JVM_CPU_Time')} offset 1m <= ${jm('Status_JVM_CPU_Time')}`)} > 0`,
  },
  {
    name: 'Upgrades (FlinkStateMetrics)', color: 'purple', title: 'Upgrade of {{flink_deployment}}',
    expr: `${by('max', `flink_deployment_lifecycle_state{${SELECTED}, state=~"UPGRADING|ROLLING_BACK"}`)} > 0`,
  },
];

export const BOARDS: readonly Board[] = [
  {
    name: 'job',
    title: 'Flink job',
    description: 'Health and throughput of a job. Start here when a job misbehaves.',
    annotations: ANNOTATIONS,
    rows: [
      {
        title: 'Now',
        panels: [
          { ...CHECKPOINT_DURATION, kind: 'stat' },
          { ...PENDING, kind: 'stat' },
          { ...RUNNING, kind: 'stat' },
          { ...TASK_MANAGERS, kind: 'stat' },
          { ...RESTARTS, kind: 'stat' },
        ],
      },
      { title: 'Throughput and lag', panels: [SOURCE_RATE, PENDING, WATERMARK_LAG] },
      { title: 'Bottlenecks', panels: [BACKPRESSURE, BUSY] },
      { title: 'Health', panels: [STATUS, COMPLETED] },
      { title: 'Memory and alerts', panels: [HEAP, ALERTS] },
    ],
  },
  {
    name: 'state',
    title: 'Flink state and checkpoints',
    description: 'Checkpoints, state size and recovery of a job.',
    annotations: ANNOTATIONS,
    rows: [
      { title: 'Checkpoints', panels: [COMPLETED, CHECKPOINT_DURATION, { title: 'Checkpoints in progress', unit: 'none', alert: 'FlinkCheckpointsStale', description: 'Checkpoints that were triggered and are not completed.', action: 'If one stays in progress, see in the web UI which subtasks have not acknowledged it.', queries: one(by('max', jm('job_numberOfInProgressCheckpoints'))) }] },
      {
        title: 'Size',
        panels: [
          STATE_SIZE,
          {
            title: 'In-flight data', unit: 'bytes', alert: 'FlinkCheckpointBarrierDelayed',
            description: 'Bytes processed during alignment, and bytes persisted in the checkpoint. Aligned checkpoints persist none.',
            action: 'Reduce backpressure, or use unaligned checkpoints.',
            queries: [
              { expr: ofCheckpoint('ProcessedData'), legend: '{{flink_deployment}} processed' },
              { expr: ofCheckpoint('PersistedData'), legend: '{{flink_deployment}} persisted' },
            ],
          },
        ],
      },
      {
        title: 'Barriers',
        panels: [
          { title: 'Checkpoint start delay', unit: 'ns', alert: 'FlinkCheckpointBarrierDelayed', description: 'From the trigger to the first barrier at a task; the slowest subtask.', action: 'Barriers wait behind records: remove the backpressure, or use unaligned checkpoints.', queries: byTask(by('max', task('checkpointStartDelayNanos'), 'task_name')) },
          { title: 'Alignment time', unit: 'ns', alert: 'FlinkCheckpointBarrierDelayed', description: 'From the first barrier at a task to the last; the slowest subtask.', action: 'Inputs have different speeds: look for data skew and backpressure in one of them.', queries: byTask(by('max', task('checkpointAlignmentTime'), 'task_name')) },
        ],
      },
      {
        title: 'Recovery',
        panels: [
          RESTARTS,
          { title: 'Last restore', unit: 'dateTimeAsIso', alert: 'FlinkRestartLoop', description: 'When the job was last restored from a checkpoint or savepoint, or started without one.', action: 'If it is recent and no upgrade took place, the job restarted: read the exception in the web UI.', queries: one(by('max', jm('job_lastCheckpointRestoreTimestamp'))), kind: 'stat' },
        ],
      },
    ],
  },
  {
    name: 'resources',
    title: 'Flink resources',
    description: 'Memory, CPU and network of JobManager and TaskManagers.',
    annotations: ANNOTATIONS,
    rows: [
      {
        title: 'Memory',
        panels: [
          HEAP,
          { title: 'Metaspace used', unit: 'percentunit', alert: 'FlinkMetaspaceHigh', limits: true, description: 'Used share of the metaspace.', action: 'If it grows with each restart of the job, classes leak: prefer a new cluster for each deployment, or increase the metaspace.', queries: [jm, tm].flatMap((series) => byPod(`${by('max', series('Status_JVM_Memory_Metaspace_Used'), 'pod')} / ${by('max', series('Status_JVM_Memory_Metaspace_Max'), 'pod')}`)) },
          { title: 'Direct memory', unit: 'bytes', alert: 'FlinkContainerMemoryHigh', description: 'Direct buffers outside of the heap, including network buffers.', action: 'If it grows without a bound, a connector or library leaks buffers; the container is killed at its limit.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_Memory_Direct_MemoryUsed'), 'pod'))) },
        ],
      },
      {
        title: 'Managed memory and containers',
        panels: [
          { title: 'Managed memory used', unit: 'bytes', alert: 'FlinkRocksDbDelayed', description: 'Managed memory reserved for RocksDB and operators. RocksDB always reserves all of it.', action: 'If RocksDB is slow and all is reserved, increase taskmanager.memory.managed.fraction.', queries: byPod(by('max', tm('Status_Flink_Memory_Managed_Used'), 'pod')) },
          { title: 'Container memory', unit: 'percentunit', alert: 'FlinkContainerMemoryHigh', description: 'Working set as a share of the container\'s limit. At 100 % the container is killed.', action: 'Increase the memory of the process, or its jvm-overhead.', queries: byPod(`max by (namespace, pod) (container_memory_working_set_bytes{${pods}}) / max by (namespace, pod) (kube_pod_container_resource_limits{${pods}, resource="memory"})`) },
        ],
      },
      {
        title: 'CPU and JVM',
        panels: [
          { title: 'CPU load', unit: 'percentunit', alert: 'FlinkCpuThrottled', description: 'Share of its CPUs that a process uses, reported by the JVM.', action: 'If it is high on all TaskManagers, increase the parallelism or the CPU.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_CPU_Load'), 'pod'))) },
          { title: 'CPU throttling', unit: 'percentunit', alert: 'FlinkCpuThrottled', limits: true, description: 'Share of the scheduling periods in which the CPU limit throttled a pod.', action: 'Increase the CPU limit, or reduce the slots of a TaskManager.', queries: byPod(`sum by (namespace, pod) (rate(container_cpu_cfs_throttled_periods_total{${pods}}[5m])) / sum by (namespace, pod) (rate(container_cpu_cfs_periods_total{${pods}}[5m]))`) },
          { title: 'Garbage collection', unit: 'ms', alert: 'FlinkGarbageCollection', limits: true, description: 'Milliseconds per second spent in garbage collection, all collectors together.', action: 'Increase the heap, or create fewer objects.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_GarbageCollector_All_TimeMsPerSecond'), 'pod'))) },
          { title: 'Threads', unit: 'none', alert: 'FlinkContainerMemoryHigh', description: 'Threads of each process. Each takes memory outside of the heap.', action: 'If it grows, take a thread dump in the web UI and look for clients that are not closed.', queries: [jm, tm].flatMap((series) => byPod(by('max', series('Status_JVM_Threads_Count'), 'pod'))) },
        ],
      },
      {
        title: 'Network',
        panels: [
          { title: 'Available network buffers', unit: 'percentunit', alert: 'FlinkNetworkBuffersLow', limits: true, description: 'Share of the network buffers that no task has claimed.', action: 'If it is low, increase taskmanager.memory.network.fraction or reduce the parallelism.', queries: byPod(`${by('min', tm('Status_Shuffle_Netty_AvailableMemorySegments'), 'pod')} / ${by('max', tm('Status_Shuffle_Netty_TotalMemorySegments'), 'pod')}`) },
          { title: 'Output buffer usage', unit: 'percentunit', alert: 'FlinkOutputBuffersFull', limits: true, description: 'Used share of the output buffers of a task; the fullest subtask.', action: 'Tasks downstream are too slow: see Backpressure.', queries: byTask(by('max', task('Shuffle_Netty_Output_Buffers_outPoolUsage'), 'task_name')) },
        ],
      },
    ],
  },
  {
    name: 'sources',
    title: 'Flink sources and event time',
    description: 'Lag, event time and late records of a job.',
    annotations: ANNOTATIONS,
    rows: [
      {
        title: 'Sources',
        panels: [
          { ...SOURCE_RATE, queries: one(sources((series) => by('sum', `rate(${series}[${RATE}])`, 'operator_name')), '{{flink_deployment}} {{operator_name}}') },
          { ...PENDING, queries: one(by('sum', operator('pendingRecords'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Kafka consumer lag', unit: 'short', alert: 'FlinkKafkaRecordsLag', description: 'Records that a Kafka consumer is behind in its worst partition.', action: 'One partition alone means skew; all together mean too little parallelism.', queries: one(by('max', operator('KafkaSourceReader_KafkaConsumer_records_lag_max'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
        ],
      },
      {
        title: 'Event time',
        panels: [
          WATERMARK_LAG,
          { title: 'Event time lag of sources', unit: 'ms', alert: 'FlinkEventTimeLagHigh', description: 'Age of events when the source emits them.', action: 'If it grows, the source is behind, or old data is being read.', queries: one(by('max', operator('currentEmitEventTimeLag'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
        ],
      },
      {
        title: 'Watermark problems',
        panels: [
          { title: 'Source idle time', unit: 'ms', alert: 'FlinkWatermarkStalled', description: 'Time since a source last read a record; the longest subtask.', action: 'If one subtask is idle, check for more subtasks than partitions, and set withIdleness.', queries: one(by('max', operator('sourceIdleTime'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Watermark alignment drift', unit: 'ms', alert: 'FlinkWatermarkDrift', description: 'How far a source is ahead of what its watermark alignment group allows.', action: 'Look for events with timestamps in the future, and for splits that cannot be paused.', queries: one(by('max', operator('watermarkAlignmentDrift'), 'operator_name'), '{{flink_deployment}} {{operator_name}}') },
          { title: 'Late records dropped', unit: 'none', alert: 'FlinkLateRecordsDropped', limits: true, whole: true, description: 'Late records dropped by a subtask within 15 minutes.', action: 'Increase maxOutOfOrderness or allowedLateness, or collect late records in a side output.', queries: byTask(`round(${by('max', `increase(${operator('numLateRecordsDropped')}[15m])`, 'task_name')})`) },
        ],
      },
    ],
  },
  {
    name: 'rocksdb',
    title: 'Flink RocksDB',
    description: 'RocksDB by task and state.',
    annotations: ANNOTATIONS,
    rows: [
      {
        title: 'Size',
        panels: [
          { title: 'Live data', unit: 'bytes', alert: 'FlinkCheckpointSizeGrowing', description: 'Estimated live data of each state.', action: 'If a state only grows, give it a TTL.', queries: one(by('sum', rocksDb('estimate_live_data_size'), 'task_name', 'column_family'), '{{task_name}} {{column_family}}') },
          { title: 'SST files', unit: 'bytes', alert: 'FlinkRocksDbDiskFilling', description: 'Size of the SST files on the local disk of each TaskManager.', action: 'If it nears the size of the disk, increase taskManager.ephemeralStorage or the number of TaskManagers.', queries: byPod(by('sum', rocksDb('total_sst_files_size'), 'pod')) },
        ],
      },
      {
        title: 'Writes',
        panels: [
          { title: 'Running compactions', unit: 'none', alert: 'FlinkRocksDbDelayed', description: 'Compactions that run now.', action: 'If it is permanently at the limit, writes outpace the disk: use a faster disk or more background threads.', queries: byTask(by('sum', rocksDb('num_running_compactions'), 'task_name')) },
          { title: 'Delayed write rate', unit: 'binBps', alert: 'FlinkRocksDbDelayed', limits: true, whole: true, description: 'Write rate that RocksDB allows while it delays writes; 0 while it does not.', action: 'Compactions or flushes are behind: use a faster disk, or more TaskManagers.', queries: byTask(by('max', rocksDb('actual_delayed_write_rate'), 'task_name')) },
          { title: 'Writes stopped', unit: 'bool', alert: 'FlinkRocksDbStopped', limits: true, whole: true, description: 'Whether RocksDB accepts no writes for any state of a task.', action: 'The task is blocked until compactions catch up: use a faster disk, or more TaskManagers.', queries: byTask(by('max', rocksDb('is_write_stopped'), 'task_name')) },
        ],
      },
      { title: 'Memory', panels: [{ title: 'Block cache', unit: 'bytes', alert: 'FlinkContainerMemoryHigh', description: 'Memory of the block cache. States of a slot share one cache: the largest value is shown, not the sum.', action: 'If reads are slow and the cache is full, increase managed memory.', queries: byPod(by('max', rocksDb('block_cache_usage'), 'pod')) }] },
    ],
  },
  {
    name: 'autoscaler',
    title: 'Flink autoscaler',
    description: 'Decisions of the operator\'s autoscaler, and the metrics they are based on.',
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
            title: 'Parallelism', unit: 'none', alert: 'FlinkAutoscalerFlapping', description: 'Current and recommended parallelism of each vertex.', action: 'If both differ for long, see the operator\'s events for why it does not scale.',
            queries: [
              { expr: autoscaler('jobVertexID_PARALLELISM_Current'), legend: '{{jobVertexID}} current' },
              { expr: autoscaler('jobVertexID_RECOMMENDED_PARALLELISM_Current'), legend: '{{jobVertexID}} recommended' },
            ],
          },
          { title: 'Scalings per hour', unit: 'none', alert: 'FlinkAutoscalerFlapping', description: 'Changes by the autoscaler within an hour. Each restarts the job.', action: 'If it is high, lengthen the stabilization interval or the metrics window.', queries: one(`round(increase(${autoscaler('scalings')}[1h]))`, '{{resourcename}}') },
        ],
      },
      {
        title: 'Rates and lag',
        panels: [
          {
            title: 'Processing rate', unit: 'cps', alert: 'FlinkThroughputBelowTarget', description: 'True and target processing rate of each vertex, in records per second.', action: 'If the target stays above the true rate, the maximum parallelism or the quota is too small.',
            queries: [
              { expr: autoscaler('jobVertexID_TRUE_PROCESSING_RATE_Average'), legend: '{{jobVertexID}} true rate' },
              { expr: autoscaler('jobVertexID_TARGET_DATA_RATE_Average'), legend: '{{jobVertexID}} target rate' },
            ],
          },
          { title: 'Source lag', unit: 'short', alert: 'FlinkSourceBacklog', description: 'Pending records of each source, as reported by the autoscaler.', action: 'If it grows at the maximum parallelism, raise that, or find the bottleneck.', queries: one(autoscaler('jobVertexID_LAG_Current'), '{{jobVertexID}}') },
        ],
      },
    ],
  },
  {
    name: 'fleet',
    title: 'Flink fleet',
    description: 'All jobs, with links to the dashboard of each.',
    fleet: true,
    annotations: ANNOTATIONS,
    rows: [
      {
        title: 'Now',
        panels: [
          { title: 'Running jobs', unit: 'none', alert: 'FlinkJobNotRunning', description: 'Number of FlinkDeployments with a running job.', action: 'If it is lower than expected, sort the table by state.', queries: one(`count(${by('max', jm('numRunningJobs'))} > 0)`, 'running'), kind: 'stat' },
          { title: 'TaskManagers', unit: 'none', alert: 'FlinkTaskManagersMissing', description: 'TaskManagers registered at all JobManagers.', action: 'If it drops, look for lost nodes and pending pods.', queries: one(`sum(${by('max', jm('numRegisteredTaskManagers'))})`, 'TaskManagers'), kind: 'stat' },
          { title: 'Lifecycle states', unit: 'none', alert: 'FlinkDeploymentStuck', description: 'Number of FlinkDeployments by lifecycle state. Needs FlinkStateMetrics.', action: 'For FAILED or UPGRADING that lasts, read status.error and the operator\'s events.', queries: one(`sum by (state) (flink_deployment_lifecycle_state{${SELECTED}}) > 0`, '{{state}}'), kind: 'stat' },
        ],
      },
      { title: 'All jobs', panels: [JOBS] },
      { title: 'Health', panels: [STATUS, ALERTS] },
      { title: 'Failures', panels: [RESTARTS, TASK_MANAGERS] },
      { title: 'Throughput and lag', panels: [SOURCE_RATE, PENDING] },
      { title: 'Checkpoints', panels: [CHECKPOINT_DURATION, { ...STATE_SIZE, queries: one(ofCheckpoint('FullSize')) }] },
    ],
  },
];
