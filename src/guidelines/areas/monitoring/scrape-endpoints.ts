import { Scraper, scrapersOf } from './scrapers';
import { LONGEST_SCRAPE_INTERVAL } from '../../../companions/monitoring/scrape';
import { Finding, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { podsOf } from '../../../workload/pods';
import { Workload } from '../../../workload/workload';

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
