/** The value at a path of a manifest, which may contain values of any type; undefined if it is missing or null. */
export function valueAt(value: any, steps: readonly string[]): any {
  let part = value;
  for (const step of steps) {
    if (part === undefined || part === null || !Object.hasOwn(part, step)) return undefined;
    part = part[step] ?? undefined;
  }
  return part;
}
