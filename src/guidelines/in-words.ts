export const MINUTE = 60_000;

/** Milliseconds in words, for a finding. */
export function inWords(milliseconds: number): string {
  return milliseconds % MINUTE === 0 ? `${milliseconds / MINUTE} min` : `${milliseconds / 1000} s`;
}

/** The first names, and the number of the others. */
export function firstFew(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const MOST_NAMED = 3;
