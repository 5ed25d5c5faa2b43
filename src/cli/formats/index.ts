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

/** The result of `check`. */
export interface CheckResult {
  readonly objects: FlinkObjects;
  /** All guidelines, whether or not they were selected. */
  readonly guidelines: readonly Guideline[];
  /** Includes suppressed findings, which are marked. */
  readonly findings: readonly LocatedFinding[];
  /** The number of findings that are not shown because they are in the baseline. */
  readonly known: number;
}

/** The number of objects and findings; a suppressed finding counts only as suppressed. */
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

/** The number of checked objects of each of the operator's kinds. */
function kindsOf({ workloads, snapshots }: FlinkObjects): { readonly [kind: string]: number } {
  const judged = [...workloads.map(({ workload }) => workload.kind), ...snapshots.map(({ snapshot }) => snapshot.kind)];
  const kinds = Object.keys(KINDS).map((kind) => [kind, judged.filter((each) => each === kind).length] as const);
  return Object.fromEntries(kinds.filter(([, number]) => number > 0));
}

/** The output formats of `check`. */
export const FORMATS: { readonly [name: string]: (result: CheckResult) => string } = {
  text: (result) => text(result),
  compact: (result) => compact(result),
  json: (result) => json(result),
  // called in a function, so that the SARIF library is loaded only for SARIF
  sarif: (result) => sarif(result),
  markdown: (result) => markdown(result),
};
