import { closest } from 'fastest-levenshtein';
import { GUIDELINES } from './registry';
import { TableGuideline } from './table';

/** The guidelines that somebody asks for, and what is wrong with how they ask. */
export interface Selection {
  readonly guidelines: readonly TableGuideline[];
  readonly problems: readonly string[];
}

/** Guidelines by ids such as `CKP-12`, or areas such as `CKP`; several in one text are separated by commas. */
export function selectGuidelines(only: readonly string[], skip: readonly string[]): Selection {
  const [kept, left] = [only, skip].map(namesIn);
  const named = (names: readonly string[], id: string) => names.includes(id) || names.includes(areaOf(id));
  return {
    guidelines: GUIDELINES.filter(({ id }) => (kept.length === 0 || named(kept, id)) && !named(left, id)),
    problems: problemsOf([...kept, ...left]),
  };
}

/** The ids that somebody names, by id or area. */
export function idsNamed(texts: readonly string[]): { readonly ids: readonly string[]; readonly problems: readonly string[] } {
  const wanted = namesIn(texts);
  return {
    ids: GUIDELINES.map(({ id }) => id).filter((id) => wanted.includes(id) || wanted.includes(areaOf(id))),
    problems: problemsOf(wanted),
  };
}

function problemsOf(wanted: readonly string[]): string[] {
  return wanted.filter((name) => !NAMES.includes(name)).map((name) => `there is no guideline or area ${name}: did you mean ${closest(name, NAMES)}?`);
}

function namesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(',')).map((name) => name.trim().toUpperCase()).filter((name) => name !== '');
}

function areaOf(id: string): string {
  return id.split('-')[0];
}

const NAMES = [...new Set(GUIDELINES.flatMap(({ id }) => [areaOf(id), id]))];
