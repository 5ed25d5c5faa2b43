import { Alert } from './alert';
import { JobFacts, MINUTE } from './job-facts';
import { figure, jm, operator, over, tm } from './promql';

/** A value for every JVM of the job, per pod. */
const ofEachPod = (job: JobFacts, query: (series: (metric: string) => string) => string) =>
  [jm, tm].map((series) => query((metric) => over('max', series(job, metric), 'component', 'pod'))).join(' or ');

const share = (job: JobFacts, pool: string) =>
  `(${ofEachPod(job, (series) => `${series(`Status_JVM_Memory_${pool}_Used`)} / ${series(`Status_JVM_Memory_${pool}_Max`)}`)})`;

const rocksDb = (job: JobFacts) => job.rocksDb;
const column = (metric: string) => `column_family_rocksdb_${metric}`;

/** Alerts on memory and disk. */
export const MEMORY: readonly Alert[] = [
  {
    name: 'FlinkHeapHigh',
    guideline: 'MON-09',
    ofCluster: true,
    measure: (job) => share(job, 'Heap'),
    unit: 'share of the heap',
    warning: 0.8,
    critical: 0.95,
    lasts: 10 * MINUTE,
    follows: '80 %; 95 %',
    summary: ({ id }) => `The heap of {{ $labels.pod }} of ${id} is nearly full`,
    description: () => '{{ $value | humanizePercentage }} are in use even after garbage collections. The process will spend its time on garbage collection, and then fail with an OutOfMemoryError.',
  },
  {
    name: 'FlinkGarbageCollection',
    guideline: 'MON-11',
    ofCluster: true,
    measure: (job) => `(${ofEachPod(job, (series) => series('Status_JVM_GarbageCollector_All_TimeMsPerSecond'))})`,
    unit: 'ms of each second',
    warning: 200,
    critical: 500,
    lasts: 5 * MINUTE,
    follows: '20 % of the time; 50 %',
    summary: ({ id }) => `{{ $labels.pod }} of ${id} spends too much time in garbage collection`,
    description: () => '{{ $value | humanize }} ms of each second. The heap is too small for its live objects, or the job allocates too many short-lived objects.',
  },
  {
    name: 'FlinkMetaspaceHigh',
    guideline: 'MON-09',
    ofCluster: true,
    measure: (job) => share(job, 'Metaspace'),
    unit: 'share of the metaspace',
    warning: 0.9,
    lasts: 10 * MINUTE,
    follows: '90 %',
    summary: ({ id }) => `The metaspace of {{ $labels.pod }} of ${id} is nearly full`,
    description: () => '{{ $value | humanizePercentage }} are in use. If it rises with every restart of the job, classes leak.',
  },
  {
    name: 'FlinkRocksDbDelayed',
    guideline: 'STB-13',
    when: rocksDb,
    measure: (job) => over('max', operator(job, column('actual_delayed_write_rate')), 'task_name'),
    unit: 'bytes per second',
    warning: 0,
    lasts: 5 * MINUTE,
    follows: 'any delay',
    summary: ({ id }) => `RocksDB delays writes of {{ $labels.task_name }} of ${id}`,
    description: () => 'RocksDB limits writes to {{ $value | humanize1024 }}B per second, because compactions or flushes do not keep up.',
  },
  {
    name: 'FlinkRocksDbStopped',
    guideline: 'STB-13',
    when: rocksDb,
    measure: (job) => over('max', operator(job, column('is_write_stopped')), 'task_name'),
    unit: '',
    critical: 0,
    lasts: MINUTE,
    follows: 'any time in which writes are stopped',
    summary: ({ id }) => `RocksDB stops writes of {{ $labels.task_name }} of ${id}`,
    description: () => 'Compactions or flushes are so far behind that all writes wait for them: the task is blocked.',
  },
  {
    name: 'FlinkRocksDbDiskFilling',
    guideline: 'MON-14',
    ofCluster: true,
    when: (job) => job.rocksDb && job.disk !== undefined,
    measure: (job) => `${over('sum', operator(job, column('total_sst_files_size')), 'pod')} / ${figure(job, 'disk', job.disk!)}`,
    unit: 'share of the local disk',
    warning: 0.7,
    critical: 0.85,
    lasts: 5 * MINUTE,
    follows: 'shares of the TaskManager\'s local disk (`taskManager.ephemeralStorage`)',
    summary: ({ id }) => `The state on {{ $labels.pod }} of ${id} fills its disk`,
    description: () => 'RocksDB\'s files use {{ $value | humanizePercentage }} of it. A compaction needs space for both the old and the new files; above the limit Kubernetes evicts the pod.',
  },
];
