import { isStandalone } from './facts';
import * as keys from './option-keys';
import { Reader } from './reader';
import { FlinkComponent } from '../kubernetes/component';
import { clusterLabels } from '../kubernetes/labels';
import { FlinkPort } from '../kubernetes/ports';

/** The labels that select the pods of a FlinkDeployment. */
export function podLabels(job: Reader & { readonly name: string }, component?: FlinkComponent): { [label: string]: string } {
  return clusterLabels(job.name, component, isStandalone(job));
}

/** The number of a port that the job sets, otherwise the default in the table of ports. */
export function portNumber(job: Pick<Reader, 'option'>, port: FlinkPort): number {
  const said = Number(job.option(port.options[0]));
  return Number.isInteger(said) && said > 0 ? said : port.number;
}

/** The ServiceAccount of a job's TaskManagers. */
export function taskManagerAccount(job: Reader): string | undefined {
  return job.option(keys.TASK_MANAGER_ACCOUNT) ?? job.field('serviceAccount');
}
