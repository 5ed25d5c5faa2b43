import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
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
