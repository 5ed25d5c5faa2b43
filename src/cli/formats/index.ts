import { json } from './json';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { text } from './text';
import { Severity } from '../../configuration';
import { LocatedFinding } from '../../guidelines/check-manifests';

/** What `check` has to tell. */
export interface CheckResult {
  readonly workloads: number;
  /** Objects of other kinds. */
  readonly others: number;
  /** Suppressed ones are among them, and say so. */
  readonly findings: readonly LocatedFinding[];
  /** How many are not shown, since a baseline has them. */
  readonly known: number;
}

/** How many of each there are; those that are suppressed count as that and nothing else. */
export function count({ workloads, findings }: CheckResult) {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const of = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  return {
    workloads,
    errors: of(Severity.ERROR),
    warnings: of(Severity.WARNING),
    advice: of(Severity.ADVICE),
    suppressed: findings.length - open.length,
  };
}

/** How `check` can print. */
export const FORMATS: { readonly [name: string]: (result: CheckResult) => string } = { text, json, sarif, markdown };
