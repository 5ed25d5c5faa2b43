/** What stands where a text belongs: numbers are written without quotes, and what is neither is none. */
export function textOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
