/** The same object with its keys in order: what comes of it is the same, whatever was said first. */
export function sortedByKey<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1)) as T;
}

/** Compares two texts by their characters' codes, whatever the language of the machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
