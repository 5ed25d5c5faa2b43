import { runsScript } from './sql-scripts';
import { misplacedState } from './state-size';
import { FlinkVersion, Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { JobSettings } from '../../configuration/said/job-settings';
import { diskOf, flag, isBatch, isPython, isReactive, isSetTo, isSqlDriver, isStreaming, keepsStateOnDisk, OPTION, slots, stateBackend, word } from '../../facts';
import { FlinkComponent } from '../../kubernetes/component';
import { localVolumeFragment, LOCAL_STATE_VOLUME } from '../../state/local-volume';
import { FORST_DIRECTORY, ROCKSDB_DIRECTORY } from '../../state/state-backend';
import { taskManagerBytes } from '../../workload/memory';
import { componentPods } from '../../workload/pods';
import { isWithoutSource, list, volumeAt } from '../../workload/volumes';
import { Workload } from '../../workload/workload';
import { FORST, HAS_JOB, STATE_ON_DISK, STATE_ON_HEAP, STREAMING } from '../conditions';
import { table } from '../table';

const backendIs = (...types: string[]) => (s: JobSettings) => types.includes(stateBackend(s));
const rocksDb = backendIs('rocksdb');

/** The volume of a state backend's working files, unless the user sets one. */
function ownVolume(directory: string) {
  return (settings: JobSettings, component: FlinkComponent) => {
    if (component !== FlinkComponent.TASK_MANAGER) return undefined;
    const given = settings.podFragments(component).some((f) => f.spec?.volumes?.some((v: any) => v.name === LOCAL_STATE_VOLUME));
    return given ? undefined : localVolumeFragment(directory, { emptyDir: { sizeLimit: diskOf(settings, 'taskManager') } });
  };
}

const TYPE = OPTION.STATE_BACKEND;
const INCREMENTAL = 'execution.checkpointing.incremental';
const LOCAL_DIRECTORY = 'state.backend.rocksdb.localdir';
const MANAGED = 'state.backend.rocksdb.memory.managed';
const FIXED = ['state.backend.rocksdb.memory.fixed-per-slot', 'state.backend.rocksdb.memory.fixed-per-tm'];
const FRACTION = 'taskmanager.memory.managed.fraction';
const CHANGELOG = 'state.changelog.enabled';
const FROM_LOCAL = 'execution.state-recovery.from-local';
const LOCAL_BACKUP = 'execution.checkpointing.local-backup.enabled';

/** With less, RocksDB's write buffers leave almost nothing for its cache. */
const LEAST_MANAGED_PER_SLOT = 128 * 1024 ** 2;

/** Whether the manifest shows that the job runs SQL. A custom jar may run SQL without showing it. */
function isSql(w: Workload): boolean {
  return isSqlDriver(w) || runsScript(w) || hasCompiledPlan(w);
}

function hasCompiledPlan(w: Workload): boolean {
  return componentPods(w).some(({ main }) => list(main.env).some(({ name }) => name === 'COMPILED_PLAN'));
}

function withoutManaged(w: Workload): string | false {
  return taskManagerBytes(w, 'managed') === 0 && (w.option(FRACTION) !== undefined ? FRACTION : 'taskmanager.memory.managed.size');
}

/** STB: state backends. */
export const STATE_BACKEND = table([
  {
    id: 'STB-01',
    applies: [HAS_JOB, STREAMING],
    title: 'Choose the state backend by the size of the state',
    why: 'State on the heap needs no deserialization, but must fit into the heap. State on disk can be larger, and is about ten times slower to access.',
    sources: ['stateBackends'],
    props: ['stateBackend', 'expectedStateSize'],
    check: misplacedState,
  },
  {
    id: 'STB-02',
    title: 'Keep state in RocksDB',
    why: 'State on disk can exceed the memory without the job failing.',
    sources: ['stateBackends', 'productionReadiness'],
    // a batch job sorts its input instead of keeping state
    defaults: { options: { [TYPE]: 'rocksdb' }, when: (s) => !isBatch(s) },
    props: ['stateBackend'],
  },
  {
    id: 'STB-03',
    applies: [STREAMING, STATE_ON_HEAP],
    title: 'Keep small state on the heap for low latency',
    why: 'State on the heap is neither deserialized nor read from disk. Measure first: the heap must hold all of the state, and its garbage.',
    sources: ['stateBackends'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-04',
    applies: [STREAMING, STATE_ON_HEAP],
    title: 'Reduce managed memory with a heap state backend',
    why: 'The HashMap state backend uses no managed memory. SQL aggregations, Python and batch jobs do: set it to zero only for a job that uses none of these.',
    sources: ['taskManagerMemory'],
    defaults: { options: { [FRACTION]: '0.1' }, when: (s) => stateBackend(s) === 'hashmap' && !isPython(s) && !isBatch(s) },
    props: ['stateBackend'],
    rules: [
      {
        broken: (w) => isSql(w) && withoutManaged(w),
        message: 'no managed memory is left, and SQL window aggregations need it: such a job fails at its first start',
        fix: 'Write taskmanager.memory.managed.fraction: "0.1" or more, or leave it out',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => isPython(w) && withoutManaged(w),
        message: 'no managed memory is left for the Python workers: their memory is not accounted for, and the container may be OOM-killed',
        fix: 'Write taskmanager.memory.managed.fraction: "0.4", or leave it out; or raise taskmanager.memory.jvm-overhead.max by the memory of the workers, and suppress this with that as the reason',
        severity: Severity.WARNING,
      },
    ],
  },
  {
    id: 'STB-05',
    applies: [STREAMING, FORST],
    title: 'Use ForSt for state larger than any disk; it is experimental',
    why: 'State is kept in durable storage, with a cache on the local disk. The Flink project calls it experimental.',
    sources: ['stateBackends'],
    defaults: {
      options: { 'state.backend.forst.local-dir': FORST_DIRECTORY }, pods: ownVolume(FORST_DIRECTORY), when: backendIs('forst'),
    },
    props: ['stateBackend'],
    rules: [{
      broken: (w) => stateBackend(w) === 'forst' && !w.flinkVersion.isAtLeast(FlinkVersion.V2_0) && TYPE,
      message: (w) => `Flink ${w.flinkVersion} does not have ForSt: the job fails when it starts`,
      fix: 'Write rocksdb, or use Flink 2.0 or newer',
      severity: Severity.ERROR,
    }],
  },
  {
    id: 'STB-06',
    title: 'Use incremental checkpoints',
    why: 'Only files that are new since the last checkpoint are uploaded.',
    sources: ['stateBackends', 'checkpoints'],
    defaults: { options: { [INCREMENTAL]: true }, when: keepsStateOnDisk },
    props: ['stateBackend'],
    rules: [{
      broken: (w) => stateBackend(w) === 'rocksdb' && isStreaming(w) && !flag(w, INCREMENTAL) && INCREMENTAL,
      message: 'every checkpoint uploads the whole state',
      fix: 'Write "true"',
    }],
  },
  {
    id: 'STB-07',
    title: 'Give RocksDB a separate volume',
    why: 'Its files then cannot fill the root file system, are separate from temporary files, and have a size limit.',
    sources: ['largeState', 'localStorage'],
    defaults: { options: { [LOCAL_DIRECTORY]: ROCKSDB_DIRECTORY }, pods: ownVolume(ROCKSDB_DIRECTORY), when: rocksDb },
    props: ['stateBackend'],
    rules: [
      {
        broken: (w) => stateBackend(w) === 'rocksdb' && directories(w.option(LOCAL_DIRECTORY)).some((path) => !volumeAt(w, path)) && LOCAL_DIRECTORY,
        message: 'no volume is mounted there: RocksDB writes into the file system of the container, without a limit, or not at all where that is read-only',
        fix: 'Mount a volume there in the TaskManager\'s pod template',
      },
      {
        broken: (w) => TEMPLATES.map((path) => list(w.field(path)?.spec?.volumes).some(isWithoutSource) && `spec.${path}.spec.volumes`),
        message: 'a volume without a source becomes an emptyDir without a limit, on the disk of the node',
        fix: 'Name its source, such as emptyDir with a sizeLimit, or an ephemeral volumeClaimTemplate',
      },
    ],
  },
  {
    id: 'STB-08',
    title: 'Let RocksDB use Flink\'s managed memory',
    why: 'Each slot gets a fixed share of managed memory, so that the process stays within the container\'s limit.',
    severity: Severity.ERROR,
    sources: ['stateBackends', 'taskManagerMemory'],
    defaults: { options: { [MANAGED]: true }, when: rocksDb },
    props: ['stateBackend'],
    rules: [
      {
        broken: (w) => isSetTo(w, MANAGED, true) ? FIXED.filter((key) => w.option(key) !== undefined) : [],
        message: `this overrides ${MANAGED}, and managed memory stays reserved: together they exceed the memory of the container`,
        fix: 'Remove one of the two',
      },
      {
        broken: (w) => w.option(MANAGED) === undefined ? FIXED.filter((key) => w.option(key) !== undefined) : [],
        message: 'managed memory stays reserved in addition: together they exceed the memory of the container',
        fix: `Leave it out, or set ${MANAGED} to "false" and ${FRACTION} to "0.0"`,
        severity: Severity.WARNING,
      },
    ],
  },
  {
    id: 'STB-09',
    title: 'Set a fixed RocksDB memory size only after measuring',
    why: 'A fixed size per slot does not adapt when the number of slots or the memory changes.',
    sources: ['stateBackends'],
    props: ['flinkConfiguration'],
    judgedBy: ['STB-08'],
  },
  {
    id: 'STB-10',
    applies: [STREAMING],
    title: 'Upload checkpoint files with several threads',
    why: 'Flink\'s default of four threads is enough for most object stores.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-11',
    title: 'Use stronger compression when disk or upload is the bottleneck',
    why: 'ZSTD makes RocksDB\'s files smaller than the default compression, and needs more CPU.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-12',
    title: 'Change other RocksDB settings only after measuring',
    why: 'The settings interact, and with bounded memory most of them only move the bottleneck.',
    sources: ['largeState'],
    props: ['flinkConfiguration'],
    judgedBy: ['ARC-12'],
  },
  {
    id: 'STB-13',
    title: 'Enable RocksDB metrics',
    why: 'They are disabled by default. This selection shows size, compactions, cache and stalls at little cost.',
    sources: ['metrics', 'largeState'],
    defaults: {
      options: Object.fromEntries([
        ...['actual-delayed-write-rate', 'block-cache-usage', 'estimate-live-data-size', 'num-running-compactions'],
        // otherwise the name of the state is part of the name of each metric
        'column-family-as-variable',
      ].map((metric) => [`state.backend.rocksdb.metrics.${metric}`, true])),
      when: rocksDb,
    },
    alerts: ['FlinkRocksDbDelayed', 'FlinkRocksDbStopped'],
    dashboards: ['rocksdb'],
  },
  {
    id: 'STB-14',
    title: 'Enable manual compaction if incremental checkpoints create many small files',
    why: 'Many small files make checkpoints slow to write, and even slower to restore.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-15',
    applies: [STREAMING],
    title: 'Use the changelog only to shorten checkpoints, and with all of its settings',
    why: 'The changelog writes all changes twice. With its default storage it is lost with the TaskManager, and with the default claim mode a restored job fails.',
    severity: Severity.ERROR,
    sources: ['stateBackends'],
    props: ['checkpointing.changelog'],
    rules: [
      {
        broken: (w) => flag(w, CHANGELOG) && word(w, 'state.changelog.storage') !== 'filesystem' && 'state.changelog.storage',
        message: 'must be filesystem with the changelog on: the default, memory, is lost with the TaskManager',
        fix: 'Write "filesystem"',
      },
      {
        broken: (w) => flag(w, CHANGELOG) && w.option('state.changelog.dstl.dfs.base-path') === undefined && 'state.changelog.dstl.dfs.base-path',
        message: 'must be set: the changelog needs a directory in durable storage',
        fix: 'Set it beside the checkpoint directory',
      },
      {
        broken: (w) => flag(w, CHANGELOG) && word(w, 'execution.state-recovery.claim-mode') !== 'claim' && 'execution.state-recovery.claim-mode',
        message: 'must be CLAIM with the changelog on: otherwise the restored job fails at its first checkpoint',
        fix: 'Write "CLAIM"',
      },
    ],
  },
  {
    id: 'STB-16',
    applies: [STREAMING],
    title: 'Enable local recovery for pods that survive task failures',
    why: 'After the failure of a task alone, its state is still on the local disk. When its pod is replaced, the state is read from the checkpoint.',
    sources: ['largeState', 'recovery'],
    props: ['checkpointing.localRecovery'],
    rules: [
      {
        broken: (w) => flag(w, FROM_LOCAL) && w.flinkVersion.isAtLeast(FlinkVersion.V1_20) && !flag(w, LOCAL_BACKUP) && FROM_LOCAL,
        message: `without ${LOCAL_BACKUP}: true no state is kept on the local disk for recovery`,
        fix: `Set ${LOCAL_BACKUP} to "true", too`,
      },
      {
        broken: (w) => flag(w, FROM_LOCAL) && isReactive(w) && FROM_LOCAL,
        message: 'must not be combined with reactive mode, in which tasks move whenever a TaskManager is added or removed',
        fix: 'Leave it out',
      },
    ],
  },
  {
    id: 'STB-17',
    title: 'Give RocksDB enough managed memory per slot',
    why: 'Each slot gets an equal share. If write buffers use all of it, every read goes to disk.',
    sources: ['taskManagerMemory', 'largeState'],
    props: ['taskManager.memory', 'taskManager.slots'],
    rules: [{
      broken: (w) => keepsStateOnDisk(w) && flag(w, MANAGED) && perSlot(w) < LEAST_MANAGED_PER_SLOT && 'taskManager.resource.memory',
      message: (w) => `RocksDB has ${Math.round(perSlot(w) / 1024 ** 2)} MiB of managed memory per slot (${counted(slots(w), 'slot')})`,
      fix: 'Give the TaskManager more memory, or fewer slots: at least 128 MiB per slot',
    }],
  },
  {
    id: 'STB-18',
    title: 'Use volumes with the lifetime of the pod',
    why: 'A PersistentVolumeClaim that outlives its pod ties the next pod to the same zone, and the state is read from the checkpoint anyway.',
    sources: ['localStorage'],
    props: ['stateBackend'],
    checklist: 'If a volume takes minutes to attach, so does every restart: measure it',
  },
], { applies: [STREAMING, STATE_ON_DISK] });

function perSlot(w: Workload): number {
  const managed = taskManagerBytes(w, 'managed');
  return managed === undefined ? Infinity : managed / slots(w);
}

function directories(value: string | undefined): string[] {
  return (value ?? '').split(/[,;]/).map((path) => path.trim()).filter((path) => path.startsWith('/'));
}

const TEMPLATES = ['podTemplate', 'jobManager.podTemplate', 'taskManager.podTemplate'];
