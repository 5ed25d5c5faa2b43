import { ofKind } from './companion-index';
import { Workload } from './workload';

const CLAIMS = ofKind('PersistentVolumeClaim', ({ metadata }) => [metadata?.name]);

/** The access modes of a claim in the job's namespace; empty if the claim is not among the manifests. */
export function accessModes(w: Workload, name: unknown): readonly unknown[] {
  const modes = typeof name === 'string' ? w._companionsIn(CLAIMS, [name]).find(({ metadata }) => metadata?.name === name)?.spec?.accessModes : undefined;
  return Array.isArray(modes) ? modes : [];
}
