import { isOfRefusedValue } from './areas/architecture/spec-fields';
import { ofFragment } from './fragments';
import { Guideline } from './guideline';
import { withoutHelmValues, withoutPlaceholders } from './placeholders';
import { suppress, Verdict } from './suppression';
import { TableGuideline } from './table';
import { Finding, OperatorVersion, Severity } from '../configuration';
import { SEVERITIES } from '../configuration/finding';
import { isPathWithin } from '../kubernetes/paths';
import { compareTexts } from '../kubernetes/sorted';
import { Snapshot } from '../workload/snapshot';
import { Workload } from '../workload/workload';

/** Errors first; then by guideline, path and message, so that the result for a manifest is always the same. */
export function compareFindings(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || compareTexts(a.guideline, b.guideline) || compareTexts(a.path, b.path) || compareTexts(a.message, b.message);
}

/**
 * Checks one workload against all guidelines.
 *
 * @param before existing findings, such as properties that could not be read
 * @param required ids of guidelines that cannot be suppressed
 */
export function judge(
  workload: Workload, guidelines: readonly Guideline[], before: readonly Finding[] = [], required: readonly string[] = [],
): Verdict {
  const found = withoutConsequences(guidelines.flatMap((guideline) => check(guideline, workload))).map((finding) => inItsNames(workload, finding));
  const all = withoutHelmValues(workload, [...before, ...withoutPlaceholders(workload, ofFragment(workload, found))]);
  return inOrder(suppress(workload, all, guidelines, required));
}

const DOTTED_NAME = /[a-z][\w-]*(?:\.[\w-]+)+/g;

/** Guidelines use the current name of an option. If the version does not know it yet, the finding uses the name that it knows. */
function inItsNames({ _configuration: { names } }: Workload, finding: Finding): Finding {
  const itsName = (name: string) => {
    const { later, keys } = names.resolve(name);
    return later ? keys[0] : name;
  };
  const told = (text: string) => withoutCredentials(text.replace(DOTTED_NAME, itsName));
  return { ...finding, message: told(finding.message), fix: told(finding.fix) };
}

/** A user name and password before the host of a URL are removed from messages. */
function withoutCredentials(text: string): string {
  return text.replace(/(\/\/|")[^\s/"@:]+:[^\s/"@]+@/g, '$1***@');
}

/** Checks a snapshot against the guidelines on snapshots. */
export function judgeSnapshot(snapshot: Snapshot, guidelines: readonly Guideline[], required: readonly string[] = []): Verdict {
  const found = guidelines.flatMap((guideline) => guideline instanceof TableGuideline ? guideline.checkSnapshot(snapshot) : []);
  return inOrder(suppress(snapshot, withoutConsequences(found), guidelines, required));
}

/** Checks apiVersion and kind of an object. */
export function judgeIdentity(object: any, operator: OperatorVersion, guidelines: readonly Guideline[]): Finding[] {
  return guidelines.flatMap((guideline) => guideline instanceof TableGuideline ? guideline.checkIdentity(object, operator.minor) : []);
}

/** Nothing follows from a rejected value, so other findings on it would be about something that never takes effect. */
function withoutConsequences(found: readonly Finding[]): Finding[] {
  const refused = found.filter(isOfRefusedValue);
  if (refused.length === 0) return [...found];
  return found.filter((finding) => isOfRefusedValue(finding) || !refused.some(({ path }) => isPathWithin(finding.path, path)));
}

/** Checks an object that is defined more than once. */
export function judgeRepeated(object: any, first: string, guidelines: readonly Guideline[]): Finding[] {
  return guidelines.flatMap((guideline) => guideline instanceof TableGuideline ? guideline.checkRepeated(object, first) : []);
}

function inOrder(verdict: Verdict): Verdict {
  return { ...verdict, findings: [...verdict.findings].sort(compareFindings) };
}

/** A guideline that throws results in a finding about itself, and does not end the check. */
function check(guideline: Guideline, workload: Workload): Finding[] {
  try {
    return guideline.check(workload);
  } catch (error) {
    return [{
      guideline: guideline.id,
      severity: Severity.ERROR,
      path: 'check',
      message: `failed on ${workload.name}: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'Correct the guideline',
    }];
  }
}
