import { textOf } from '../../../workload/bulky';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { appsSelected, componentPods, podsOf, selects } from '../../../workload/pods';
import { Workload } from '../../../workload/workload';

/** Prometheus' objects: which of them see a job. They often live in a namespace of their own. */

const POD_MONITORS = ofKind('PodMonitor', ({ spec }) => appsSelected(spec?.selector));
const SERVICE_MONITORS = ofKind('ServiceMonitor', ({ spec }) => tellingLabel(spec?.selector));
const SERVICES = ofKind('Service', ({ spec }) => appsSelected({ matchLabels: spec?.selector }));

/** Whether a ServiceMonitor or PodMonitor among the manifests selects pods of the job, as far as they are known. */
export function isScraped(w: Workload): boolean {
  if (podsOf(w) === undefined) return true;
  const apps = componentPods(w).map(({ pod }) => pod.metadata?.labels?.app);
  return isScrapedByPod(w, apps) || isScrapedByService(w, apps);
}

function isScrapedByPod(w: Workload, apps: readonly unknown[]): boolean {
  const monitors = (w._set?.anywhere(POD_MONITORS, apps) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.some(({ spec }) => componentPods(w).some(({ pod }) => selects(spec?.selector, pod.metadata?.labels)));
}

function isScrapedByService(w: Workload, apps: readonly unknown[]): boolean {
  const services = w._companionsIn(SERVICES, apps)
    .filter(({ spec }) => spec?.selector && componentPods(w).some(({ pod }) => selects({ matchLabels: spec.selector }, pod.metadata?.labels)));
  const labels = services.flatMap(({ metadata }) => Object.entries(Object(metadata?.labels)).map(pair));
  const monitors = (w._set?.anywhere(SERVICE_MONITORS, labels) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.some(({ spec }) => services.some(({ metadata }) => selects(spec?.selector, metadata?.labels)));
}

/** Whether a monitor looks for pods or Services in a namespace: in its own unless it names others. */
function looksInto({ metadata, spec }: any, namespace: string): boolean {
  const { any, matchNames } = Object(spec?.namespaceSelector);
  if (any === true) return true;
  if (Array.isArray(matchNames) && matchNames.length > 0) return matchNames.includes(namespace);
  return (metadata?.namespace ?? namespace) === namespace;
}

/** Labels that identify a job; others, such as a component's, are shared by many jobs. */
const TELLING = ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app', 'name'];

function tellingLabel(selector: any): readonly string[] | undefined {
  if (typeof selector !== 'object' || selector === null) return [];
  const labels = Object.entries(Object(selector.matchLabels));
  const telling = TELLING.map((label) => labels.find(([each]) => each === label)).find((each) => each !== undefined) ?? labels[0];
  return telling && [pair(telling)];
}

function pair([label, value]: [string, unknown]): string {
  return `${label}=${String(value)}`;
}

/** PrometheusRules, by the FlinkDeployments that their queries name. Queries that name none are about all. */
const RULES: CompanionIndex = ofKind('PrometheusRule', deploymentsNamed);

/** Whether a PrometheusRule among the manifests is about the job. */
export function isAlertedOn(w: Workload): boolean {
  const names = [w.name, ...w._deployments.map(({ name }) => name)];
  return (w._set?.anywhere(RULES, names) ?? []).some((rules) => isAbout(rules, names));
}

/** The series of Flink and of its operator, and the names that exporters give theirs. */
const ABOUT_FLINK = /flink/i;
/** A matcher of the label that names a FlinkDeployment, here or in the operator's own metrics. */
const DEPLOYMENT = /\b(?:flink_deployment|flink_blue_green_deployment|resourcename|job_name)\s*(=~|=)\s*\\?"([^"\\]*)/g;

function deploymentsNamed(object: any): readonly string[] | undefined {
  const named = matchers(object);
  if (named === undefined) return [];
  return named.length === 0 || named.some(({ pattern }) => pattern) ? undefined : named.map(({ text }) => text);
}

function isAbout(object: any, names: readonly string[]): boolean {
  const named = matchers(object);
  if (named === undefined) return false;
  return named.length === 0 || named.some(({ pattern, text }) => pattern ? names.some((name) => matches(text, name)) : names.includes(text));
}

interface Matcher {
  readonly pattern: boolean;
  readonly text: string;
}

const known = new WeakMap<object, readonly Matcher[] | undefined>();

/** The matchers of deployments in all queries of a PrometheusRule; undefined where none of its queries is about Flink. */
function matchers(object: any): readonly Matcher[] | undefined {
  if (!known.has(object)) {
    const text = textOf(object);
    const found = new Map([...text.matchAll(DEPLOYMENT)].map(([, operator, value]) => [`${operator}${value}`, { pattern: operator === '=~', text: value }]));
    known.set(object, ABOUT_FLINK.test(text) ? [...found.values()] : undefined);
  }
  return known.get(object);
}

/** As Prometheus matches: the whole value. What is no regular expression matches nothing. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return false;
  }
}
