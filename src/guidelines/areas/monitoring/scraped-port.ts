import { scrapedReporters } from './reporters';
import { aboutMonitor } from './scrape-endpoints';
import { Scraper, scrapersOf } from './scrapers';
import { Finding, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { portNumber } from '../../../facts';
import { PORTS } from '../../../kubernetes/ports';
import { componentPods, podsOf } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** MON-16: whether monitors scrape the port on which the reporter listens. */
export function unreachedReporter(w: Workload): Finding[] {
  if (podsOf(w) === undefined) return [];
  const listened = reporterPorts(w);
  const scrapers = scrapersOf(w);
  const lost = scrapers.flatMap(({ services }) => services).flatMap((service) => undeclaredTargets(w, service));
  const found = scrapers.flatMap((scraper) => scraper.endpoints.map((each) => ({ ...each, scraper, ports: reached(w, scraper, each.endpoint) })));
  const isReached = found.some(({ ports }) => ports.some((port) => listened.some(({ from, to }) => port >= from && port <= to)));
  const [first] = found.filter(({ ports }) => ports.length > 0);
  if (listened.length === 0 || isReached || !first) return lost;
  const field = PORT_FIELDS.find((each) => first.endpoint[each] !== undefined) ?? 'port';
  return [...lost, {
    ...aboutMonitor('MON-16', first.scraper.monitor, `${first.path}.${field}`, first.endpoint[field]),
    message: `this endpoint scrapes port ${[...new Set(first.ports)].join(', ')}, but the Prometheus reporter of ${w.name} listens on ${listened.map(({ text }) => text).join(', ')}: no metric of Flink is scraped`,
    fix: first.ports.includes(portNumber(w, PORTS.rest)) ? `Declare the container port ${listened[0].from} in the podTemplate, and scrape it in place of the REST port`
      : `Declare the container port ${listened[0].from} in the podTemplate, or set ${listened[0].option} to the port that is scraped`,
  }];
}

/** The fields with which an endpoint refers to its port. */
const PORT_FIELDS = ['port', 'targetPort', 'portNumber'] as const;

interface PortRange {
  readonly option: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The ports of the Prometheus reporters; empty if they cannot be read. */
function reporterPorts(w: Workload): PortRange[] {
  return scrapedReporters(w).map((name) => `metrics.reporter.${name}.port`).flatMap((option) => {
    const text = (w.option(option) ?? String(PORTS.metrics.number)).trim();
    return text.split(',').flatMap((part) => {
      const [, from, to = from] = /^\s*(\d+)\s*(?:-\s*(\d+))?\s*$/.exec(part) ?? [];
      return from === undefined ? [] : [{ option, text, from: Number(from), to: Number(to) }];
    });
  });
}

/** The port numbers that an endpoint scrapes. */
function reached(w: Workload, { services, ports }: Scraper, endpoint: any): number[] {
  const { port, targetPort, portNumber: number } = endpoint;
  if (port === undefined) return [number, ...containerPorts(w, targetPort)].filter((each) => typeof each === 'number');
  if (services.length === 0) return numbersOf(ports, port);
  return services.flatMap(({ spec }) => list(spec?.ports)).filter(({ name }) => name === port)
    .flatMap((each) => containerPorts(w, each.targetPort ?? each.port));
}

/** A number, or the numbers of the container ports with this name. */
function containerPorts(w: Workload, target: unknown): number[] {
  if (typeof target === 'number') return [target];
  return typeof target === 'string' ? numbersOf(declared(w), target) : [];
}

function numbersOf(ports: readonly any[], name: string): number[] {
  return ports.filter((port) => port.name === name).map(({ containerPort }) => containerPort).filter((number) => typeof number === 'number');
}

function declared(w: Workload): any[] {
  return componentPods(w).flatMap(({ containers }) => containers).flatMap((container) => list(container.ports));
}

/** Target ports of a Service with a name that no container port has. */
function undeclaredTargets(w: Workload, service: any): Finding[] {
  const names = new Set(declared(w).map(({ name }) => name));
  const ports: unknown[] = Array.isArray(service.spec?.ports) ? service.spec.ports : [];
  return ports.flatMap((each: any, i): Finding[] => typeof each?.targetPort !== 'string' || /^\d+$/.test(each.targetPort) || names.has(each.targetPort) ? [] : [{
    guideline: 'MON-16',
    severity: Severity.WARNING,
    resource: referenceTo(service),
    path: `spec.ports[${i}].targetPort`,
    value: describe(each.targetPort),
    message: `no container of the pods of ${w.name} declares a port of this name: the Service has no target, and nothing is scraped`,
    fix: `Write the name of a container port${names.size > 0 ? `; there are ${[...names].filter((name) => typeof name === 'string').join(', ')}` : ''}`,
  }]);
}
