import { distance } from 'fastest-levenshtein';
import { compareTexts } from '../../kubernetes/sorted';

/** Longer lists of suggestions do not help. */
export const MOST_SUGGESTIONS = 3;

/**
 * The names that may have been intended, most likely first: names that differ in few letters, then names that contain all words of the input and
 * more, such as `execution.checkpointing.max-concurrent-checkpoints` for `execution.checkpointing.max-concurrent`.
 */
export function nearestSpellings(written: string, known: readonly string[], most = MOST_SUGGESTIONS): string[] {
  const edited = Math.max(2, Math.floor(written.length / 5));
  const near = known.map((name) => ({ name, edits: distance(written, name) }))
    .filter(({ name, edits }) => edits <= edited && edits < name.length)
    .sort((a, b) => a.edits - b.edits || compareTexts(a.name, b.name))
    // next to a suggestion that differs by one letter, a suggestion that differs by six is not useful
    .filter(({ edits }, _, [nearest]) => edits <= 2 * nearest.edits);
  const longer = near.length > 0 ? [] : withItsWords(written, known);
  return [...near.map(({ name }) => name), ...longer].slice(0, most);
}

/** Names that contain every word of the input, in its order; a single word is not enough. */
function withItsWords(written: string, known: readonly string[]): string[] {
  const words = wordsOf(written);
  if (words.length < 2) return [];
  return known.filter((name) => {
    let at = 0;
    for (const word of wordsOf(name)) if (at < words.length && isSameWord(word, words[at])) at += 1;
    return at === words.length;
  }).sort((a, b) => a.length - b.length || compareTexts(a, b));
}

function wordsOf(name: string): string[] {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().split(/[.\-_]+/).filter((word) => word !== '');
}

/** `checkpoint` and `checkpoints` count as the same word. */
function isSameWord(a: string, b: string): boolean {
  return a === b || `${a}s` === b || a === `${b}s`;
}
