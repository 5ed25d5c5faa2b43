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

/** The number on which a process of the job listens; undefined for a random port or a range. */
export function listeningPort(job: Reader, port: FlinkPort): number | undefined {
  const ofHighAvailability = port === PORTS.jobManagerRpc && hasHighAvailability(job) ? job.option('high-availability.jobmanager.port') : undefined;
  const written = (port.bindOption === undefined ? undefined : job.option(port.bindOption)) ?? ofHighAvailability ?? job.option(port.options[0]);
  // Flink and the operator fix these two only where they are set
  if (written === undefined) return port === PORTS.taskManagerData || port === PORTS.queryService ? undefined : portNumber(job, port);
  return /^[1-9]\d*$/.test(written.trim()) ? Number(written) : undefined;
}

/** The ServiceAccount of a job's TaskManagers. */
export function taskManagerAccount(job: Reader): string | undefined {
  return job.option(keys.TASK_MANAGER_ACCOUNT) ?? job.field('serviceAccount');
}
