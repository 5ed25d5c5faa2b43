import { nearestSpellings } from '../configuration/options/spelling';
import { WorkloadSet } from '../workload/workload-set';

/**
 * The existing object that a dangling reference probably means. Undefined if the name is not similar to any other: the object may be in another
 * repository.
 */
export function misspelt(set: Pick<WorkloadSet, 'namesIn'>, namespace: string, kind: string, written: string): string | undefined {
  const names = set.namesIn(namespace, kind);
  if (written === '' || names.includes(written)) return undefined;
  return nearestSpellings(written, names.filter((name) => !differInNumber(name, written)))[0];
}

/** Whether two names differ in a number, as those of versions or shards do, which exist side by side. */
function differInNumber(a: string, b: string): boolean {
  return a.replace(/\d+/g, '0') === b.replace(/\d+/g, '0');
}
