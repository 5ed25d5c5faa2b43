import { openOf, rank } from './grade';
import { Markup, prose } from './markup';
import { Severity } from '../../configuration';
import { SEVERITIES } from '../../configuration/finding';
import { areaName, areaOf } from '../../guidelines/area-names';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { Guideline } from '../../guidelines/guideline';
import { grouped } from '../grouped';
import { pageOf } from '../package';

/** One finding, as it is shown. */
export interface ShownFinding {
  readonly tone: Severity | 'suppressed';
  readonly where: string;
  readonly place: string;
  readonly message: Markup;
  readonly fix: Markup;
  readonly reason?: string;
}

/** The findings of one guideline in one object. */
export interface FindingGroup {
  readonly id: string;
  readonly title: Markup;
  readonly why: Markup;
  readonly url?: string;
  readonly area: string;
  readonly areaName: string;
  readonly tone: ShownFinding['tone'];
  readonly findings: readonly ShownFinding[];
}

/** The most severe first, the suppressed last; those of equal severity in the order of the guidelines. */
export type GuidelineOrder = ReadonlyMap<string, { readonly guideline: Guideline; readonly position: number }>;

export function orderOf(guidelines: readonly Guideline[]): GuidelineOrder {
  return new Map(guidelines.map((guideline, position) => [guideline.id, { guideline, position }]));
}

export const TONES: readonly ShownFinding['tone'][] = [...SEVERITIES, 'suppressed'];

export function toneOf({ severity, suppressed }: LocatedFinding): ShownFinding['tone'] {
  return suppressed === undefined ? severity : 'suppressed';
}

/** The findings of an object by guideline. */
export function findingGroups(findings: readonly LocatedFinding[], order: GuidelineOrder): FindingGroup[] {
  return inOrder([...grouped(findings, ({ guideline }) => guideline)].map(([id, all]) => groupOf(id, all, order)), order);
}

function inOrder(groups: readonly FindingGroup[], order: GuidelineOrder): FindingGroup[] {
  return [...groups].sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || positionIn(order, a.id) - positionIn(order, b.id));
}

function positionIn(order: GuidelineOrder, id: string): number {
  return order.get(id)?.position ?? order.size;
}

function groupOf(id: string, findings: readonly LocatedFinding[], order: GuidelineOrder): FindingGroup {
  const { title, rationale } = order.get(id)?.guideline ?? { title: id, rationale: '' };
  const sorted = [...findings].sort((a, b) => TONES.indexOf(toneOf(a)) - TONES.indexOf(toneOf(b)));
  return {
    id,
    title: prose(title),
    why: prose(rationale),
    url: pageOf(id),
    area: areaOf(id),
    areaName: areaName(areaOf(id)),
    tone: toneOf(sorted[0]),
    findings: sorted.map(shown),
  };
}

function shown(finding: LocatedFinding): ShownFinding {
  const { path, value, message, fix, file, line, suppressed } = finding;
  return {
    tone: toneOf(finding),
    where: value === undefined ? path : `${path} = ${value}`,
    place: `${file}:${line}`,
    message: prose(`${message}.`),
    fix: prose(`${fix}.`),
    reason: suppressed,
  };
}

/** One of the problems to fix first: findings of one guideline with the same severity, place and fix. */
export interface FirstFix {
  readonly id: string;
  readonly url?: string;
  readonly title: Markup;
  readonly tone: Severity;
  readonly where: string;
  /** The objects with this problem. */
  readonly names: readonly string[];
  readonly fix: Markup;
}

/** The problems to fix first: the most severe, then those of most objects, then in the order of the guidelines. */
export function firstFixes(
  objects: readonly { readonly name: string; readonly findings: readonly LocatedFinding[] }[], order: GuidelineOrder, most: number,
): FirstFix[] {
  const open = objects.flatMap(({ name, findings }) => openOf(findings).map((finding) => ({ name, finding })));
  const problems = [...grouped(open, ({ finding: { guideline, severity, path, fix } }) => JSON.stringify([guideline, severity, path, fix])).values()]
    .map((all) => ({ finding: all[0].finding, names: [...new Set(all.map(({ name }) => name))] }));
  return problems
    .sort((a, b) => rank(a.finding) - rank(b.finding) || b.names.length - a.names.length
      || positionIn(order, a.finding.guideline) - positionIn(order, b.finding.guideline))
    .slice(0, most)
    .map(({ names, finding: { guideline: id, severity, path, fix } }) => ({
      id, url: pageOf(id), title: prose(order.get(id)?.guideline.title ?? id), tone: severity, where: path, names, fix: prose(`${fix}.`),
    }));
}
