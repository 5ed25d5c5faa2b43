/** One value of an object: which object, where in it, and what. */
type Values = Map<string, string>;

/**
 * How manifests differ from others, a line each: `-` what is missing or was, `+` what is more or is now. The names of jobs and namespaces are left out of
 * the comparison, and elements of lists are recognised by what identifies them, so that one more alert is one more alert.
 */
export function difference(base: any[], manifests: any[]): string[] {
  const [before, now] = [base, manifests].map(valuesOf);
  const paths = [...new Set([...before.keys(), ...now.keys()])].sort();
  return paths.filter((path) => before.get(path) !== now.get(path)).flatMap((path) => [
    ...before.has(path) ? [`- ${path}: ${before.get(path)}`] : [],
    ...now.has(path) ? [`+ ${path}: ${now.get(path)}`] : [],
  ]);
}

function valuesOf(manifests: any[]): Values {
  const values: Values = new Map();
  const { name, namespace } = manifests.find(({ kind }) => kind === 'FlinkDeployment').metadata;
  const anonymous = (text: string) => text.replaceAll(name, '<job>').replaceAll(namespace, '<namespace>');
  for (const manifest of manifests) visit(values, anonymous(`${manifest.kind} ${manifest.metadata.name}`), manifest, anonymous);
  return values;
}

function visit(values: Values, path: string, value: any, anonymous: (text: string) => string): void {
  if (Array.isArray(value) && value.some((element) => typeof element === 'object')) {
    value.forEach((element, i) => visit(values, `${path}[${anonymous(identity(element) ?? `${i}`)}]`, element, anonymous));
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, child] of Object.entries(value)) visit(values, /[./]/.test(key) ? `${path}['${key}']` : `${path}.${key}`, child, anonymous);
  } else {
    values.set(path, anonymous(JSON.stringify(value)));
  }
}

/** What tells one element of a list from another. */
function identity(element: any): string | undefined {
  if (element.alert) return `${element.alert} ${element.labels?.severity}`;
  return element.record ?? element.name ?? element.mountPath ?? element.topologyKey ?? element.key;
}
