/** Whether a value of a manifest is a map: neither a scalar nor a list. */
export function isMap(value: unknown): value is { [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
