import { LONGEST_SCRAPE_INTERVAL } from '../../../companions/monitoring/scrape';
import { Finding, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { textOf } from '../../../workload/bulky';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { appsSelected, componentPods, podsOf, selects } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
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
  return podMonitors(w, apps).length > 0;
}

function podMonitors(w: Workload, apps: readonly unknown[]): any[] {
  const monitors = (w._set?.anywhere(POD_MONITORS, apps) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.filter(({ spec }) => componentPods(w).some(({ pod }) => selects(spec?.selector, pod.metadata?.labels)));
}

function isScrapedByService(w: Workload, apps: readonly unknown[]): boolean {
  return serviceMonitors(w, apps).length > 0;
}

/** The ServiceMonitors of the job's Services, each with those that it selects. */
function serviceMonitors(w: Workload, apps: readonly unknown[]): { readonly monitor: any; readonly services: readonly any[] }[] {
  const services = w._companionsIn(SERVICES, apps)
    .filter(({ spec }) => spec?.selector && componentPods(w).some(({ pod }) => selects({ matchLabels: spec.selector }, pod.metadata?.labels)));
  const labels = services.flatMap(({ metadata }) => Object.entries(Object(metadata?.labels)).map(pair));
  const monitors = (w._set?.anywhere(SERVICE_MONITORS, labels) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.map((monitor) => ({ monitor, services: services.filter(({ metadata }) => selects(monitor.spec?.selector, metadata?.labels)) }))
    .filter((each) => each.services.length > 0);
}

/** What of the monitors among the manifests scrapes nothing, or too seldom. */
export function scrapesNothing(w: Workload): Finding[] {
  if (podsOf(w) === undefined) return [];
  const pods = componentPods(w);
  const apps = pods.map(({ pod }) => pod.metadata?.labels?.app);
  const about = (monitor: any, path: string, value: unknown, message: string, fix: string, guideline = 'MON-16'): Finding => ({
    guideline, severity: Severity.WARNING, resource: referenceTo(monitor), path, value: describe(value), message, fix,
  });
  const ofPods = podMonitors(w, apps).flatMap((monitor) => {
    const selected = pods.filter(({ pod }) => selects(monitor.spec?.selector, pod.metadata?.labels));
    const declared = selected.flatMap(({ containers }) => containers).flatMap(({ ports }) => list(ports));
    return endpointsOf(monitor, 'podMetricsEndpoints').flatMap(({ endpoint, path }) => typeof endpoint.port !== 'string' || declared.some(({ name }) => name === endpoint.port) ? []
      : [about(monitor, `${path}.port`, endpoint.port, `no container of the pods of ${w.name} declares a port of this name: nothing is scraped`, portsFix(declared))]);
  });
  const ofServices = serviceMonitors(w, apps).flatMap(({ monitor, services }) => {
    const declared = services.flatMap(({ spec }) => list(spec?.ports));
    return endpointsOf(monitor, 'endpoints').flatMap(({ endpoint, path }) => typeof endpoint.port !== 'string' || declared.some(({ name }) => name === endpoint.port) ? []
      : [about(monitor, `${path}.port`, endpoint.port, `no Service of ${w.name} that it selects declares a port of this name: nothing is scraped`, portsFix(declared))]);
  });
  const monitors = [
    ...podMonitors(w, apps).map((monitor) => [monitor, 'podMetricsEndpoints'] as const),
    ...serviceMonitors(w, apps).map(({ monitor }) => [monitor, 'endpoints'] as const),
  ];
  const seldom = monitors.flatMap(([monitor, field]) => endpointsOf(monitor, field).flatMap(({ endpoint, path }) => (
    (secondsOf(endpoint.interval) ?? 0) <= LONGEST_SCRAPE_INTERVAL ? [] : [about(monitor, `${path}.interval`, endpoint.interval,
      `is longer than ${LONGEST_SCRAPE_INTERVAL} s: rules that count over five minutes hold too few values to tell a change`, 'Write "60s" or less', 'MON-17')]
  )));
  return [...ofPods, ...ofServices, ...seldom];
}

function endpointsOf({ spec }: any, field: string): { readonly endpoint: any; readonly path: string }[] {
  return list(spec?.[field]).map((endpoint, i) => ({ endpoint, path: `spec.${field}[${i}]` }));
}

function portsFix(declared: readonly any[]): string {
  const names = [...new Set(declared.map(({ name }) => name).filter((name) => typeof name === 'string'))];
  return `Declare the port that the reporter listens on, by this name, in the podTemplate${names.length > 0 ? `; there are ${names.join(', ')}` : ''}`;
}

/** A duration as Prometheus writes it, in seconds; undefined where it is none. */
function secondsOf(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? [...text.matchAll(/(\d+)(ms|[smhdwy])/g)] : [];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit], 0);
}

const SECONDS: { readonly [unit: string]: number } = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

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
