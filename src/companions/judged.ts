import { Construct } from 'constructs';
import { Finding, Severity } from '../configuration';
import { formatFinding } from '../configuration/finding';
import { isPatchRejection } from '../kubernetes/custom-resources/patches';
import { IFlinkDeployment, sourceOf } from '../workload/flink-deployment-reference';

/** Whether the object is a child of the job: the job's properties are then validated instead. */
export function standsInside(companion: Construct, deployment: IFlinkDeployment): boolean {
  return companion.node.scopes.some((scope) => (scope as unknown) === deployment);
}

/**
 * Reports the errors of an additional object of a job. An object that is a child of its job is validated with the job, so that messages name the
 * construct in the user's program.
 */
export function judged(companion: Construct, deployment: IFlinkDeployment, findings: () => Finding[]): void {
  const { judgeToo } = sourceOf(deployment);
  if (judgeToo && standsInside(companion, deployment)) {
    judgeToo(findings);
  } else {
    companion.node.addValidation({ validate: () => errors(findings) });
  }
}

/** If the job has a JSON patch that cannot be applied, the job reports it. */
function errors(findings: () => Finding[]): string[] {
  try {
    return findings().filter(({ severity }) => severity === Severity.ERROR).map(formatFinding);
  } catch (error) {
    if (isPatchRejection(error)) return [];
    throw error;
  }
}
