import { runsScript } from './sql-scripts';
import { misplacedState } from './state-size';
import { FlinkVersion, Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { diskOf, flag, isBatch, isPython, isReactive, isSetTo, isSqlDriver, isStreaming, keepsStateOnDisk, OPTION, slots, stateBackend, word } from '../../facts';
import { FlinkComponent } from '../../kubernetes/component';
import { localVolumeFragment, LOCAL_STATE_VOLUME } from '../../state/local-volume';
import { FORST_DIRECTORY, ROCKSDB_DIRECTORY } from '../../state/state-backend';
import { taskManagerBytes } from '../../workload/memory';
import { componentPods } from '../../workload/pods';
import { isWithoutSource, list, volumeAt } from '../../workload/volumes';
import { Workload } from '../../workload/workload';
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
    title: 'Choose the state backend by the size of the state',
    why: 'State on the heap is read without being decoded, but must fit into it. State on disk may be larger, and is read ten times as slowly.',
    sources: ['stateBackends'],
    props: ['stateBackend', 'expectedStateSize'],
    check: misplacedState,
  },
  {
    id: 'STB-02',
    title: 'Keep state in RocksDB',
    why: 'State on disk may grow past memory without the job failing.',
    sources: ['stateBackends', 'productionReadiness'],
    // a batch job sorts its input instead of keeping state
    defaults: { options: { [TYPE]: 'rocksdb' }, when: (s) => !isBatch(s) },
    props: ['stateBackend'],
  },
  {
    id: 'STB-03',
    title: 'Keep small state on the heap where latency counts',
    why: 'No byte is decoded or read from disk. Measure before you choose: the heap must hold all of the state, and its garbage.',
    sources: ['stateBackends'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-04',
    title: 'Give most of the managed memory back to the heap when state lives on the heap',
    why: 'The HashMap state backend uses none of it. SQL aggregations, Python and batch jobs do, so that none at all is for those who know that their job does without.',
    sources: ['taskManagerMemory'],
    defaults: { options: { [FRACTION]: '0.1' }, when: (s) => stateBackend(s) === 'hashmap' && !isPython(s) && !isBatch(s) },
    props: ['stateBackend'],
    rules: [
      {
        broken: (w) => isSql(w) && withoutManaged(w),
        message: 'no managed memory is left, in which SQL keeps the aggregates of windows: such a job fails at its first start',
        fix: 'Write taskmanager.memory.managed.fraction: "0.1" or more, or leave it out',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => isPython(w) && withoutManaged(w),
        message: 'no managed memory is left for the Python workers: their memory is not planned, and the container may be killed for it',
        fix: 'Write taskmanager.memory.managed.fraction: "0.4", or leave it out; or raise taskmanager.memory.jvm-overhead.max by what the workers take, and suppress this with that as the reason',
        severity: Severity.WARNING,
      },
    ],
  },
  {
    id: 'STB-05',
    title: 'Try ForSt where state outgrows every disk, knowing that it is new',
    why: 'State lives in the durable storage, with a cache on disk. Its makers call it experimental.',
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
    title: 'Checkpoint incrementally',
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
    title: 'Give RocksDB a disk of its own',
    why: 'Its files then neither fill the root file system nor hide among temporary files, and their size has a limit.',
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
    title: 'Let Flink bound the memory of RocksDB',
    why: 'From managed memory it gets a fixed share per slot, so that the container\'s limit holds.',
    severity: Severity.ERROR,
    sources: ['stateBackends', 'taskManagerMemory'],
    defaults: { options: { [MANAGED]: true }, when: rocksDb },
    props: ['stateBackend'],
    rules: [
      {
        broken: (w) => isSetTo(w, MANAGED, true) ? FIXED.filter((key) => w.option(key) !== undefined) : [],
        message: `overrides ${MANAGED}, and managed memory stays reserved all the same: together they are more than the container has`,
        fix: 'Leave one of the two out',
      },
      {
        broken: (w) => w.option(MANAGED) === undefined ? FIXED.filter((key) => w.option(key) !== undefined) : [],
        message: 'managed memory stays reserved beside it: together they are more than the container has',
        fix: `Leave it out, or set ${MANAGED} to "false" and ${FRACTION} to "0.0"`,
        severity: Severity.WARNING,
      },
    ],
  },
  {
    id: 'STB-09',
    title: 'Fix RocksDB\'s memory only with a measurement at hand',
    why: 'A fixed size per slot does not follow when slots or memory change.',
    sources: ['stateBackends'],
    props: ['flinkConfiguration'],
    judgedBy: ['STB-08'],
  },
  {
    id: 'STB-10',
    title: 'Upload checkpoint files with several threads',
    why: 'Four at a time are Flink\'s default, and enough for most stores.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-11',
    title: 'Compress files harder where the disk or the upload is the limit',
    why: 'ZSTD makes RocksDB\'s files smaller than the default does, and costs processor time.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-12',
    title: 'Leave RocksDB\'s many other settings alone until a measurement asks for one',
    why: 'They act on each other, and inside a bounded memory most of them only move the shortage.',
    sources: ['largeState'],
    props: ['flinkConfiguration'],
    judgedBy: ['ARC-12'],
  },
  {
    id: 'STB-13',
    title: 'Watch RocksDB',
    why: 'Its own figures are off by default. These few show size, compactions, cache and stalls at little cost.',
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
    title: 'Compact small files by hand where incremental checkpoints pile them up',
    why: 'Many small files make checkpoints slow to write and slower to restore.',
    sources: ['largeState'],
    props: ['stateBackend'],
  },
  {
    id: 'STB-15',
    title: 'Use the changelog only where the duration of checkpoints is the problem, and then wholly',
    why: 'It writes everything twice. With its default storage the log is lost with the TaskManager, and with the default claim mode a restored job fails.',
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
    title: 'Recover from local disk where pods outlive their tasks\' failures',
    why: 'A task that failed alone finds its state where it was. A pod that is replaced does not.',
    sources: ['largeState', 'recovery'],
    props: ['checkpointing.localRecovery'],
    rules: [
      {
        broken: (w) => flag(w, FROM_LOCAL) && w.flinkVersion.isAtLeast(FlinkVersion.V1_20) && !flag(w, LOCAL_BACKUP) && FROM_LOCAL,
        message: `without ${LOCAL_BACKUP}: true nothing is kept on the disk to recover from`,
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
    title: 'Leave RocksDB enough managed memory a slot',
    why: 'Each slot gets an equal part. When write buffers take all of it, every read goes to the disk.',
    sources: ['taskManagerMemory', 'largeState'],
    props: ['taskManager.memory', 'taskManager.slots'],
    rules: [{
      broken: (w) => keepsStateOnDisk(w) && flag(w, MANAGED) && perSlot(w) < LEAST_MANAGED_PER_SLOT && 'taskManager.resource.memory',
      message: (w) => `RocksDB has ${Math.round(perSlot(w) / 1024 ** 2)} MiB of managed memory per slot (${slots(w)} slots)`,
      fix: 'Give the TaskManager more memory, or fewer slots: 128 MiB a slot at the least',
    }],
  },
  {
    id: 'STB-18',
    title: 'Prefer volumes that live as long as the pod',
    why: 'A claim that outlives its pod ties the next one to the same zone, and state comes from the checkpoint anyway.',
    sources: ['localStorage'],
    props: ['stateBackend'],
    checklist: 'Where a volume takes minutes to attach, so does every restart: measure it',
  },
]);

function perSlot(w: Workload): number {
  const managed = taskManagerBytes(w, 'managed');
  return managed === undefined ? Infinity : managed / slots(w);
}

function directories(value: string | undefined): string[] {
  return (value ?? '').split(/[,;]/).map((path) => path.trim()).filter((path) => path.startsWith('/'));
}

const TEMPLATES = ['podTemplate', 'jobManager.podTemplate', 'taskManager.podTemplate'];
