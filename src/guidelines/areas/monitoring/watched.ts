import { CLASS, FLEET_LABEL } from '../../../companions/monitoring/rules/fleet';
import { DEPLOYMENT_LABEL, LONGEST_SCRAPE_INTERVAL } from '../../../companions/monitoring/scrape';
import { Finding, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { isStandalone, portNumber } from '../../../facts';
import { clusterLabels } from '../../../kubernetes/labels';
import { PORTS } from '../../../kubernetes/ports';
import { textOf } from '../../../workload/bulky';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { appsSelected, componentPods, podsOf, selects } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Prometheus objects that concern a job. They are often in another namespace. */

const POD_MONITORS = ofKind('PodMonitor', ({ spec }) => appsSelected(spec?.selector));
const SERVICE_MONITORS = ofKind('ServiceMonitor', ({ spec }) => tellingLabel(spec?.selector));
const SERVICES = ofKind('Service', ({ spec }) => appsSelected({ matchLabels: spec?.selector }));

/** A monitor that scrapes a job, and its targets. */
export interface Scraper {
  readonly monitor: any;
  /** The endpoints, each with its path. */
  readonly endpoints: readonly { readonly endpoint: any; readonly path: string }[];
  /** The ports of the selected containers or Services. */
  readonly ports: readonly any[];
  /** The Services that select the pods; a PodMonitor needs none. */
  readonly services: readonly any[];
  /** Where such ports are declared, as text. */
  readonly declaredBy: string;
}

/** Whether a ServiceMonitor or PodMonitor among the manifests selects pods of the job, as far as they are known. */
export function isScraped(w: Workload): boolean {
  return podsOf(w) === undefined || scrapersOf(w).length > 0;
}

/** The monitors that select pods of a job, PodMonitors first. */
export function scrapersOf(w: Workload): readonly Scraper[] {
  return w._remember('scrapers', () => {
    const apps = componentPods(w).map(({ pod }) => pod.metadata?.labels?.app);
    return [...podMonitors(w, apps), ...serviceMonitors(w, apps)];
  });
}

function podMonitors(w: Workload, apps: readonly unknown[]): Scraper[] {
  const monitors = (w._set?.anywhere(POD_MONITORS, apps) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.flatMap((monitor) => {
    const selected = componentPods(w).filter(({ pod }) => selects(monitor.spec?.selector, pod.metadata?.labels));
    const ports = selected.flatMap(({ containers }) => containers).flatMap((container) => list(container.ports));
    return selected.length === 0 ? [] : [scraper(monitor, 'podMetricsEndpoints', ports, [], `container of the pods of ${w.name}`)];
  });
}

function serviceMonitors(w: Workload, apps: readonly unknown[]): Scraper[] {
  const services = w._companionsIn(SERVICES, apps)
    .filter(({ spec }) => spec?.selector && componentPods(w).some(({ pod }) => selects({ matchLabels: spec.selector }, pod.metadata?.labels)));
  const labels = [...services, ...w._deployments.map(restService)].flatMap(({ metadata }) => Object.entries(Object(metadata?.labels)).map(pair));
  const monitors = (w._set?.anywhere(SERVICE_MONITORS, labels) ?? []).filter((monitor) => looksInto(monitor, w.namespace));
  return monitors.flatMap((monitor) => {
    const selected = [...services, ...restServices(w, monitor)].filter(({ metadata }) => selects(monitor.spec?.selector, metadata?.labels));
    const ports = selected.flatMap(({ spec }) => list(spec?.ports));
    return selected.length === 0 ? [] : [scraper(monitor, 'endpoints', ports, selected, `Service of ${w.name} that it selects`)];
  });
}

/** The Services of the REST servers, if a monitor selects nothing else: Services of other ports may be in other manifests. */
function restServices(w: Workload, { spec }: any): any[] {
  const endpoints = list(spec?.endpoints);
  return endpoints.length > 0 && endpoints.every(({ port }) => port === PORTS.rest.name) ? w._deployments.map(restService) : [];
}

/** The Service that Flink or the operator creates for a REST server. */
function restService(w: Workload): any {
  const ports = [{ name: PORTS.rest.name, port: portNumber(w, PORTS.rest), targetPort: portNumber(w, PORTS.rest) }];
  return { kind: 'Service', metadata: { name: `${w.name}-rest`, labels: clusterLabels(w.name, undefined, isStandalone(w)) }, spec: { ports } };
}

function scraper(monitor: any, field: string, ports: readonly any[], services: readonly any[], declaredBy: string): Scraper {
  const endpoints = list(monitor.spec?.[field]).map((endpoint, i) => ({ endpoint, path: `spec.${field}[${i}]` }));
  return { monitor, endpoints, ports, services, declaredBy };
}

/** MON-16: endpoints with a port that is not declared, from which nothing is scraped. */
export function undeclaredPorts(w: Workload): Finding[] {
  return ofEndpoints(w, ({ endpoint: { port }, path }, { monitor, ports, declaredBy }) => (
    typeof port !== 'string' || ports.some(({ name }) => name === port) ? undefined : {
      ...aboutMonitor('MON-16', monitor, `${path}.port`, port),
      message: `no ${declaredBy} declares a port of this name: nothing is scraped`,
      fix: portsFix(ports),
    }
  ));
}

/** MON-17: endpoints with a scrape interval that is too long. */
export function seldomScraped(w: Workload): Finding[] {
  return ofEndpoints(w, ({ endpoint: { interval }, path }, { monitor }) => (
    (secondsOf(interval) ?? 0) <= LONGEST_SCRAPE_INTERVAL ? undefined : {
      ...aboutMonitor('MON-17', monitor, `${path}.interval`, interval),
      message: `must be at most ${LONGEST_SCRAPE_INTERVAL} s: rules evaluate five minutes, which would have too few samples to detect a change`,
      fix: 'Write "60s" or less',
    }
  ));
}

function ofEndpoints(w: Workload, judge: (endpoint: Scraper['endpoints'][number], scraper: Scraper) => Finding | undefined): Finding[] {
  if (podsOf(w) === undefined) return [];
  return scrapersOf(w).flatMap((each) => each.endpoints.flatMap((endpoint) => judge(endpoint, each) ?? []));
}

export function aboutMonitor(guideline: string, monitor: any, path: string, value: unknown): Omit<Finding, 'message' | 'fix'> {
  return { guideline, severity: Severity.WARNING, resource: referenceTo(monitor), path, value: describe(value) };
}

function portsFix(declared: readonly any[]): string {
  const names = [...new Set(declared.map(({ name }) => name).filter((name) => typeof name === 'string'))];
  return `Declare the port that the reporter listens on, by this name, in the podTemplate${names.length > 0 ? `; there are ${names.join(', ')}` : ''}`;
}

/** A Prometheus duration in seconds; undefined if it is invalid. */
function secondsOf(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? [...text.matchAll(/(\d+)(ms|[smhdwy])/g)] : [];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit], 0);
}

const SECONDS: { readonly [unit: string]: number } = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** Whether a monitor selects pods or Services in a namespace: its own, unless it names others. */
function looksInto({ metadata, spec }: any, namespace: string): boolean {
  const { any, matchNames } = Object(spec?.namespaceSelector);
  if (any === true) return true;
  if (Array.isArray(matchNames) && matchNames.length > 0) return matchNames.includes(namespace);
  return (metadata?.namespace ?? namespace) === namespace;
}

/** Labels that identify a job; others, such as a component label, are shared by many jobs. */
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

/** PrometheusRules, by the FlinkDeployments in their queries. Queries without one concern all jobs. */
const RULES: CompanionIndex = ofKind('PrometheusRule', deploymentsNamed);

/** Whether a PrometheusRule among the manifests concerns the job, or the job is in a fleet whose rules are among the manifests. */
export function isAlertedOn(w: Workload): boolean {
  const names = [w.name, ...w._deployments.map(({ name }) => name)];
  return (w._set?.anywhere(RULES, names) ?? []).some((rules) => isAbout(rules, names))
    || fleetsOf(w, names).some((fleet) => w._set!.anywhere(FLEETS, [fleet]).length > 0);
}

/** The series of Flink and its operator, also under the names of exporters. */
const ABOUT_FLINK = /flink/i;
/** A matcher of a label that identifies a FlinkDeployment, including the operator's own metrics. */
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

/** PrometheusRules of single jobs that record the fleet of a job, by its FlinkDeployments. They may be parsed as JSON or as YAML. */
const IN_FLEETS = ofKind('PrometheusRule', (object) => isRecordOfClass(object) ? labelled(object, DEPLOYMENT_LABEL) : []);
/** PrometheusRules with the alerts of a fleet, by the fleet that they select. */
const FLEETS = ofKind('PrometheusRule', (object) => isRecordOfClass(object) ? [] : [...textOf(object).matchAll(SELECTED_FLEET)].map(([, fleet]) => fleet));

const SELECTED_FLEET = new RegExp(`${CLASS}\\{[^}]*?${FLEET_LABEL}=\\\\?"([^"\\\\]*)`, 'g');

function isRecordOfClass(object: any): boolean {
  return new RegExp(`\\brecord"?: *"?${CLASS}\\b`).test(textOf(object));
}

/** The fleets that a job declares. */
function fleetsOf(w: Workload, names: readonly string[]): string[] {
  const own = (w._set?.anywhere(IN_FLEETS, names) ?? []).filter((object) => labelled(object, 'namespace').includes(w.namespace));
  return own.flatMap((object) => labelled(object, FLEET_LABEL));
}

/** The values of a label of rules. */
function labelled(object: any, label: string): string[] {
  return [...textOf(object).matchAll(new RegExp(`\\b${label}"?: *["']?([^"'\\s,}]+)`, 'g'))].map(([, value]) => value);
}

/** The matchers of deployments in all queries of a PrometheusRule; undefined if none of its queries is about Flink, or all are about a fleet. */
function matchers(object: any): readonly Matcher[] | undefined {
  if (!known.has(object)) {
    const text = textOf(object);
    const found = new Map([...text.matchAll(DEPLOYMENT)].map(([, operator, value]) => [`${operator}${value}`, { pattern: operator === '=~', text: value }]));
    known.set(object, ABOUT_FLINK.test(text) && !text.includes(CLASS) ? [...found.values()] : undefined);
  }
  return known.get(object);
}

/** Matches the whole value, as Prometheus does. Invalid regular expressions match nothing. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return false;
  }
}
