import { nearestSpellings } from '../configuration/options/spelling';
import { WorkloadSet } from '../workload/workload-set';

/**
 * The object that a reference to none of these manifests probably means. Undefined where the name is far from all others: the object may be in another
 * repository.
 */
export function misspelt(set: Pick<WorkloadSet, 'namesIn'>, namespace: string, kind: string, written: string): string | undefined {
  const names = set.namesIn(namespace, kind);
  if (written === '' || names.includes(written)) return undefined;
  return nearestSpellings(written, names.filter((name) => !differInNumber(name, written)))[0];
}

/** Whether two names are those of versions or shards, which exist side by side. */
function differInNumber(a: string, b: string): boolean {
  return a.replace(/\d+/g, '0') === b.replace(/\d+/g, '0');
}
