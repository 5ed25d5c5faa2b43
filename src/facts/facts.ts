import * as keys from './option-keys';
import { flag, millis, number, Reader, word } from './reader';
import { usual } from './spellings';
import { STANDALONE } from '../kubernetes/mode';

/**
 * Facts about a job after Flink and the operator have applied their defaults. Each fact is derived only here: defaults, additional objects, alerts,
 * checks and reports all call these functions.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * The name of a job in Flink, and thus in its metrics, unless its code passes another one to `execute`. The operator sets it to the name of the
 * resource.
 */
export function jobNameInFlink(job: Reader & { readonly name: string }): string {
  return job.option(keys.JOB_NAME) ?? job.name;
}

/**
 * A name as a label value exported by Flink's reporter and the operator: other characters are replaced with `_`, unless `filterLabelValueCharacters`
 * is off.
 */
export function asExported(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9:_]/g, '_');
}

/** Whether it runs a job of its own; otherwise it is a session cluster. */
export function hasJob(job: Reader): boolean {
  return job.field('job') !== undefined;
}

/** Whether it runs no job of its own, and accepts session jobs. */
export function isSession(job: Reader): boolean {
  return !hasJob(job);
}

/** Whether the operator instead of Flink creates the TaskManagers, with the number in the spec. */
export function isStandalone(job: Reader): boolean {
  return job.field('mode') === STANDALONE;
}

/** Whether its job terminates, and keeps no state between runs. */
export function isBatch(job: Reader): boolean {
  return word(job, keys.RUNTIME_MODE) === 'batch';
}

/** Whether it runs a job that does not terminate, and thus has state to lose. */
export function isStreaming(job: Reader): boolean {
  return hasJob(job) && !isBatch(job);
}

/** Whether it is suspended: the operator does not run it. */
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

/**
 * How the operator handles state when the spec changes; its default is `stateless`. An unknown mode is rejected, and no other facts are derived from
 * it.
 */
export function upgradeMode(job: Reader): string {
  const mode = job.field('job.upgradeMode');
  return KEEPING_STATE.includes(mode) ? mode : 'stateless';
}

const KEEPING_STATE = ['savepoint', 'last-state'];

/** `none`, `kubernetes`, `zookeeper`, or the name of a class that is not part of Flink, which may be empty. */
export function highAvailability(job: Reader): string {
  return job.option(keys.HIGH_AVAILABILITY) === undefined ? 'none' : usual(job, keys.HIGH_AVAILABILITY);
}

export function hasHighAvailability(job: Reader): boolean {
  return highAvailability(job) !== 'none';
}

/** Whether all processes use ConfigMaps to elect and find the leading JobManager. */
export function electsWithKubernetes(job: Reader): boolean {
  return highAvailability(job) === 'kubernetes';
}

/** `hashmap`, `rocksdb`, `forst`, or the name of a class that is not part of Flink. */
export function stateBackend(job: Reader): string {
  return usual(job, keys.STATE_BACKEND) || 'hashmap';
}

/** Whether state is stored or cached on the local disk of TaskManagers. */
export function keepsStateOnDisk(job: Reader): boolean {
  return ['rocksdb', 'forst'].includes(stateBackend(job));
}

/** `exponential-delay`, `fixed-delay`, `failure-rate` or `none`; Flink's default if none is set. */
export function restartStrategy(job: Reader): string {
  return usual(job, keys.RESTART_STRATEGY) || 'exponential-delay';
}

/** The longest delay between failure and restart: by strategy, the option and its default in Flink. */
const DELAYS: { readonly [strategy: string]: readonly [key: string, otherwise: number] } = {
  'exponential-delay': ['restart-strategy.exponential-delay.max-backoff', MINUTE],
  'fixed-delay': ['restart-strategy.fixed-delay.delay', SECOND],
  'failure-rate': ['restart-strategy.failure-rate.delay', SECOND],
};

/** The maximum delay before a restart, in milliseconds. */
export function longestRestartDelay(job: Reader): number {
  const [key, otherwise] = DELAYS[restartStrategy(job)] ?? ['', SECOND];
  return (key === '' ? undefined : millis(job, key)) ?? otherwise;
}

/** Milliseconds without a heartbeat until a process is considered lost. */
export function heartbeatTimeout(job: Reader): number {
  return millis(job, keys.HEARTBEAT_TIMEOUT) ?? 50 * SECOND;
}

/** Whether it supports checkpoints and savepoints: a batch job recovers from the results of its stages. */
export function takesCheckpoints(job: Reader): boolean {
  return !isBatch(job);
}

/** Milliseconds between checkpoints; undefined if none are taken. */
export function checkpointInterval(job: Reader): number | undefined {
  if (!takesCheckpoints(job)) return undefined;
  const set = millis(job, keys.CHECKPOINT_INTERVAL);
  // The operator sets it for last-state upgrades, which require it.
  return set ?? (upgradeMode(job) === 'last-state' ? 5 * MINUTE : undefined);
}

/** The checkpoint timeout in milliseconds. */
export function checkpointTimeout(job: Reader): number {
  return millis(job, keys.CHECKPOINT_TIMEOUT) ?? 10 * MINUTE;
}

/** The slots of each TaskManager. */
export function slots(job: Reader): number {
  return number(job, keys.SLOTS) ?? 1;
}

/** The parallelism of the job; undefined if the spec does not set it, or the operator would reject it. */
export function parallelism(job: Reader): number | undefined {
  const replicas = replicasOf(job);
  // If the number of TaskManagers is set, the operator uses all of their slots as the parallelism and ignores any other value.
  if (replicas !== undefined && hasJob(job)) return replicas * slots(job);
  return parallelismInSpec(job);
}

/** The field; undefined if it is not set, or the operator would reject it. */
export function parallelismInSpec(job: Reader): number | undefined {
  const given = job.field('job.parallelism');
  return Number.isInteger(given) && given >= 1 ? given : undefined;
}

function replicasOf(job: Reader): number | undefined {
  const replicas = job.field('taskManager.replicas');
  return Number.isInteger(replicas) && replicas >= 1 ? replicas : undefined;
}

/**
 * The maximum number of subtasks among which the job's state can be divided: the configured value, otherwise the one that Flink derives from the
 * parallelism when a job starts without state.
 */
export function maxParallelism(job: Reader): number | undefined {
  const set = maxParallelismSet(job);
  const p = parallelism(job);
  return set !== undefined || p === undefined ? set : derivedMaxParallelism(p);
}

/** The value that Flink derives from the parallelism if no max parallelism is set. */
export function derivedMaxParallelism(p: number): number {
  return Math.min(Math.max(2 ** Math.ceil(Math.log2(p * DERIVED_FACTOR)), DERIVED_LEAST), DERIVED_MOST);
}

/** The configured max parallelism; undefined if Flink chooses it, which -1 stands for. */
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

/** The number of TaskManagers when the job starts; undefined if unknown. */
export function taskManagers(job: Reader): number | undefined {
  // The operator's default for a session cluster is one.
  if (isStandalone(job) && (replicasOf(job) !== undefined || isSession(job))) return replicasOf(job) ?? 1;
  const needed = slotsNeeded(job);
  return needed === undefined || !(slots(job) >= 1) ? undefined : Math.ceil(needed / slots(job));
}

/** The number of slots that the job needs; undefined if its parallelism is unknown. */
export function slotsNeeded(job: Reader): number | undefined {
  const p = parallelism(job);
  return p === undefined ? undefined : slotsOfGroups(p, job.slotSharingGroups);
}

/**
 * The number of slots that a job needs: those of the default group, with the job's parallelism unless the group is listed, and those of all other
 * groups.
 */
export function slotsOfGroups(p: number, groups: { readonly [group: string]: number } = {}): number {
  return Object.values({ default: p, ...groups }).reduce((sum, each) => sum + each, 0);
}

export function usesAutoscaler(job: Reader): boolean {
  return flag(job, keys.AUTOSCALER);
}

/** Whether it uses all TaskManagers that are available (reactive mode). */
export function isReactive(job: Reader): boolean {
  return word(job, keys.SCHEDULER_MODE) === 'reactive';
}

/** Whether Flink can change the parallelism of the running job without a restart by the operator. */
export function rescalesInPlace(job: Reader): boolean {
  return isReactive(job) || (!isStandalone(job) && word(job, keys.SCHEDULER) === 'adaptive');
}

/** Whether the number of TaskManagers changes while the job runs: because of the operator's autoscaler, or of reactive mode. */
export function isScaled(job: Reader): boolean {
  return usesAutoscaler(job) || isReactive(job);
}

/** Whether it can run with fewer slots than its parallelism requires: the number of TaskManagers then does not indicate its health. */
export function isAdaptive(job: Reader): boolean {
  return isScaled(job) || word(job, keys.SCHEDULER) === 'adaptive';
}
