import { JMX_FACTORY } from '../../../monitoring/factories';
import { Workload } from '../../../workload/workload';

export const PROMETHEUS = 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory';
const FACTORIES = [PROMETHEUS, 'org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory'];

const FACTORY = /^metrics\.reporter\.([^.]+)\.factory\.class$/;

/** The factories of all reporters, by the key that sets them. */
function factories(w: Workload): string[] {
  return w._keys.filter((key) => FACTORY.test(key));
}

/** The names of the reporters that Prometheus scrapes. */
export function scrapedReporters(w: Workload): string[] {
  return factories(w).filter((key) => w.option(key) === PROMETHEUS).map((key) => FACTORY.exec(key)![1]);
}

/** Reporters that only set a class, which no version supports any more. */
export function withoutFactory(w: Workload): string[] {
  return w._keys.filter((key) => /^metrics\.reporter\.[^.]+\.class$/.test(key) && w.option(key.replace(/class$/, 'factory.class')) === undefined);
}

/** Factories with a name similar to the Prometheus factory. */
export function misspeltFactories(w: Workload): string[] {
  return factories(w).filter((key) => /prometheus/i.test(w.option(key)!) && /^org\.apache\.flink\./.test(w.option(key)!) && !FACTORIES.includes(w.option(key)!));
}

/** The started reporters that listen on a port, by the option of the port. JMX listens only if a port is set. */
export function listeningReporters(w: Workload): string[] {
  const listed = listedReporters(w);
  return factories(w).flatMap((key) => {
    const [, name] = FACTORY.exec(key)!;
    const port = `metrics.reporter.${name}.port`;
    const isListening = w.option(key) === PROMETHEUS || (w.option(key) === JMX_FACTORY && w.option(port) !== undefined);
    return isListening && (listed.length === 0 || listed.includes(name)) ? [port] : [];
  });
}

function listedReporters(w: Workload): string[] {
  return (w.option('metrics.reporters') ?? '').split(/[,;]/).map((name) => name.trim()).filter((name) => name !== '');
}

/** Names in `metrics.reporters` for which nothing else is set. */
export function undeclaredReporters(w: Workload): string[] {
  return listedReporters(w).filter((name) => w.option(`metrics.reporter.${name}.factory.class`) === undefined);
}

export function hasReporter(w: Workload): boolean {
  return factories(w).length > 0 || withoutFactory(w).length > 0;
}

/** An interval of a reporter that is scraped and does not report by itself. */
export function intervalsNobodyReads(w: Workload): string[] {
  return w._keys.filter((key) => /^metrics\.reporter\.[^.]+\.interval$/.test(key) && w.option(key.replace(/interval$/, 'factory.class')) === PROMETHEUS);
}

/** Scope formats if all reporters are Prometheus reporters, which ignore them. */
export function scopesNobodyReads(w: Workload): string[] {
  const all = factories(w);
  if (all.length === 0 || !all.every((key) => FACTORIES.includes(w.option(key)!))) return [];
  return w._keys.filter((key) => key.startsWith('metrics.scope.') && w._configuration.names.resolve(key).reader !== 'unknown');
}
