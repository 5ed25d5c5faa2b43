import { Finding, FlinkVersion, OperatorVersion, Severity } from '../configuration';
import { isAtLeast, SEVERITIES } from '../configuration/finding';
import { NEWEST_OPERATOR_VERSION } from '../configuration/options/operator-version';
import { checkObjects, flinkObjects, LocatedFinding } from '../guidelines/check-manifests';
import { selectGuidelines } from '../guidelines/selection';
import { readManifests } from '../workload/manifests';

/** The `properties` of a `validations` entry in `cdk8s.yaml`. */
export interface FlinkGuidelinesValidationProps {
  /**
   * The lowest severity that fails the synth: `error`, `warning` or `advice`.
   * @default error
   */
  readonly failOn?: string;
  /**
   * Guidelines to check, by id or area, such as `CKP-12` or `SEC`.
   * @default - all
   */
  readonly only?: string[];
  /**
   * Guidelines to skip, by id or area.
   * @default - none
   */
  readonly skip?: string[];
  /**
   * The operator version that the manifests are checked for, such as `1.16`.
   * @default 1.16
   */
  readonly operatorVersion?: string;
  /**
   * The Flink version that all jobs are checked for, such as `1.20`.
   * @default - the version in each manifest
   */
  readonly flinkVersion?: string;
}

/** Checks synthesized manifests against the guidelines during `cdk8s synth`. Add it to `validations` in `cdk8s.yaml`. */
export class FlinkGuidelinesValidation {
  private readonly props: FlinkGuidelinesValidationProps;

  constructor(props: FlinkGuidelinesValidationProps = {}) {
    this.props = props;
  }

  /**
   * Checks the manifests of a synth.
   *
   * @param context the context that cdk8s passes to a validation
   */
  public async validate(context: any): Promise<void> {
    const { failOn = Severity.ERROR, only = [], skip = [], operatorVersion = NEWEST_OPERATOR_VERSION.minor, flinkVersion } = this.props;
    const { guidelines, problems } = selectGuidelines(only, skip);
    const wrong = [...problems, ...(SEVERITIES.includes(failOn as Severity) ? [] : [`failOn is ${failOn}: write ${SEVERITIES.join(', ')}`])];
    if (wrong.length > 0) throw new Error(`properties of FlinkGuidelinesValidation: ${wrong.join('; ')}`);
    const { manifests, unreadable } = readManifests(context.manifests);
    const objects = flinkObjects(manifests, {
      operatorVersion: OperatorVersion._of(operatorVersion), flinkVersion: flinkVersion === undefined ? undefined : FlinkVersion._of(flinkVersion),
    });
    const findings = checkObjects(objects, guidelines)
      .filter(({ severity, suppressed }) => suppressed === undefined && isAtLeast(severity, failOn as Severity));
    for (const finding of findings) context.report.addViolation(violation(finding));
    for (const { file, message } of unreadable) context.logger.log(`${file}: ${message}`);
    context.report.submit(findings.length === 0 ? 'success' : 'failure', {
      flinkObjects: `${objects.workloads.length + objects.snapshots.length}`, notJudged: `${objects.notJudged.length}`, violations: `${findings.length}`,
    });
  }
}

function violation(finding: LocatedFinding): any {
  return {
    ruleName: `${finding.guideline} (${finding.severity})`,
    recommendation: sentence(finding),
    fix: `${finding.fix}.`,
    violatingResources: [{ resourceName: finding.resource.name, locations: [`${finding.path} (line ${finding.line})`], manifestPath: finding.file }],
  };
}

function sentence({ path, value, message }: Finding): string {
  return `${path}${value === undefined ? '' : ` = ${value}`}: ${message}.`;
}
