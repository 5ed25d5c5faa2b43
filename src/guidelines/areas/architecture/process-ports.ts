import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { flag, Listener, listenerOf } from '../../../facts';
import { FlinkComponent } from '../../../kubernetes/component';
import { FlinkPort, HIGHEST_PORT, PORTS } from '../../../kubernetes/ports';
import { Workload } from '../../../workload/workload';
import { listeningReporters } from '../monitoring/reporters';

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
  // on the network of the node Flink chooses random ports
  if (flag(w, 'kubernetes.hostnetwork.enabled')) return [];
  const found = Object.values(FlinkComponent).flatMap((component) => {
    const all = sockets(w, component);
    const first = new Map<number, Socket>();
    return all.flatMap((socket) => {
      const other = first.get(socket.number);
      if (other === undefined) first.set(socket.number, socket);
      const [wrong, right] = other !== undefined && w.option(socket.option) === undefined ? [other, socket] : [socket, other];
      if (right === undefined || w.option(wrong.option) === undefined) return [];
      const taken = new Set(all.map(({ number }) => number));
      return [refusal('ARC-12', w.where(wrong.option), w.option(wrong.option), `must not be ${wrong.number}, the port of ${right.option}: only one of the two can listen on it`,
        `Write ${taken.has(wrong.usual) ? nextFree(wrong.usual, taken) : wrong.usual}`)];
    });
  });
  // the metrics query service has one option for both components
  return [...new Map(found.map((finding) => [`${finding.path} ${finding.message}`, finding])).values()];
}

interface Socket extends Listener {
  readonly usual: number;
}

/** The sockets of one process, with those of the metric reporters that listen. */
function sockets(w: Workload, component: FlinkComponent): Socket[] {
  const own = Object.values<FlinkPort>(PORTS).filter((port) => port !== PORTS.metrics && port.components.includes(component)).flatMap((port) => {
    const listener = listenerOf(w, port);
    return listener === undefined ? [] : [{ ...listener, usual: port.number }];
  });
  const usual = PORTS.metrics.number;
  const ofReporters = listeningReporters(w).map((option) => ({ option, number: Number(w.option(option) ?? usual), usual }));
  return [...own, ...ofReporters].filter(({ number }) => Number.isInteger(number) && number > 0 && number <= HIGHEST_PORT);
}

function nextFree(from: number, taken: ReadonlySet<number>): number {
  return taken.has(from) ? nextFree(from + 1, taken) : from;
}
