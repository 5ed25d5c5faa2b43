/** The value at a path of a manifest, which may have anything in its place; undefined where it is absent or null. */
export function valueAt(value: any, steps: readonly string[]): any {
  return steps.reduce((part, step) => Object.hasOwn(Object(part), step) ? part[step] ?? undefined : undefined, value);
}
