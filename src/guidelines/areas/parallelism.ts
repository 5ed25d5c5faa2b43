import { idleSubtasks } from './connectors/kafka';
import { heavySlots } from './state-size';
import { Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { PRODUCTION_PARALLELISM } from '../../configuration/said/declared-fields';
import { JobSettings } from '../../configuration/said/job-settings';
import { OPTION, isReactive, isStandalone, isStreaming, maxParallelismSet, parallelism, parallelismInSpec, resourcesOf, slots } from '../../facts';
import { Workload } from '../../workload/workload';
import { HAS_JOB } from '../conditions';
import { optionFindings } from '../option-findings';
import { table } from '../table';

const MAX = 'pipeline.max-parallelism';
const { SLOTS } = OPTION;
const PARALLELISM = 'job.parallelism';

/** Numbers with many divisors, so that state is distributed evenly at many parallelisms. */
const MAX_PARALLELISMS = [720, 1440, 4320];
/** State that was written with another max parallelism cannot be restored. */
const CHOOSE_MAX = 'For a new job write 720, 1440 or 4320. For a job with state write its current value, which the web UI shows';
const HEADROOM = 10;
const FLINK_LIMIT = 32_768;
/** Maximum ratio of the fullest subtask to the average. */
const UNEVEN = 1.1;

/** The first number of the list that is at least ten times the parallelism; beyond the list, ten times the parallelism. */
function defaultMaxParallelism(settings: JobSettings): number | undefined {
  const given = settings.field(PRODUCTION_PARALLELISM) ?? settings.field(PARALLELISM);
  if (!Number.isInteger(given) || given < 1) return undefined;
  const wanted = given * HEADROOM;
  return MAX_PARALLELISMS.find((n) => n >= wanted) ?? Math.max(Math.min(wanted, FLINK_LIMIT), given);
}

/** Whether the operator derives the parallelism from the slots of all TaskManagers, and ignores the configured number. */
function isReplaced(w: Workload): boolean {
  return w.field('taskManager.replicas') >= 1 && Number.isInteger(w.field(PARALLELISM) ?? 0);
}

/** Whether there is a job, which needs a parallelism; otherwise it is a session cluster. */
function wantsParallelism(w: Workload): boolean {
  return (w.field('job') ?? undefined) !== undefined;
}

/** Load of the fullest subtask relative to the average. */
function unevenness(w: Workload): number {
  const [p, most] = [parallelism(w), maxParallelismSet(w)];
  return p === undefined || most === undefined || most < p ? 1 : Math.ceil(most / p) / (most / p);
}

/** PAR: parallelism and slots. */
export const PARALLELISM_AND_SLOTS = table([
  {
    id: 'PAR-01',
    judges: 'job',
    title: 'Set the max parallelism',
    why: 'It cannot change after the first checkpoint. Flink\'s own value depends on the first parallelism, and leaves little room to scale.',
    severity: Severity.ERROR,
    sources: ['productionReadiness', 'parallelism'],
    defaults: { options: { [MAX]: defaultMaxParallelism } },
    props: ['maxParallelism'],
    rules: [
      {
        broken: (w) => isStreaming(w) && wantsParallelism(w) && maxParallelismSet(w) === undefined && MAX,
        message: 'must be set: Flink derives it from the first parallelism, and it can never change after the first checkpoint',
        fix: CHOOSE_MAX,
        severity: Severity.ADVICE,
      },
      {
        broken: (w) => (parallelism(w) ?? 0) > (maxParallelismSet(w) ?? FLINK_LIMIT) && PARALLELISM,
        message: (w) => `must be at most the max parallelism, ${maxParallelismSet(w) ?? FLINK_LIMIT}`,
        fix: 'Lower it; the max parallelism of a job that has state cannot change',
      },
      {
        broken: (w) => !isWholeNumber(maxParallelismSet(w) ?? 1, FLINK_LIMIT) && MAX,
        message: `must be a whole number from 1 to ${FLINK_LIMIT}`,
        fix: CHOOSE_MAX,
      },
    ],
  },
  {
    id: 'PAR-02',
    title: 'Choose a parallelism that divides the max parallelism',
    why: 'State is divided into as many key groups as the max parallelism. If they cannot be distributed evenly, some subtasks have more state and load than others.',
    severity: Severity.ADVICE,
    sources: ['parallelism'],
    props: ['parallelism', 'maxParallelism'],
    rules: [{
      broken: (w) => unevenness(w) > UNEVEN && PARALLELISM,
      message: (w) => `${maxParallelismSet(w)} key groups are distributed unevenly: some subtasks have ${Math.round((unevenness(w) - 1) * 100)} % more than the average`,
      fix: 'Choose a divisor of the max parallelism, or a parallelism far below it',
    }],
  },
  {
    id: 'PAR-03',
    title: 'Give each slot one CPU',
    why: 'Slots share the CPUs of their TaskManager; with more slots than CPUs they compete for them.',
    sources: ['architecture'],
    defaults: { options: { [SLOTS]: (s: JobSettings) => Math.max(1, Math.ceil(resourcesOf(s, 'taskManager').cpu ?? 1)) } },
    props: ['taskManager.slots', 'taskManager.cpu'],
    rules: [{
      // a value that is not above 0 means the number of slots
      broken: (w) => Number(resourcesOf(w, 'taskManager').cpu) > 0 && slots(w) > Math.ceil(resourcesOf(w, 'taskManager').cpu!) && SLOTS,
      message: (w) => `${slots(w)} slots share ${counted(resourcesOf(w, 'taskManager').cpu!, 'CPU')}: they wait for each other`,
      fix: 'Use as many slots as CPUs',
    }],
  },
  {
    id: 'PAR-04',
    judges: 'job',
    title: 'Match the parallelism of sources to their partitions',
    why: 'A subtask without a partition reads nothing, and holds watermarks back unless it is declared idle.',
    sources: ['kafka'],
    props: ['parallelism', 'connectors'],
    check: idleSubtasks,
  },
  {
    id: 'PAR-05',
    title: 'Provide as many slots as the job needs',
    why: 'With fewer slots the job waits for slots that never become available.',
    sources: ['parallelism', 'native'],
    emits: 'native mode, which starts TaskManagers for the parallelism',
    props: ['parallelism', 'taskManager.slots'],
    rules: [{
      // the reactive scheduler uses all available slots, but the operator still requires a parallelism
      broken: (w) => !isReactive(w) && parallelismInSpec(w) !== undefined && parallelismInSpec(w) !== parallelism(w) && PARALLELISM,
      message: (w) => `ignored: with taskManager.replicas the operator runs the job with ${parallelism(w)}, all slots of its TaskManagers`,
      fix: (w) => isStandalone(w) ? `Write ${parallelism(w)}, or change the number of TaskManagers` : 'Remove taskManager.replicas',
      severity: (w) => isStandalone(w) ? Severity.WARNING : Severity.ERROR,
    }],
  },
  {
    id: 'PAR-06',
    title: 'Provide as many CPUs as busy subtasks',
    why: 'With more subtasks than CPUs, the subtasks only take turns.',
    sources: ['parallelism'],
    judgedBy: ['PAR-03'],
  },
  {
    id: 'PAR-07',
    title: 'Distribute large state over more subtasks',
    why: 'The state of one subtask has to be read at a restart, and has to fit on one disk.',
    sources: ['largeState'],
    props: ['parallelism', 'expectedStateSize'],
    check: heavySlots,
  },
  {
    id: 'PAR-08',
    judges: 'job',
    title: 'Set the parallelism in the manifest',
    why: 'The operator refuses a job without a parallelism, and rescales the job when it changes.',
    severity: Severity.ERROR,
    sources: ['operator'],
    props: ['parallelism'],
    rules: [{
      broken: (w) => wantsParallelism(w) && parallelismInSpec(w) === undefined && !isReplaced(w) && PARALLELISM,
      message: 'must be a whole number of at least 1',
      fix: (w) => {
        const given = w.field(PARALLELISM);
        return typeof given === 'string' && /^[1-9]\d*$/.test(given) ? `Write it without quotes: ${given}` : 'Write the number of partitions of the source, or a divisor of it';
      },
    }],
    check: (w) => optionFindings(w, 'PAR-08'),
  },
  {
    id: 'PAR-09',
    title: 'Use at most 2000 subtasks per operator',
    why: 'One JobManager coordinates all subtasks: checkpoints and restarts take longer with each of them.',
    sources: ['largeState'],
    props: ['parallelism'],
    rules: [{
      limit: { at: PARALLELISM, isField: true, most: 2000, unit: 'count' },
      message: 'above 2000 the JobManager becomes the bottleneck',
      fix: 'Divide the job, or give the JobManager more memory and CPU, and merge checkpoint files',
    }],
  },
  {
    id: 'PAR-10',
    title: 'Do not expect more parallelism than slots',
    why: 'Each slot runs one subtask of each operator.',
    sources: ['architecture'],
    judgedBy: ['PAR-05'],
  },
  {
    id: 'PAR-11',
    title: 'Distribute hot keys',
    why: 'All records of one key are processed by the same subtask; Flink does not split them.',
    sources: ['productionReadiness'],
    checklist: 'Keys that are much more frequent than others are salted, or aggregated in two steps',
    alerts: ['FlinkDataSkew'],
  },
], { applies: [HAS_JOB] });

function isWholeNumber(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

