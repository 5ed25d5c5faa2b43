import { Construct } from 'constructs';
import { Finding, Severity } from '../configuration';
import { formatFinding } from '../configuration/finding';
import { IFlinkDeployment, sourceOf } from '../workload/flink-deployment-reference';

/** Whether it stands inside of the job: then the job's own properties say the same, and are judged. */
export function standsInside(companion: Construct, deployment: IFlinkDeployment): boolean {
  return companion.node.scopes.some((scope) => (scope as unknown) === deployment);
}

/**
 * Has the errors of an object beside a job stop the synth. One that stands inside of its job is judged with the job, so that messages name the construct
 * that the user wrote.
 */
export function judged(companion: Construct, deployment: IFlinkDeployment, findings: () => Finding[]): void {
  const { judgeToo } = sourceOf(deployment);
  if (judgeToo && standsInside(companion, deployment)) {
    judgeToo(findings);
  } else {
    companion.node.addValidation({
      validate: () => findings().filter(({ severity }) => severity === Severity.ERROR).map(formatFinding),
    });
  }
}
