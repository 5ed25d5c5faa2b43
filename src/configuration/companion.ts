import { Construct } from 'constructs';
import { Finding, formatFinding, Severity } from './finding';
import { IFlinkDeployment } from './flink-deployment-reference';

/**
 * Has the errors of a companion stop the synth. One that stands inside of its job is judged with the job,
 * so that messages name the construct that the user wrote.
 */
export function judgeAlone(companion: Construct, deployment: IFlinkDeployment, findings: () => Finding[]): void {
  if (companion.node.scopes.some((scope) => (scope as unknown) === deployment)) return;
  companion.node.addValidation({
    validate: () => findings().filter(({ severity }) => severity === Severity.ERROR).map(formatFinding),
  });
}
