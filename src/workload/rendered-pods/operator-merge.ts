import { isMap } from '../../kubernetes/is-map';
/**
 * Merges two pod templates as the operator does: maps by key, lists by position, so that the first container of the second template is merged into
 * the first container of the first one, regardless of their names. With `byName`, lists are merged by name if all elements have one. For elements
 * that are not maps, the value of the first template is kept.
 */
export function mergeAsOperator(common: any, own: any, byName: boolean): any | undefined {
  const [first, second] = [withoutNulls(common), withoutNulls(own)];
  return first === undefined || second === undefined ? first ?? second : mergeMaps(first, second, byName);
}

function mergeMaps(into: any, from: any, byName: boolean): any {
  if (!isMap(into) || !isMap(from)) return into;
  const merged = { ...into };
  for (const [key, value] of Object.entries(from)) {
    const before = merged[key];
    if (Array.isArray(before) && Array.isArray(value)) merged[key] = mergeLists(before, value, byName);
    else merged[key] = isMap(before) ? mergeMaps(before, value, byName) : value;
  }
  return merged;
}

function mergeLists(into: any[], from: any[], byName: boolean): any[] {
  if (byName && [...into, ...from].every((element) => isMap(element) && 'name' in element)) {
    const named = new Map(into.map((element) => [element.name, element]));
    for (const element of from) named.set(element.name, named.has(element.name) ? mergeMaps(named.get(element.name), element, byName) : element);
    return [...named.values()];
  }
  return Array.from({ length: Math.max(into.length, from.length) }, (_, i) => (
    i >= into.length ? from[i] : i >= from.length ? into[i] : mergeMaps(into[i], from[i], byName)
  ));
}

/** A field that is null is not set. */
function withoutNulls(value: any): any {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(withoutNulls).filter((element) => element !== undefined);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutNulls(child)]).filter(([, child]) => child !== undefined));
}
