import { JobSettings } from '../../configuration';
import { defaults } from '../defaults';

/** Numbers with many divisors, so that state divides evenly over many parallelisms. */
const MAX_PARALLELISMS = [720, 1440, 4320];
const HEADROOM = 10;
const FLINK_LIMIT = 32_768;

/** The smallest of the list that leaves room to grow tenfold; beyond the list ten times the parallelism itself. */
function maxParallelism(settings: JobSettings): number | undefined {
  const parallelism = settings.field('job.parallelism');
  if (!Number.isInteger(parallelism) || parallelism < 1) return undefined;
  const wanted = parallelism * HEADROOM;
  return MAX_PARALLELISMS.find((n) => n >= wanted) ?? Math.max(Math.min(wanted, FLINK_LIMIT), parallelism);
}

/** PAR: how work is divided. */
export const PARALLELISM = [
  defaults('PAR-01', 'Set the max parallelism', 'It is fixed for good with the first checkpoint. Flink\'s own choice depends on the first parallelism and leaves little room.', {
    options: { 'pipeline.max-parallelism': maxParallelism },
  }),
  defaults('PAR-03', 'Give each slot a processor', 'Slots share the processors of their TaskManager; more slots than processors compete.', {
    options: { 'taskmanager.numberOfTaskSlots': (s: JobSettings) => Math.max(1, Math.ceil(s.field('taskManager.resource.cpu') ?? 1)) },
  }),
];
