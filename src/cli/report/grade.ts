import { Severity } from '../../configuration';
import { SEVERITIES } from '../../configuration/finding';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { compareTexts } from '../../kubernetes/sorted';
import { grouped } from '../grouped';

/** The grade of a job, from A to E. */
export interface Grade {
  readonly letter: string;
  /** Of 100. */
  readonly points: number;
  /** The number of violated guidelines, by the highest severity of each. */
  readonly broken: { readonly [severity in Severity]: number };
}

/** The points that a violated guideline costs. */
export const COSTS: { readonly [severity in Severity]: number } = { [Severity.ERROR]: 20, [Severity.WARNING]: 5, [Severity.ADVICE]: 1 };

/** Each grade, and the points that it requires. */
export const GRADES: readonly (readonly [letter: string, points: number])[] = [['A', 90], ['B', 75], ['C', 50], ['D', 25], ['E', 0]];

/** Guidelines without which a single failure loses the state of the job. */
const ESSENTIAL = ['HA-01', 'CKP-01'];

/** The best possible grade with certain findings, regardless of the points. */
export const LIMITS: readonly { readonly best: string; readonly found: string; readonly holds: (open: readonly LocatedFinding[]) => boolean }[] = [
  { best: 'D', found: 'with an error', holds: (open) => open.some(({ severity }) => severity === Severity.ERROR) },
  { best: 'C', found: 'without checkpoints or high availability', holds: (open) => open.some(({ guideline }) => ESSENTIAL.includes(guideline)) },
  { best: 'B', found: 'with a warning', holds: (open) => open.some(({ severity }) => severity === Severity.WARNING) },
];

/** The grade for a list of findings. Suppressed findings cost nothing. */
export function gradeOf(findings: readonly LocatedFinding[]): Grade {
  const open = openOf(findings);
  const worst = [...grouped(open, ({ guideline }) => guideline).values()].map((each) => worstOf(each).severity);
  const broken = Object.fromEntries(SEVERITIES.map((severity) => [severity, worst.filter((each) => each === severity).length])) as Grade['broken'];
  const points = Math.max(0, 100 - SEVERITIES.reduce((sum, severity) => sum + broken[severity] * COSTS[severity], 0));
  const byPoints = GRADES.find(([, least]) => points >= least)![0];
  const [letter] = [byPoints, ...LIMITS.filter(({ holds }) => holds(open)).map(({ best }) => best)].sort().reverse();
  return { letter, points, broken };
}

/** The lowest grade first. */
export function compareGrades(a: Grade, b: Grade): number {
  return compareTexts(b.letter, a.letter) || a.points - b.points;
}

/** The grade of several objects: the lowest of their grades. */
export function lowest(grades: readonly Grade[]): Grade | undefined {
  return [...grades].sort(compareGrades)[0];
}

/** The first of the most severe findings. */
function worstOf(findings: readonly LocatedFinding[]): LocatedFinding {
  return findings.reduce((worst, each) => rank(each) < rank(worst) ? each : worst);
}

/** Lower for a more severe finding. */
export function rank({ severity }: LocatedFinding): number {
  return SEVERITIES.indexOf(severity);
}

/** Findings that are not suppressed. */
export function openOf(findings: readonly LocatedFinding[]): LocatedFinding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}
