/** Sets a value at a path, and creates missing parents. */
export function put(target: any, [step, ...rest]: readonly string[], value: any): void {
  if (rest.length === 0) target[step] = value;
  else put(target[step] ??= {}, rest, value);
}
