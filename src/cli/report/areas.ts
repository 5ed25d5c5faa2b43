import { openOf } from './grade';
import { Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { SEVERITIES } from '../../configuration/finding';
import { whyNotApplicable } from '../../guidelines/applicability';
import { AREA_NAMES, areaName, areaOf } from '../../guidelines/area-names';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { Guideline } from '../../guidelines/guideline';
import { TableGuideline } from '../../guidelines/table';
import { Workload } from '../../workload/workload';
import { grouped } from '../grouped';

/** The state of an area in one job. */
export interface AreaState {
  readonly name: string;
  /** The highest severity of the findings; `none` if no guideline of the area applies and can be checked. */
  readonly tone: Severity | 'suppressed' | 'kept' | 'none';
  readonly text: string;
}

/** The areas of guidelines that can be checked, with the findings in each area. */
export function areaStates(workload: Workload, findings: readonly LocatedFinding[], guidelines: readonly Guideline[]): AreaState[] {
  const found = grouped(findings, ({ guideline }) => areaOf(guideline));
  const checkable = grouped(guidelines.filter(isChecked), ({ id }) => areaOf(id));
  return [...new Set([...Object.keys(AREA_NAMES), ...checkable.keys(), ...found.keys()])]
    .filter((area) => checkable.has(area) || found.has(area))
    .map((area) => ({ name: areaName(area), ...stateOf(workload, found.get(area) ?? [], checkable.get(area) ?? []) }));
}

function isChecked(guideline: Guideline): boolean {
  return !(guideline instanceof TableGuideline) || guideline.uses.includes('check');
}

function stateOf(workload: Workload, findings: readonly LocatedFinding[], guidelines: readonly Guideline[]): Omit<AreaState, 'name'> {
  const open = openOf(findings);
  const worst = SEVERITIES.find((severity) => open.some((finding) => finding.severity === severity));
  if (worst !== undefined) {
    const counts = SEVERITIES.map((severity) => ({ severity, n: open.filter((each) => each.severity === severity).length })).filter(({ n }) => n > 0);
    return { tone: worst, text: counts.map(({ severity, n }) => counted(n, severity, severity === Severity.ADVICE ? severity : undefined)).join(', ') };
  }
  if (findings.length > 0) return { tone: 'suppressed', text: `${findings.length} suppressed` };
  const reasons = guidelines.map((guideline) => whyNotApplicable(guideline, workload, 'check'));
  const kept = reasons.filter((reason) => reason === undefined).length;
  return kept > 0 ? { tone: 'kept', text: `${kept} followed` } : { tone: 'none', text: `not applicable: ${reasons[0]}` };
}
