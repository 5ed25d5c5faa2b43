import { isStandalone, portNumber } from '../../../facts';
import { clusterLabels } from '../../../kubernetes/labels';
import { PORTS } from '../../../kubernetes/ports';
import { ofKind } from '../../../workload/companion-index';
import { appsSelected, componentPods, podsOf, selects } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Monitors that scrape a job. They are often in another namespace. */

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
