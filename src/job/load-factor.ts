import { PRODUCTION_PARALLELISM, SLOT_SHARING_GROUPS } from '../configuration/said/declared-fields';
import { JobSettings } from '../configuration/said/job-settings';

const MOST = 100;

/** Scales a job for load tests. The max parallelism, by which its state is divided, remains that of the original job. */
export function bindLoadFactor(settings: JobSettings, factor: number): void {
  if (!(typeof factor === 'number' && factor > 0 && factor <= MOST)) {
    settings.refuse('TST-01', 'loadFactor', factor, `must be a number above 0, at most ${MOST}`, 'Write 2: twice the load of production');
    return;
  }
  const parallelism = settings.field('job.parallelism');
  if (typeof parallelism === 'number') {
    settings.setField(PRODUCTION_PARALLELISM, parallelism, 'parallelism');
    settings.setField('job.parallelism', Math.ceil(parallelism * factor), 'loadFactor');
  }
  const groups: { readonly [group: string]: number } | undefined = settings.field(SLOT_SHARING_GROUPS);
  if (groups === undefined) return;
  settings.setField(SLOT_SHARING_GROUPS, Object.fromEntries(Object.entries(groups).map(([group, slots]) => [group, Math.ceil(slots * factor)])), 'loadFactor');
}
