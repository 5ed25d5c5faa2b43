import { distance } from 'fastest-levenshtein';

/** The maximum distance of a misspelt word: one edit per this number of characters, or part of it. */
const CHARACTERS_PER_SLIP = 3;

/** The candidate that a misspelt word most probably means; undefined if all are too different. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = plainSpelling(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: distance(plain, plainSpelling(candidate)) }))
    .sort((a, b) => a.slips - b.slips);
  const best = ranked[0];
  if (!best || best.slips > Math.ceil(best.candidate.length / CHARACTERS_PER_SLIP)) return undefined;
  // if two candidates are equally similar, a suggestion would be a guess
  return ranked[1]?.slips === best.slips ? undefined : best.candidate;
}

/** A word without the differences in case, dashes, underscores and blanks. */
function plainSpelling(word: string): string {
  return word.toLowerCase().replace(/[-_.\s]/g, '');
}
