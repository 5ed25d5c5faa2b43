/** A path as people write it: `spec.podTemplate.spec.containers[1].env`, `metadata.labels['app.kubernetes.io/name']`. */
export function pathText(steps: readonly (string | number)[], prefix = ''): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${path}['${step}']`;
    return path === '' ? step : `${path}.${step}`;
  }, prefix);
}

/** Whether a path is another, or leads to a part of what is there. */
export function isPathWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));
}

/** The steps of such a path. */
export function pathSteps(path: string): string[] {
  return [...path.matchAll(/\['(.*?)'\](?=$|[.[])|\[(\d+)\]|([^.[]+)/gs)].map(([, quoted, position, name]) => quoted ?? position ?? name);
}
