/** What the API server fills in where nobody says it. A field is at its default wherever it stands, unless a path says where. */
const DEFAULTS: { readonly [field: string]: unknown } = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  enableServiceLinks: true,
  preemptionPolicy: 'PreemptLowerPriority',
  priority: 0,
  dnsPolicy: 'ClusterFirst',
  hostNetwork: false,
  protocol: 'TCP',
  scheme: 'HTTP',
  successThreshold: 1,
  timeoutSeconds: 1,
  defaultMode: 420,
};

/** What a JobManager adds to a TaskManager's arguments of its own run. */
const OF_ITS_RUN = /^-D(pipeline\.classpaths|pipeline\.jars|execution\.target|web\.tmpdir|jobmanager\.rpc\.port)=/;

/** What a quantity is multiplied with, in billionths. */
const SUFFIXES: { readonly [suffix: string]: bigint } = {
  'n': 1n, 'u': 10n ** 3n, 'm': 10n ** 6n, '': 10n ** 9n, 'Ki': 2n ** 10n * 10n ** 9n, 'Mi': 2n ** 20n * 10n ** 9n, 'Gi': 2n ** 30n * 10n ** 9n, 'Ti': 2n ** 40n * 10n ** 9n,
};

/**
 * A pod, or the template of a Deployment, as it says what it means: without what the API server adds to every pod, without what is made up anew
 * for each, quantities as numbers, arguments of a TaskManager as a set.
 */
export function comparable(pod: any): any {
  const { metadata = {}, spec } = pod;
  const { serviceAccount, restartPolicy, tolerations = [], volumes = [], containers, securityContext = {}, ...rest } = spec;
  const { 'pod-template-hash': hash, ...labels } = metadata.labels ?? {};
  return withoutDefaults({
    labels,
    annotations: metadata.annotations ?? {},
    ...rest,
    serviceAccountName: rest.serviceAccountName ?? serviceAccount,
    restartPolicy: restartPolicy ?? 'Always',
    securityContext,
    tolerations: tolerations.filter(({ key }: any) => !/^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(key)),
    volumes: volumes.filter(({ name }: any) => !name.startsWith('kube-api-access-')),
    containers: containers.map(comparableContainer),
  });
}

function comparableContainer(container: any): any {
  const { resources = {}, volumeMounts = [], args, ...rest } = container;
  return {
    ...rest,
    args: args?.map((arg: string) => arg.startsWith('kubernetes-taskmanager.sh') ? taskManagerArguments(arg) : arg),
    resources: { limits: amounts(resources.limits), requests: amounts(resources.requests) },
    volumeMounts: volumeMounts.filter(({ name }: any) => !name.startsWith('kube-api-access-')),
  };
}

function taskManagerArguments(command: string): string[] {
  const words = command.replace(/-D (?=\S)/g, '-D').split(/\s+/);
  // Devices stand in whatever order Java keeps them.
  const sorted = words.map((word) => word.replace(/"(.*)"/, (_, names) => `"${names.split(';').sort().join(';')}"`));
  return sorted.filter((word) => !OF_ITS_RUN.test(word) && word !== '').sort();
}

/** Quantities in billionths. Kubernetes rounds up what is finer. */
function amounts(resources: { [name: string]: string } = {}): { [name: string]: string } {
  return Object.fromEntries(Object.entries(resources).map(([name, quantity]) => {
    const [, whole, fraction = '', suffix] = /^(\d+)(?:\.(\d+))?([num]|[KMGT]i)?$/.exec(String(quantity)) ?? [];
    if (whole === undefined) throw new Error(`${name}: ${quantity} is a quantity that no test has needed so far`);
    const one = 10n ** BigInt(fraction.length);
    return [name, `${(BigInt(whole + fraction) * SUFFIXES[suffix ?? ''] + one - 1n) / one}`];
  }));
}

function withoutDefaults(value: any): any {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key, child]) => child !== undefined && DEFAULTS[key] !== child && !(Array.isArray(child) && child.length === 0))
    .map(([key, child]) => [key, withoutDefaults(child)]));
}
