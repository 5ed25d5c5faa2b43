import { closest } from 'fastest-levenshtein';
import { areaOf } from './area-names';
import { Guideline } from './guideline';
import { GUIDELINES } from './registry';

/** The selected guidelines, and errors in the selection. */
export interface Selection {
  readonly guidelines: readonly Guideline[];
  readonly problems: readonly string[];
}

/**
 * Guidelines by ids such as `CKP-12`, or areas such as `CKP`; several can be separated by commas.
 *
 * @param own guidelines besides those of this library
 */
export function selectGuidelines(only: readonly string[], skip: readonly string[], own: readonly Guideline[] = []): Selection {
  const [kept, left] = [only, skip].map(namesIn);
  const named = (names: readonly string[], id: string) => names.includes(id) || names.includes(areaOf(id));
  return {
    guidelines: [...GUIDELINES, ...own].filter(({ id }) => (kept.length === 0 || named(kept, id)) && !named(left, id)),
    problems: problemsOf([...kept, ...left], own),
  };
}

/** Ids, and errors in how they were written. */
export interface NamedIds {
  readonly ids: readonly string[];
  readonly problems: readonly string[];
}

/** The ids in a selection by id or area. */
export function idsNamed(texts: readonly string[], own: readonly Guideline[] = []): NamedIds {
  const wanted = namesIn(texts);
  return {
    ids: [...GUIDELINES, ...own].map(({ id }) => id).filter((id) => wanted.includes(id) || wanted.includes(areaOf(id))),
    problems: problemsOf(wanted, own),
  };
}

function problemsOf(wanted: readonly string[], own: readonly Guideline[]): string[] {
  const names = [...new Set([...GUIDELINES, ...own].flatMap(({ id }) => [areaOf(id), id]))];
  return wanted.filter((name) => !names.includes(name)).map((name) => `there is no guideline or area ${name}: did you mean ${closest(name, names)}?`);
}

function namesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(',')).map((name) => name.trim().toUpperCase()).filter((name) => name !== '');
}
