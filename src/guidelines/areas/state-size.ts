import { Finding, Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { parseDuration } from '../../configuration/options/option-value';
import { heartbeatTimeout, longestRestartDelay, OPTION, parallelism, slots, stateBackend, taskManagers, usesAutoscaler } from '../../facts';
import { amountOf } from '../../kubernetes/quantity';
import { ANNOTATIONS } from '../../workload/annotations';
import { declarations, whereDeclared } from '../../workload/declarations';
import { taskManagerBytes } from '../../workload/memory';
import { componentPods, mountAt } from '../../workload/pods';
import { Workload } from '../../workload/workload';
import { MINUTE } from '../in-words';

/** Checks that depend on a declared state size. */

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** With more, garbage collection pauses on a heap full of state become noticeable. */
const MUCH_ON_HEAP_PER_SLOT = 500 * MIB;
/** With more, reading the state of one subtask takes longer than most recovery objectives allow. */
const MUCH_PER_SLOT = 50 * GIB;
/** The amount that one TaskManager can read from a store per second under good conditions: 200 GiB in a quarter of an hour. */
const READ_PER_SECOND = 200 * GIB / (15 * 60);
/** RocksDB writes new files before it deletes the old ones. */
const ROOM_TO_COMPACT = 1.5;
const DEFAULT_RECOVERY = 5 * MINUTE;

interface Share {
  readonly perSlot: number;
  readonly perTaskManager: number;
}

function shareOf(w: Workload): Share | undefined {
  const [all, subtasks, count] = [declarations(w).stateBytes, parallelism(w), taskManagers(w)];
  if (all === undefined || subtasks === undefined || count === undefined || count === 0) return undefined;
  return { perSlot: all / subtasks, perTaskManager: all / count };
}

function about(w: Workload, guideline: string, severity: Severity, message: string, fix: string): Finding[] {
  return [{ guideline, severity, path: whereDeclared(w, ANNOTATIONS.stateSize, 'expectedStateSize'), message, fix }];
}

/** State that does not fit on the heap, and RocksDB files that do not fit on their disk. */
export function misplacedState(w: Workload): Finding[] {
  const share = shareOf(w);
  if (!share) return [];
  return stateBackend(w) === 'hashmap' ? onHeap(w, share) : onDisk(w, share);
}

function onHeap(w: Workload, { perSlot, perTaskManager }: Share): Finding[] {
  const heap = taskManagerBytes(w, 'taskHeap');
  if (heap !== undefined && perTaskManager > heap) {
    return about(w, 'STB-01', Severity.ERROR, `${inWords(perTaskManager)} of state per TaskManager, whose task heap is ${inWords(heap)}: with the HashMap state backend `
      + 'it runs out of memory', `Write StateBackend.rocksDb() (${OPTION.STATE_BACKEND}: rocksdb), or give the TaskManagers several times the memory`);
  }
  if (perSlot <= MUCH_ON_HEAP_PER_SLOT) return [];
  return about(w, 'STB-01', Severity.WARNING, `${inWords(perSlot)} of state per slot on the heap: garbage collection stops the job, and every checkpoint uploads all of it`,
    'Use RocksDB above 500 MiB per slot');
}

function onDisk(w: Workload, { perTaskManager }: Share): Finding[] {
  const disk = diskOf(w);
  if (disk === undefined) return [];
  const both = `${inWords(perTaskManager)} of state per TaskManager, whose disk for it has ${inWords(disk)}`;
  if (perTaskManager > disk) {
    return about(w, 'STB-01', Severity.ERROR, `${both}: the pod is evicted before all of the state is read`, 'Give it a larger volume (LocalVolume), or use more TaskManagers');
  }
  if (perTaskManager * ROOM_TO_COMPACT <= disk) return [];
  return about(w, 'STB-01', Severity.WARNING, `${both}: RocksDB needs 50 % more while it compacts its files`, 'Give it a larger volume (LocalVolume), or use more TaskManagers');
}

/** The size of the state backend's volume; undefined if it has no limit, or is unknown. */
function diskOf(w: Workload): number | undefined {
  const directory = w.effectiveOption(stateBackend(w) === 'forst' ? 'state.backend.forst.local-dir' : 'state.backend.rocksdb.localdir');
  const [taskManager] = componentPods(w).filter(({ component }) => component === 'taskManager');
  // ForSt keeps its state in the store, and only a cache here.
  if (!taskManager || directory === '' || stateBackend(w) !== 'rocksdb') return undefined;
  const volume = mountAt(taskManager, directory)?.volume;
  return amountOf(volume?.emptyDir?.sizeLimit) ?? amountOf(volume?.ephemeral?.volumeClaimTemplate?.spec?.resources?.requests?.storage)
    ?? amountOf(taskManager.main.resources?.limits?.['ephemeral-storage']);
}

/** Subtasks with so much state that their recovery is slow. */
export function heavySlots(w: Workload): Finding[] {
  const share = shareOf(w);
  if (!share || share.perSlot <= MUCH_PER_SLOT) return [];
  return about(w, 'PAR-07', Severity.ADVICE, `${inWords(share.perSlot)} of state per subtask, at a parallelism of ${parallelism(w)}`,
    `Raise the parallelism to ${Math.ceil(declarations(w).stateBytes! / MUCH_PER_SLOT)} or more: 50 GiB per subtask`);
}

/** A recovery objective that cannot be met, since reading the state alone takes longer. */
export function brokenRecovery(w: Workload): Finding[] {
  const promised = declarations(w).recoveryMillis ?? DEFAULT_RECOVERY;
  const needed = recovery(w);
  if (needed === undefined || needed <= promised) return [];
  return about(w, 'RST-09', Severity.WARNING, `a recovery takes at least ${minutes(needed)} with ${counted(slots(w), 'slot')} per TaskManager, to detect the failure, to wait for the restart and to read the `
    + `state. ${declarations(w).recoveryMillis === undefined ? `Without a declared recovery time the limit is ${minutes(promised)}` : `The declared recovery time is ${minutes(promised)}`}`,
  'Use more and smaller TaskManagers, local recovery, or declare a longer recovery time (serviceLevel.recoveryTime)');
}

function recovery(w: Workload): number | undefined {
  const share = shareOf(w);
  if (!share) return undefined;
  return heartbeatTimeout(w) + Math.min(longestRestartDelay(w), MINUTE) + readingTime(share);
}

/** Milliseconds to read the state when starting from a snapshot, if its size is declared. */
export function restoreMillis(w: Workload): number {
  const share = shareOf(w);
  return share ? readingTime(share) : 0;
}

function readingTime({ perTaskManager }: Share): number {
  return perTaskManager / READ_PER_SECOND * 1000;
}

/** An autoscaler that may scale again before the previous scaling is complete. */
export function hastyAutoscaler(w: Workload): Finding[] {
  const share = shareOf(w);
  if (!share || !usesAutoscaler(w)) return [];
  const pause = parseDuration(w.effectiveOption('job.autoscaler.stabilization.interval'));
  if (pause === undefined || readingTime(share) <= pause) return [];
  return about(w, 'ASC-07', Severity.WARNING, `reading the state after each rescaling takes at least ${minutes(readingTime(share))}, and the autoscaler decides again after ${minutes(pause)}`,
    `Set job.autoscaler.stabilization.interval to ${Math.ceil(2 * readingTime(share) / MINUTE)} min`);
}

function inWords(bytes: number): string {
  return bytes >= GIB ? `${Number((bytes / GIB).toFixed(1))} GiB` : `${Math.round(bytes / MIB)} MiB`;
}

function minutes(milliseconds: number): string {
  return milliseconds < 2 * MINUTE ? `${Math.round(milliseconds / 1000)} s` : `${Math.round(milliseconds / MINUTE)} min`;
}
