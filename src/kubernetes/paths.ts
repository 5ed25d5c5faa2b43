/** A path as text: `spec.podTemplate.spec.containers[1].env`, `metadata.labels['app.kubernetes.io/name']`. */
export function pathText(steps: readonly (string | number)[], prefix = ''): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${path}['${step}']`;
    return path === '' ? step : `${path}.${step}`;
  }, prefix);
}

/** Whether a path equals another one, or is below it. */
export function isPathWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));
}

/** The steps of a path in this form. */
export function pathSteps(path: string): string[] {
  return [...path.matchAll(/\['(.*?)'\](?=$|[.[])|\[(\d+)\]|([^.[]+)/gs)].map(([, quoted, position, name]) => quoted ?? position ?? name);
}
