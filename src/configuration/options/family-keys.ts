import { nearestSpellings } from './spelling';
import { catalogueText } from '../../kubernetes/catalogue-file';

let known: { [prefix: string]: string[] } | undefined;

/** Prefixes whose keys are read by several file systems: S3 has two plugins, and each reads these. */
const ALSO: { readonly [prefix: string]: readonly string[] } = {
  's3.': ['fs.s3a.', 'presto.s3.'],
  's3a.': ['fs.s3a.'],
  'azure.': ['fs.azure.'],
  'gs.': ['fs.gs.'],
};

/** What is known about a key below a prefix with arbitrary suffixes. */
export interface FamilyKey {
  /** Whether any release of a file system or reporter reads it. */
  readonly isKnown: boolean;
  /** Known keys that differ in few letters, nearest first. */
  readonly near: readonly string[];
}

/**
 * What is known about a key of a family; undefined if the valid suffixes are unknown.
 *
 * @param declared keys that the version itself declares below the prefix
 */
export function familyKey(prefix: string, suffix: string, declared: readonly string[]): FamilyKey | undefined {
  known ??= JSON.parse(catalogueText('family-keys.json')) as { [prefix: string]: string[] };
  const suffixes = (ALSO[prefix] ?? [prefix]).flatMap((each) => known![each] ?? []);
  if (suffixes.length === 0) return undefined;
  const all = [...new Set([...suffixes, ...declared])];
  // a key that ends in a dot begins a nested family, such as bucket.<name>.; the name of an account may follow: account.key.<name>.dfs.core.windows.net
  const isKnown = all.some((each) => each === suffix || (each.endsWith('.') ? suffix.startsWith(each) : suffix.startsWith(`${each}.`) && suffix.slice(each.length + 1).includes('.')));
  return { isKnown, near: isKnown ? [] : nearestSpellings(suffix, all.filter((each) => !each.endsWith('.'))) };
}
