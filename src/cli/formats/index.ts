import { compact } from './compact';
import { json } from './json';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { text } from './text';
import { Severity } from '../../configuration';
import { referenceTo } from '../../configuration/finding';
import { FlinkObjects, LocatedFinding } from '../../guidelines/check-manifests';
import { Guideline } from '../../guidelines/guideline';
import { KINDS } from '../../workload/kinds';

/** What `check` has to tell. */
export interface CheckResult {
  readonly objects: FlinkObjects;
  /** All that there are, whether or not they were asked for. */
  readonly guidelines: readonly Guideline[];
  /** Suppressed ones are among them, and say so. */
  readonly findings: readonly LocatedFinding[];
  /** How many are not shown, since a baseline has them. */
  readonly known: number;
}

/** How many of each there are; findings that are suppressed count as that and nothing else. */
export function count({ objects, findings }: CheckResult) {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const of = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  return {
    workloads: objects.workloads.length,
    kinds: kindsOf(objects),
    errors: of(Severity.ERROR),
    warnings: of(Severity.WARNING),
    advice: of(Severity.ADVICE),
    suppressed: findings.length - open.length,
    notJudged: objects.notJudged.map(({ manifest: { object, file, lineOf } }) => ({ ...referenceTo(object), file, line: lineOf([]) })),
  };
}

/** How many objects of each of the operator's kinds were judged. */
function kindsOf({ workloads, snapshots }: FlinkObjects): { readonly [kind: string]: number } {
  const judged = [...workloads.map(({ workload }) => workload.kind), ...snapshots.map(({ snapshot }) => snapshot.kind)];
  const kinds = Object.keys(KINDS).map((kind) => [kind, judged.filter((each) => each === kind).length] as const);
  return Object.fromEntries(kinds.filter(([, number]) => number > 0));
}

/** How `check` can print. */
export const FORMATS: { readonly [name: string]: (result: CheckResult) => string } = {
  text: (result) => text(result),
  compact: (result) => compact(result),
  json: (result) => json(result),
  // called in a function, so that what writes SARIF is loaded for SARIF alone
  sarif: (result) => sarif(result),
  markdown: (result) => markdown(result),
};
