/** A value as text: numbers are converted, other types result in no text. */
export function textOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
