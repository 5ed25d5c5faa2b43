import { distance } from 'fastest-levenshtein';
import { UsageError } from './outcome';
import { GUIDELINES } from '../guidelines/registry';
import { TableGuideline } from '../guidelines/table';

/** The guidelines that a command line asks for: ids such as `CKP-12`, or areas such as `CKP`, separated by commas. */
export function selectGuidelines(only: readonly string[], skip: readonly string[]): TableGuideline[] {
  const [kept, left] = [only, skip].map((names) => names.flatMap((name) => name.split(',')).map((name) => name.trim().toUpperCase()).filter((name) => name !== ''));
  const wrong = [...kept, ...left].filter((name) => !NAMES.includes(name));
  if (wrong.length > 0) throw new UsageError(wrong.map((name) => `there is no guideline or area ${name}: did you mean ${nearest(name)}?`).join('\n'));
  const named = (names: readonly string[], id: string) => names.includes(id) || names.includes(areaOf(id));
  return GUIDELINES.filter(({ id }) => (kept.length === 0 || named(kept, id)) && !named(left, id));
}

function areaOf(id: string): string {
  return id.split('-')[0];
}

const NAMES = [...new Set(GUIDELINES.flatMap(({ id }) => [areaOf(id), id]))];

function nearest(name: string): string {
  return [...NAMES].sort((a, b) => distance(a, name) - distance(b, name))[0];
}
