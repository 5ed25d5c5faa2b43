/** The same object with its keys sorted, so that the output does not depend on the order of input. */
export function sortedByKey<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1)) as T;
}

/** Compares two texts by their character codes, independent of the locale. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
