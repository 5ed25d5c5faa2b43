import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { listeningPort } from '../../../facts';
import { FlinkComponent } from '../../../kubernetes/component';
import { FlinkPort, HIGHEST_PORT, PORTS } from '../../../kubernetes/ports';
import { Workload } from '../../../workload/workload';

const REPORTER_PORT = /^metrics\.reporter\.[^.]+\.port$/;

/** Ports that no process can use, and that no container can declare: Flink accepts any number. */
export function processPorts(w: Workload): Finding[] {
  const ports: readonly FlinkPort[] = Object.values(PORTS);
  const options = new Set(ports.flatMap(({ options: fixing, bindOption }) => [...fixing, ...bindOption === undefined ? [] : [bindOption]]));
  return w._keys.filter((key) => options.has(key) || REPORTER_PORT.test(key)).flatMap((key) => {
    const value = w.option(key) ?? '';
    const numbers = value.split(/[-,]/).map((part) => part.trim()).filter((part) => /^\d+$/.test(part)).map(Number);
    const isRange = /^\s*\d+(\s*[-,]\s*\d+)*\s*$/.test(value);
    const usual = ports.find(({ options: fixing, bindOption }) => [...fixing, bindOption].includes(key))?.number ?? PORTS.metrics.number;
    return !isRange || numbers.every((number) => number <= HIGHEST_PORT) ? [] : [
      refusal('ARC-12', w.where(key), value, `must be a port of at most ${HIGHEST_PORT}: the process does not start, or Kubernetes refuses its pod`, `Write ${usual}`),
    ];
  });
}

/** Two sockets of one process on the same port, of which at least one is set by the job. */
export function collidingPorts(w: Workload): Finding[] {
  const found = Object.values(FlinkComponent).flatMap((component) => {
    const first = new Map<number, Listener>();
    return listeners(w, component).flatMap((listener) => {
      const other = first.get(listener.number);
      if (other === undefined) first.set(listener.number, listener);
      const [wrong, right] = other !== undefined && w.option(listener.key) === undefined ? [other, listener] : [listener, other];
      if (right === undefined || w.option(wrong.key) === undefined) return [];
      return [refusal('ARC-12', w.where(wrong.key), w.option(wrong.key), `must not be ${wrong.number}, the port of ${right.key}: only one of the two can listen on it`, `Write ${wrong.usual}, or leave it out`)];
    });
  });
  // the metrics query service has one option for both components
  return [...new Map(found.map((finding) => [`${finding.path} ${finding.message}`, finding])).values()];
}

interface Listener {
  readonly key: string;
  readonly number: number;
  readonly usual: number;
}

/** The ports of one process, with those of metric reporters. */
function listeners(w: Workload, component: FlinkComponent): Listener[] {
  const own = Object.values<FlinkPort>(PORTS).filter((port) => port !== PORTS.metrics && port.components.includes(component)).flatMap((port) => {
    const number = listeningPort(w, port);
    const set = [port.bindOption, ...[...port.options].reverse()].find((each) => each !== undefined && w.option(each) === String(number));
    return number === undefined ? [] : [{ key: set ?? port.options[0], number, usual: port.number }];
  });
  // the port of any other reporter is that of a server
  const ofReporters = w._keys.flatMap((key) => {
    const [, reporter] = /^metrics\.reporter\.([^.]+)\.factory\.class$/.exec(key) ?? [];
    if (reporter === undefined || !w.option(key)?.endsWith('.PrometheusReporterFactory')) return [];
    const port = `metrics.reporter.${reporter}.port`;
    return [{ key: port, number: Number(w.option(port) ?? PORTS.metrics.number), usual: PORTS.metrics.number }];
  });
  return [...own, ...ofReporters.filter(({ number }) => Number.isInteger(number) && number > 0)];
}
