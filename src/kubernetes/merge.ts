import { isMap } from './is-map';
/** The key by which elements of each list in a pod template are merged. All other lists are replaced as a whole. */
const IDENTITY: { readonly [list: string]: ((element: any) => string) | undefined } = {
  containers: (c) => c.name,
  initContainers: (c) => c.name,
  volumes: (v) => v.name,
  env: (e) => e.name,
  volumeMounts: (m) => m.mountPath,
  ports: (p) => `${p.containerPort}/${p.protocol ?? 'TCP'}`,
};

/** Elements that are replaced as a whole: a volume with two sources is invalid, and so is a variable with a value and a reference. */
const REPLACED_WHOLE = new Set(['volumes', 'env']);

/** Merges fragments of a pod template; later fragments take precedence. The fragments are not modified. */
export function mergePodTemplates(fragments: readonly any[]): any {
  return fragments.reduce((merged, fragment) => merge(merged, fragment), {});
}

function merge(base: any, over: any, key = ''): any {
  if (over === undefined) return base;
  if (Array.isArray(over)) {
    const identity = IDENTITY[key];
    return identity ? mergeLists(base ?? [], over, key, identity) : over;
  }
  if (isMap(over) && isMap(base)) {
    const merged = { ...base };
    for (const [name, value] of Object.entries(over)) merged[name] = merge(base[name], value, name);
    return merged;
  }
  return over;
}

function mergeLists(base: any[], over: any[], key: string, identity: (element: any) => string): any[] {
  const merged = new Map(base.map((element) => [identity(element), element]));
  for (const element of over) {
    const before = REPLACED_WHOLE.has(key) ? undefined : merged.get(identity(element));
    merged.set(identity(element), before === undefined ? element : merge(before, element));
  }
  return [...merged.values()];
}
