import * as keys from './option-keys';
import { flag, millis, number, Reader, word } from './reader';
import { usual } from './spellings';
import { STANDALONE } from '../kubernetes/mode';

/**
 * What holds for a job once Flink and the operator have applied their defaults. Each fact is derived here and nowhere else: defaults, the objects beside
 * a job, alerts, checks and reports all call these functions.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The name of a job in Flink, and so in its metrics, unless its code passes another one to `execute`. The operator sets the name of the resource. */
export function jobNameInFlink(job: Reader & { readonly name: string }): string {
  return job.option(keys.JOB_NAME) ?? job.name;
}

/** A name as Flink's reporter and the operator's export it in a label: with `_` for other characters, unless `filterLabelValueCharacters` is off. */
export function asExported(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9:_]/g, '_');
}

/** Whether it runs a job of its own: one that does not is a session cluster. */
export function hasJob(job: Reader): boolean {
  return job.field('job') !== undefined;
}

/** Whether it runs no job of its own, and waits for others to bring theirs. */
export function isSession(job: Reader): boolean {
  return !hasJob(job);
}

/** Whether the operator creates the TaskManagers, as many as the spec sets, and not Flink. */
export function isStandalone(job: Reader): boolean {
  return job.field('mode') === STANDALONE;
}

/** Whether its job ends by itself, and keeps no state between runs. */
export function isBatch(job: Reader): boolean {
  return word(job, keys.RUNTIME_MODE) === 'batch';
}

/** Whether it runs a job that goes on for good, and so has state to lose. */
export function isStreaming(job: Reader): boolean {
  return hasJob(job) && !isBatch(job);
}

/** Whether it is only there to be started: the operator keeps it stopped. */
export function isSuspended(job: Reader): boolean {
  return job.field('job.state') === 'suspended';
}

/** Whether the job is written in Python, whose workers use managed memory. */
export function isPython(job: Reader): boolean {
  const { entryClass = '', args = [], jarURI = '' } = Object(job.field('job'));
  return /PythonDriver/.test(String(entryClass)) || /flink-python/.test(String(jarURI))
    || (Array.isArray(args) && args.some((arg) => /^(-py|--python|-pym|--pyModule)$/.test(String(arg))));
}

/** Whether a class of Flink runs a script of SQL statements as the job. */
export function isSqlDriver(job: Reader): boolean {
  return String(job.field('job.entryClass') ?? '').trim() === SQL_DRIVER;
}

/** The class of Flink that runs a Python program as the job. */
export const PYTHON_DRIVER = 'org.apache.flink.client.python.PythonDriver';

/** The class of Flink that runs a script of SQL statements as the job, from 2.0 on. */
export const SQL_DRIVER = 'org.apache.flink.table.runtime.application.SqlDriver';

/** What the operator does with state when the spec changes: its own default is to start without it. A mode that does not exist is refused: nothing follows from it. */
export function upgradeMode(job: Reader): string {
  const mode = job.field('job.upgradeMode');
  return KEEPING_STATE.includes(mode) ? mode : 'stateless';
}

const KEEPING_STATE = ['savepoint', 'last-state'];

/** `none`, `kubernetes`, `zookeeper`, or the name of a class that is not Flink's own, which may be empty. */
export function highAvailability(job: Reader): string {
  return job.option(keys.HIGH_AVAILABILITY) === undefined ? 'none' : usual(job, keys.HIGH_AVAILABILITY);
}

export function hasHighAvailability(job: Reader): boolean {
  return highAvailability(job) !== 'none';
}

/** Whether all processes read or write ConfigMaps to elect and find the leading JobManager. */
export function electsWithKubernetes(job: Reader): boolean {
  return highAvailability(job) === 'kubernetes';
}

/** `hashmap`, `rocksdb`, `forst`, or the name of a class that is not Flink's own. */
export function stateBackend(job: Reader): string {
  return usual(job, keys.STATE_BACKEND) || 'hashmap';
}

/** Whether state lives on the local disk of TaskManagers, or is cached there. */
export function keepsStateOnDisk(job: Reader): boolean {
  return ['rocksdb', 'forst'].includes(stateBackend(job));
}

/** `exponential-delay`, `fixed-delay`, `failure-rate` or `none`; Flink's own default where none is set. */
export function restartStrategy(job: Reader): string {
  return usual(job, keys.RESTART_STRATEGY) || 'exponential-delay';
}

/** The longest delay between failure and restart: by strategy, the option and Flink's own value. */
const DELAYS: { readonly [strategy: string]: readonly [key: string, otherwise: number] } = {
  'exponential-delay': ['restart-strategy.exponential-delay.max-backoff', MINUTE],
  'fixed-delay': ['restart-strategy.fixed-delay.delay', SECOND],
  'failure-rate': ['restart-strategy.failure-rate.delay', SECOND],
};

/** How long a job may wait before it restarts, in milliseconds. */
export function longestRestartDelay(job: Reader): number {
  const [key, otherwise] = DELAYS[restartStrategy(job)] ?? ['', SECOND];
  return (key === '' ? undefined : millis(job, key)) ?? otherwise;
}

/** After how many milliseconds without an answer a process is taken for dead. */
export function heartbeatTimeout(job: Reader): number {
  return millis(job, keys.HEARTBEAT_TIMEOUT) ?? 50 * SECOND;
}

/** Whether checkpoints, savepoints and all that belongs to them mean anything to it: a batch job goes back to the results of its stages. */
export function takesCheckpoints(job: Reader): boolean {
  return !isBatch(job);
}

/** Milliseconds between checkpoints; undefined where none are taken. */
export function checkpointInterval(job: Reader): number | undefined {
  if (!takesCheckpoints(job)) return undefined;
  const set = millis(job, keys.CHECKPOINT_INTERVAL);
  // The operator sets it for last-state upgrades, which could not do without.
  return set ?? (upgradeMode(job) === 'last-state' ? 5 * MINUTE : undefined);
}

/** After how many milliseconds a checkpoint has failed. */
export function checkpointTimeout(job: Reader): number {
  return millis(job, keys.CHECKPOINT_TIMEOUT) ?? 10 * MINUTE;
}

/** The slots of each TaskManager. */
export function slots(job: Reader): number {
  return number(job, keys.SLOTS) ?? 1;
}

/** What the job runs with; undefined where the spec does not say it, or the operator would refuse it. */
export function parallelism(job: Reader): number | undefined {
  const replicas = replicasOf(job);
  // Given a number of TaskManagers, the operator takes all of their slots as the parallelism, and no notice of any other.
  if (replicas !== undefined && hasJob(job)) return replicas * slots(job);
  return parallelismInSpec(job);
}

/** The field; undefined where it is absent or the operator would refuse it. */
export function parallelismInSpec(job: Reader): number | undefined {
  const given = job.field('job.parallelism');
  return Number.isInteger(given) && given >= 1 ? given : undefined;
}

function replicasOf(job: Reader): number | undefined {
  const replicas = job.field('taskManager.replicas');
  return Number.isInteger(replicas) && replicas >= 1 ? replicas : undefined;
}

/** The most subtasks that a job's state can be divided among: what is set, or else what Flink derives from a parallelism when a job starts without state. */
export function maxParallelism(job: Reader): number | undefined {
  const set = maxParallelismSet(job);
  const p = parallelism(job);
  return set !== undefined || p === undefined ? set : derivedMaxParallelism(p);
}

/** What Flink derives from a parallelism where no max parallelism is set. */
export function derivedMaxParallelism(p: number): number {
  return Math.min(Math.max(2 ** Math.ceil(Math.log2(p * DERIVED_FACTOR)), DERIVED_LEAST), DERIVED_MOST);
}

/** What is set for it; undefined where Flink chooses it: -1 is its word for that. */
export function maxParallelismSet(job: Reader): number | undefined {
  const set = job.option(MAX_PARALLELISM);
  return set === undefined || set === '-1' ? undefined : Number(set);
}

const MAX_PARALLELISM = 'pipeline.max-parallelism';
const DERIVED_FACTOR = 1.5;
const DERIVED_LEAST = 128;
const DERIVED_MOST = 32_768;

export function jobManagers(job: Reader): number {
  return job.field('jobManager.replicas') ?? 1;
}

/** How many TaskManagers there are when the job starts; undefined where that is not known. */
export function taskManagers(job: Reader): number | undefined {
  // The operator's default for a session cluster is one.
  if (isStandalone(job) && (replicasOf(job) !== undefined || isSession(job))) return replicasOf(job) ?? 1;
  const needed = slotsNeeded(job);
  return needed === undefined || !(slots(job) >= 1) ? undefined : Math.ceil(needed / slots(job));
}

/** How many slots the job takes; undefined where its parallelism is not known. */
export function slotsNeeded(job: Reader): number | undefined {
  const p = parallelism(job);
  return p === undefined ? undefined : slotsOfGroups(p, job.slotSharingGroups);
}

/** How many slots a job takes: those of the default group, which the job's parallelism fills unless it is listed, and those of every other group. */
export function slotsOfGroups(p: number, groups: { readonly [group: string]: number } = {}): number {
  return Object.values({ default: p, ...groups }).reduce((sum, each) => sum + each, 0);
}

export function usesAutoscaler(job: Reader): boolean {
  return flag(job, keys.AUTOSCALER);
}

/** Whether it takes as many TaskManagers as there happen to be. */
export function isReactive(job: Reader): boolean {
  return word(job, keys.SCHEDULER_MODE) === 'reactive';
}

/** Whether Flink takes another parallelism while the job runs, without a restart by the operator. */
export function rescalesInPlace(job: Reader): boolean {
  return isReactive(job) || (!isStandalone(job) && word(job, keys.SCHEDULER) === 'adaptive');
}

/** Whether the number of TaskManagers changes while the job runs: by the operator's autoscaler, or with the pods that there are. */
export function isScaled(job: Reader): boolean {
  return usesAutoscaler(job) || isReactive(job);
}

/** Whether it runs with fewer slots than its parallelism takes: then the number of TaskManagers does not indicate its health. */
export function isAdaptive(job: Reader): boolean {
  return isScaled(job) || word(job, keys.SCHEDULER) === 'adaptive';
}
