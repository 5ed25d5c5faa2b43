import { distance } from 'fastest-levenshtein';

/** How far a word may be from what was meant: one slip in as many characters, or a part of them. */
const CHARACTERS_PER_SLIP = 3;

/** The candidate that a misspelt word most likely stands for; none if all are too far away. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = plainSpelling(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: distance(plain, plainSpelling(candidate)) }))
    .sort((a, b) => a.slips - b.slips);
  const best = ranked[0];
  if (!best || best.slips > Math.ceil(best.candidate.length / CHARACTERS_PER_SLIP)) return undefined;
  // a word as close to two candidates would make the suggestion a guess
  return ranked[1]?.slips === best.slips ? undefined : best.candidate;
}

/** Case, dashes, underscores and blanks are where spellings of the same word differ. */
function plainSpelling(word: string): string {
  return word.toLowerCase().replace(/[-_.\s]/g, '');
}
