import { Markup, prose } from './markup';
import { whyNotApplicable } from '../../guidelines/applicability';
import { areaName, areaOf } from '../../guidelines/area-names';
import { ReadWorkload } from '../../guidelines/check-manifests';
import { firstFew } from '../../guidelines/in-words';
import { GUIDELINES } from '../../guidelines/registry';
import { grouped } from '../grouped';
import { qualifiedName } from '../naming';
import { pageOf } from '../package';

/** A condition that no manifest shows, and that an engineer must verify. */
export interface ChecklistItem {
  readonly id: string;
  readonly url?: string;
  readonly title: Markup;
  readonly text: Markup;
  /** The jobs to which it applies, if it does not apply to all of them. */
  readonly jobs?: string;
}

export interface ChecklistArea {
  readonly name: string;
  readonly items: readonly ChecklistItem[];
}

/** The conditions to verify manually, by area: each condition once, and only if it applies. */
export function checklist(workloads: readonly ReadWorkload[]): ChecklistArea[] {
  const seen = new Set<string>();
  const items = GUIDELINES.flatMap((guideline): ChecklistItem[] => {
    const { id, title, row: { checklist: text } } = guideline;
    if (text === undefined || seen.has(text)) return [];
    const jobs = workloads.filter(({ workload }) => whyNotApplicable(guideline, workload, 'checklist') === undefined);
    if (jobs.length === 0) return [];
    seen.add(text);
    const names = jobs.length === workloads.length ? undefined : firstFew(jobs.map(({ workload }) => qualifiedName(workload)));
    return [{ id, url: pageOf(id), title: prose(title), text: prose(`${text}.`), jobs: names }];
  });
  return [...grouped(items, ({ id }) => areaOf(id))].map(([area, all]) => ({ name: areaName(area), items: all }));
}
