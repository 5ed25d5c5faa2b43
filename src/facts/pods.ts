import { hasHighAvailability, isStandalone } from './facts';
import * as keys from './option-keys';
import { Reader } from './reader';
import { FlinkComponent } from '../kubernetes/component';
import { clusterLabels } from '../kubernetes/labels';
import { FlinkPort, PORTS } from '../kubernetes/ports';

/** The labels that select the pods of a FlinkDeployment. */
export function podLabels(job: Reader & { readonly name: string }, component?: FlinkComponent): { [label: string]: string } {
  return clusterLabels(job.name, component, isStandalone(job));
}

/** The number of a port that the job sets, otherwise the default in the table of ports. */
export function portNumber(job: Pick<Reader, 'option'>, port: FlinkPort): number {
  const said = Number(job.option(port.options[0]));
  return Number.isInteger(said) && said > 0 ? said : port.number;
}

/** A port on which a process of the job listens. */
export interface Listener {
  readonly number: number;
  /** The option that determines it, also if its default does. */
  readonly option: string;
}

/** Where a process of the job listens; undefined for a random port or a range. */
export function listenerOf(job: Reader, port: FlinkPort): Listener | undefined {
  const ofHighAvailability = port === PORTS.jobManagerRpc && hasHighAvailability(job) ? ['high-availability.jobmanager.port'] : [];
  const overriding = [...port.bindOption === undefined ? [] : [port.bindOption], ...ofHighAvailability];
  const option = overriding.find((each) => job.option(each) !== undefined) ?? port.options[0];
  const written = job.option(option);
  // Flink and the operator give a number to all other ports
  if (written === undefined) return port === PORTS.taskManagerData || port === PORTS.queryService ? undefined : { number: port.number, option };
  return /^[1-9]\d*$/.test(written.trim()) ? { number: Number(written), option } : undefined;
}

/** The number to open for a port: where the process listens, otherwise the default in the table of ports. */
export function openPort(job: Reader, port: FlinkPort): number {
  return listenerOf(job, port)?.number ?? port.number;
}

/** The ServiceAccount of a job's TaskManagers. */
export function taskManagerAccount(job: Reader): string | undefined {
  return job.option(keys.TASK_MANAGER_ACCOUNT) ?? job.field('serviceAccount');
}
